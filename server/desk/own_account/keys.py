"""`/desk/account/keys`: API keys that act in one's own name."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from marshmallow import fields, validate
from werkzeug.wrappers import Response

from credibility_db.curation.api_keys import SCOPES, NewApiKey, create_api_key, revoke_api_key
from credibility_db.errors import ApiKeyRefused
from credibility_db.queries import api_key_of, api_keys_of
from server.desk.access import needs
from server.desk.forms import Form, FormSchema, read_form
from server.desk.own_account.views import blueprint
from server.desk.visitor import signed_in, visitor
from server.errors import NotFound
from server.services import services

NEEDED = {"read": "contributor", "batches": "contributor", "propose": "contributor", "review": "curator", "admin": "admin"}
"""The role that somebody has to have to make a key with a scope."""
Page = str | tuple[str, int] | Response


class KeyForm(FormSchema):
    """What a key is for, and how long it lives. Its scopes are ticked boxes."""

    holder = fields.String(required=True, validate=validate.Length(max=120), error_messages={"required": "Say what the key is for."})
    days = fields.Integer(load_default=365, validate=validate.Range(1, 3650, error="From 1 to 3650 days."))


@blueprint.get("/account/keys")
@needs("contributor")
def keys() -> Page:
    """One's own keys."""
    return _page(Form())


def _page(form: Form) -> str:
    with services().curators.reading() as connection:
        rows = api_keys_of(connection, signed_in())
    scopes = {scope: about for scope, about in SCOPES.items() if visitor().may(NEEDED[scope])}
    return render_template("desk/keys.html", keys=rows, scopes=scopes, chosen=request.form.getlist("scope"), form=form)


@blueprint.post("/account/keys")
@needs("contributor")
def make_key() -> Page:
    """Make a key; its secret is shown once."""
    form, scopes = read_form(KeyForm()), request.form.getlist("scope")
    if any(not visitor().may(NEEDED.get(scope, "admin")) for scope in scopes):
        form = form.refused("Your role does not allow a key with this scope.")
    if not form.sound:
        return _page(form), 422
    try:
        with services().curators.writing() as connection:
            issued = create_api_key(connection, NewApiKey(form.values["holder"], scopes, form.values["days"], signed_in()))
    except ApiKeyRefused as refused:
        return _page(form.refused(f"{str(refused)[0].upper()}{str(refused)[1:]}.")), 422
    return render_template("desk/key.html", issued=issued)


@blueprint.post("/account/keys/<prefix>/revoke")
@needs("contributor")
def revoke_key(prefix: str) -> Page:
    """End one of one's own keys."""
    with services().curators.writing() as connection:
        row = api_key_of(connection, prefix)
        if row is None or row.account != signed_in() or row.revoked is not None:
            raise NotFound("You have no such key.")
        revoke_api_key(connection, prefix)
    return redirect(url_for(".keys", said="key-revoked"), 303)
