"""`/desk/people`: accounts, for admins."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, render_template, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from credibility_db.curation.people import change_role, create_account, disable_account, drop_totp, enable_account, make_link
from credibility_db.errors import AccountRefused
from credibility_db.queries import account, accounts
from server.desk.access import needs
from server.desk.blueprints import desk_blueprint
from server.desk.forms import Form, read_form
from server.desk.people.forms import InviteForm, ResetForm, RoleForm
from server.desk.tokens import digest, new_token
from server.desk.visitor import signed_in
from server.errors import NotFound
from server.services import services

blueprint = desk_blueprint("people")
LINK_SECONDS = 3 * 24 * 3600
Page = str | tuple[str, int] | Response


@blueprint.get("/people")
@needs("admin")
def listing() -> Page:
    """Every account."""
    return _page(Form())


def _page(form: Form, trouble: str | None = None) -> str:
    with services().curators.reading() as connection:
        rows = accounts(connection)
    return render_template("desk/people.html", people=rows, form=form, trouble=trouble)


@blueprint.post("/people")
@needs("admin")
def invite() -> Page:
    """Make an account and the link by which its owner sets the password."""
    form = read_form(InviteForm())
    if form.sound:
        name = form.values["name"].lower()
        try:
            with services().curators.writing() as connection:
                create_account(connection, name, form.values["role"], by=signed_in())
                return _linked(connection, name)
        except AccountRefused as refused:
            form = form.refused(str(refused), "name")
    return _page(form), 422


@blueprint.post("/people/<name>/role")
@needs("admin")
def role(name: str) -> Page:
    """Change a role."""
    form = read_form(RoleForm())
    return _changed(name, lambda connection: change_role(connection, name, form.values["role"]), "role-changed") if form.sound else (_page(form), 422)


@blueprint.post("/people/<name>/disable")
@needs("admin")
def disable(name: str) -> Page:
    """Shut an account out."""
    return _changed(name, lambda connection: disable_account(connection, name), "disabled")


@blueprint.post("/people/<name>/enable")
@needs("admin")
def enable(name: str) -> Page:
    """Let an account in again."""
    return _changed(name, lambda connection: enable_account(connection, name), "enabled")


@blueprint.post("/people/<name>/reset")
@needs("admin")
def reset(name: str) -> Page:
    """A new link for somebody who lost the password, or the second factor too."""
    form = read_form(ResetForm())
    with services().curators.writing() as connection:
        row = account(connection, name)
        if row is None or row.status != "active":
            raise NotFound("There is no active account of this name.")
        if form.values.get("second_factor"):
            drop_totp(connection, name)
        return _linked(connection, name)


def _changed(name: str, change: Callable[[Connection], None], said: str) -> Page:
    try:
        with services().curators.writing() as connection:
            if account(connection, name) is None:
                raise NotFound("There is no account of this name.")
            change(connection)
    except AccountRefused as refused:
        return _page(Form(), trouble=str(refused)), 409
    return redirect(url_for("desk_people.listing", said=said), 303)


def _linked(connection: Connection, name: str) -> str:
    token = new_token()
    make_link(connection, name, digest(token), seconds=LINK_SECONDS)
    address = services().config.public_url.rstrip("/") + url_for("desk_signing_in.link", token=token)
    return render_template("desk/linked.html", name=name, address=address, days=LINK_SECONDS // 86400)
