"""`/desk/propose`: forms for entities and statements, checked as they are filled in."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from flask import redirect, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from credibility_db.curation.proposing import submit
from credibility_db.curation.rules import is_web_address
from credibility_db.errors import CredibilityError, FormRefused, RulesViolated
from credibility_db.queries import outlets_at
from server.desk.access import needs
from server.desk.blueprints import desk_blueprint
from server.desk.previews import preview
from server.desk.propose.citing import cite
from server.desk.propose.drafts import Sheet, new_sheet, sent_sheet
from server.desk.propose.fields import field_errors, rows_in
from server.desk.propose.page import render_sheet
from server.errors import PageError
from server.services import services

blueprint = desk_blueprint("propose")
Page = str | tuple[str, int] | Response


@blueprint.get("/propose")
@needs("contributor")
def start() -> Page:
    """Where to begin: with an entity, a statement, or the page one comes from (`?from=`)."""
    address = request.args.get("from", "").strip()
    host = (urlsplit(address).hostname or "").removeprefix("www.") if is_web_address(address) else ""
    with services().curators.reading() as connection:
        outlets = sorted(set().union(*outlets_at(connection, [host]).values())) if host else []
    bookmarklet = f"javascript:location.href='{services().config.public_url.rstrip('/')}{url_for('.start')}?from='+encodeURIComponent(location.href)"
    return render_template("desk/propose.html", address=address, host=host, outlets=outlets, bookmarklet=bookmarklet)


@blueprint.get("/propose/entity")
@needs("contributor")
def entity_form() -> Page:
    """The form for an entity, new or there."""
    return _new("entity")


@blueprint.get("/propose/statement")
@needs("contributor")
def statement_form() -> Page:
    """The form for a statement, new or there."""
    return _new("statement")


@blueprint.post("/propose/entity")
@needs("contributor")
def propose_entity() -> Page:
    """Propose an entity, or go on filling in."""
    return _sent("entity")


@blueprint.post("/propose/statement")
@needs("contributor")
def propose_statement() -> Page:
    """Propose a statement, or go on filling in."""
    return _sent("statement")


@blueprint.post("/propose/check/<kind>")
@needs("contributor")
def check(kind: str) -> Page:
    """What the rules say of a form that is being filled in: a part of its page."""
    with services().curators.reading() as connection:
        sheet = sent_sheet(connection, "entity" if kind == "entity" else "statement")
    return render_template("desk/findings.html", sheet=sheet)


def _new(kind: str) -> str:
    with services().curators.reading() as connection:
        return render_sheet(new_sheet(connection, kind))


def _sent(kind: str) -> Page:
    """What the button pressed asks for: another row, a citation read, a preview, or the proposal."""
    asked = request.form.get("do", "propose")
    if asked != "propose":
        with services().curators.reading() as connection:
            sheet = sent_sheet(connection, kind)
            shown = _preview(connection, sheet) if asked == "preview" else None
        sheet = _cited(sheet, int(asked.removeprefix("cite-"))) if asked.removeprefix("cite-").isdecimal() else sheet
        return render_sheet(sheet, shown, more=asked.removeprefix("more-"), quiet=asked != "preview")
    with services().curators.writing() as connection:
        sheet = sent_sheet(connection, kind)
        if sheet.draft is not None and sheet.form.sound:
            try:
                made = submit(connection, sheet.draft)
                return redirect(url_for("desk_proposals.page", proposal_id=made, said="proposed"), 303)
            except CredibilityError as refused:
                sheet = _complained(sheet, refused)
    return render_sheet(sheet), 422


def _complained(sheet: Sheet, refused: CredibilityError) -> Sheet:
    if isinstance(refused, FormRefused):
        return replace(sheet, form=replace(sheet.form, errors=field_errors(refused.errors)))
    if isinstance(refused, RulesViolated):
        return sheet.refused("The rules speak against it: see below.")
    return sheet.refused(str(refused))


def _preview(connection: Connection, sheet: Sheet) -> object:
    return preview(connection, sheet.record, sheet.checked.record) if sheet.checked is not None and sheet.checked.record is not None else None


def _cited(sheet: Sheet, number: int) -> Sheet:
    """The sheet with a citation's empty fields filled in from the page, and whether the page names what it is to support."""
    rows = rows_in(sheet.form.given, "citations")
    spot = f"citations-{number}"
    if number >= len(rows) or not is_web_address(rows[number].get("url", "")):
        return replace(sheet, form=sheet.form.refused("Give the address of the page to read.", f"{spot}-url"))
    names = [name for name in (sheet.name, sheet.form.given.get("object_text")) if name]
    names += [name.text for name in sheet.record.names if name.kind == "transliteration"][:3] if sheet.record else []
    try:
        page = cite(services().pipeline.fetcher, rows[number]["url"], names)
    except PageError as failed:
        return replace(sheet, notes={spot: [f"{failed.detail}. Fill the fields in by hand."]})
    filled = {"title": page.title, "publisher": page.publisher, "published": page.published}
    given = {f"{spot}-{name}": text for name, text in filled.items() if text and not rows[number].get(name)}
    notes = [f"“{name}” {f'stands on the page: … {around} …' if around else 'does not stand on the page.'}" for name, around in page.found.items()]
    return replace(sheet, form=replace(sheet.form, given=sheet.form.given | given), notes={spot: notes or ["The page was read."]})
