"""Checks a new password that was typed twice."""

from __future__ import annotations

from server.desk.forms import Form
from server.desk.passwords import password_faults


def checked_password(form: Form, name: str) -> tuple[Form, str | None]:
    """The form with what is wrong with the password, and the password where nothing is."""
    if not form.sound:
        return form, None
    password: str = form.values["password"]
    for fault in password_faults(password, name):
        form = form.refused(fault, "password")
    if password != form.values["again"]:
        form = form.refused("The two passwords are not the same.", "again")
    return form, password if form.sound else None
