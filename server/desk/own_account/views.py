"""`/desk/account`: one's own password and second factor."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from credibility_db.curation.people import drop_totp, end_sessions_of, set_password, set_totp
from credibility_db.queries import account, count_recovery_codes
from server.desk.access import needs
from server.desk.blueprints import desk_blueprint
from server.desk.forms import Form, read_form
from server.desk.own_account.forms import ChangePasswordForm, ConfirmPasswordForm, TurnOnForm
from server.desk.passwords import hash_password, is_password
from server.desk.second_factor import new_recovery_codes, new_secret, picture, step_of
from server.desk.signing_in.attempts import attempt
from server.desk.signing_in.new_password import checked_password
from server.desk.visitor import sign_in, signed_in
from server.services import services

blueprint = desk_blueprint("own_account")
Page = str | tuple[str, int] | Response


@blueprint.get("/account")
@needs("contributor")
def page() -> Page:
    """One's own account."""
    return _page()


def _page(**forms: Form) -> str:
    with services().curators.reading() as connection:
        row = account(connection, signed_in())
        codes = count_recovery_codes(connection, signed_in())
    shown: dict[str, Any] = {"password_form": Form(), "off_form": Form(), **forms}
    return render_template("desk/account.html", account=row, codes=codes, **shown)


@blueprint.post("/account/password")
@needs("contributor")
def change_password() -> Page:
    """Change one's own password; every other browser is signed out."""
    form, password = checked_password(read_form(ChangePasswordForm()), signed_in())
    if password is not None and not _confirmed(form):
        form, password = form.refused("This is not your password.", "current"), None
    if password is None:
        return _page(password_form=form), 422
    hashed, name = hash_password(password), signed_in()
    with services().curators.writing() as connection:
        set_password(connection, name, hashed)
        sign_in(connection, name, stage="full")
    return redirect(url_for("desk_own_account.page", said="password-changed"), 303)


@blueprint.get("/account/second-factor")
@needs("contributor")
def offer_second_factor() -> Page:
    """A new secret for an authenticator app, not in force yet."""
    return _offer(new_secret(), Form())


@blueprint.post("/account/second-factor")
@needs("contributor")
def turn_on() -> Page:
    """Turn the second factor on, once a code shows that the app has the secret."""
    form, name = read_form(TurnOnForm()), signed_in()
    step = step_of(form.values["secret"], form.values["code"]) if form.sound and form.values["code"].isascii() else None
    if step is None:
        return _offer(form.values.get("secret") or new_secret(), form.refused("This code does not fit the picture. Try the next one.", "code")), 422
    shown, digests = new_recovery_codes()
    with services().curators.writing() as connection:
        set_totp(connection, name, form.values["secret"], recovery=digests, step=step)
        end_sessions_of(connection, name)
        sign_in(connection, name, stage="full")
    return render_template("desk/recovery_codes.html", codes=shown)


@blueprint.post("/account/second-factor/off")
@needs("contributor")
def turn_off() -> Page:
    """Turn the second factor off; asks for the password."""
    form, name = read_form(ConfirmPasswordForm()), signed_in()
    if form.sound and not _confirmed(form):
        form = form.refused("This is not your password.", "current")
    if not form.sound:
        return _page(off_form=form), 422
    with services().curators.writing() as connection:
        drop_totp(connection, name)
        end_sessions_of(connection, name)
        sign_in(connection, name, stage="full")
    return redirect(url_for("desk_own_account.page", said="second-factor-off"), 303)


def _confirmed(form: Form) -> bool:
    """Whether the person knows the password in use. Guesses are slowed down as at the door."""
    tried = attempt(signed_in())
    with services().curators.reading() as connection:
        row = account(connection, signed_in())
    if row is None or not is_password(row.password, form.values["current"]):
        return False
    tried.succeeded()
    return True


def _offer(secret: str, form: Form) -> str:
    return render_template("desk/second_factor.html", form=form, secret=secret, picture=picture(signed_in(), secret))
