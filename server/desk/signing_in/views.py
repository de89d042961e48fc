"""`/desk/login`, `/desk/logout`, and the links by which a password is set."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from credibility_db.clock import moment
from credibility_db.curation.people import set_password, use_link
from credibility_db.queries import account, account_link
from server.desk.access import ANYONE, needs, safe_next
from server.desk.blueprints import desk_blueprint
from server.desk.forms import Form, read_form
from server.desk.passwords import hash_password, is_password
from server.desk.second_factor import opens
from server.desk.signing_in.attempts import attempt
from server.desk.signing_in.forms import CodeForm, NewPasswordForm, SignInForm
from server.desk.signing_in.new_password import checked_password
from server.desk.tokens import digest
from server.desk.visitor import sign_in, sign_out, visitor
from server.errors import NotFound, NotSignedIn
from server.services import services

blueprint = desk_blueprint("signing_in")
USED = "This link was used already, or has expired. Ask an admin for a new one."
Page = str | tuple[str, int] | Response


@blueprint.get("/login")
@needs(ANYONE)
def form() -> Page:
    """The form to sign in."""
    if visitor().account:
        return redirect(safe_next(request.args.get("next")), 303)
    return render_template("desk/login.html", form=Form(), next=request.args.get("next", ""))


@blueprint.post("/login")
@needs(ANYONE)
def enter() -> Page:
    """Name and password."""
    given = read_form(SignInForm())
    if given.sound:
        name = given.values["name"].lower()
        tried = attempt(name)
        with services().curators.reading() as connection:
            row = account(connection, name)
        usable = row if row is not None and row.status == "active" else None
        if is_password(usable.password if usable else None, given.values["password"]) and usable:
            tried.succeeded()
            with services().curators.writing() as connection:
                sign_in(connection, name, stage="password" if usable.totp_secret else "full")
            return _onward("desk_signing_in.second_factor" if usable.totp_secret else None)
        given = given.refused("The name or the password is not right.")
    return render_template("desk/login.html", form=given, next=request.form.get("next", "")), 422


def _onward(endpoint: str | None) -> Response:
    wanted = request.form.get("next", "")
    return redirect(url_for(endpoint, next=wanted) if endpoint else safe_next(wanted), 303)


@blueprint.get("/login/code")
@needs(ANYONE)
def second_factor() -> Page:
    """The form for the second factor's code."""
    if visitor().waiting is None:
        return redirect(url_for("desk_signing_in.form", next=request.args.get("next", "")), 303)
    return render_template("desk/code.html", form=Form(), next=request.args.get("next", ""))


@blueprint.post("/login/code")
@needs(ANYONE)
def enter_code() -> Page:
    """The second factor's code, or a recovery code."""
    name = visitor().waiting
    if name is None:
        raise NotSignedIn("The password was given too long ago. Sign in again.")
    given = read_form(CodeForm())
    if given.sound:
        tried = attempt(name, what="code")
        with services().curators.writing() as connection:
            row = account(connection, name)
            opened = row is not None and row.totp_secret and opens(connection, name, row.totp_secret, given.values["code"])
            if opened:
                sign_in(connection, name, stage="full")
        if opened:
            tried.succeeded()
            return _onward(None)
        given = given.refused("This code is not right, or was used already. Wait for the next one.", "code")
    return render_template("desk/code.html", form=given, next=request.form.get("next", "")), 422


@blueprint.post("/logout")
@needs(ANYONE)
def leave() -> Page:
    """Sign out."""
    with services().curators.writing() as connection:
        sign_out(connection)
    return redirect(url_for("desk_signing_in.form", said="signed-out"), 303)


@blueprint.get("/link/<token>")
@needs(ANYONE)
def link(token: str) -> Page:
    """The form to which a link leads: set a password."""
    return render_template("desk/link.html", form=Form(), name=_named_by(token))


@blueprint.post("/link/<token>")
@needs(ANYONE)
def use(token: str) -> Page:
    """Set the password; the link is used up."""
    name = _named_by(token)
    given, password = checked_password(read_form(NewPasswordForm()), name)
    if password is None:
        return render_template("desk/link.html", form=given, name=name), 422
    hashed = hash_password(password)
    with services().curators.writing() as connection:
        if use_link(connection, digest(token)) != name:
            raise NotFound(USED)
        set_password(connection, name, hashed)
    return redirect(url_for("desk_signing_in.form", said="password-set"), 303)


def _named_by(token: str) -> str:
    with services().curators.reading() as connection:
        row = account_link(connection, digest(token))
        holder = account(connection, row.account) if row else None
    if row is None or holder is None or row.expires < moment() or holder.status != "active":
        raise NotFound(USED)
    return str(row.account)
