"""`/desk/entities/…/merge` and `…/split`: one entity that was recorded twice, two that were recorded as one. Looked at first, then done."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from credibility_db.curation.merging import TAKEN, MergeOptions, MergeResult, merge_entities
from credibility_db.curation.splitting import Chosen, SplitOptions, split_entity
from credibility_db.errors import CredibilityError
from credibility_db.queries import heads, read_record
from credibility_db.records import EntityRecord
from credibility_db.schemas import slugify
from server.desk.access import needs
from server.desk.entities.forms import MergeForm, SplitForm
from server.desk.entities.statements import shown_statements
from server.desk.entities.views import blueprint
from server.desk.forms import Form, read_form
from server.desk.propose.resolving import meant
from server.desk.visitor import signed_in
from server.errors import NotFound
from server.services import services

Page = str | tuple[str, int] | Response
PARTS = ("names", "hosts", "identifiers", "statements")


@blueprint.get("/entities/<entity_id>/merge")
@needs("curator")
def merge_form(entity_id: str) -> Page:
    """Which other entity is the same?"""
    return _merge_page(entity_id, Form(given={name: text for name, text in request.args.items() if name == "other"}))


def _merge_page(entity_id: str, form: Form, result: MergeResult | None = None) -> str:
    with services().curators.reading() as connection:
        record = _published(connection, entity_id)
    return render_template("desk/merge.html", record=record, form=form, result=result, taken=TAKEN)


def _published(connection: Connection, entity_id: str) -> EntityRecord:
    record = read_record(connection, entity_id)
    if record is None or record.status != "published":
        raise NotFound("There is no published entity of this id.")
    return record


@blueprint.post("/entities/<entity_id>/merge")
@needs("curator")
def merge(entity_id: str) -> Page:
    """Look at what a merge would do, then do it."""
    form = read_form(MergeForm())
    form = Form(form.values | {"take": request.form.getlist("take")}, form.given, form.errors)
    if form.sound and form.values["do"] == "merge" and not form.values["reason"]:
        form = form.refused("Give a reason: it goes into the history.", "reason")
    if not form.sound:
        return _merge_page(entity_id, form), 422
    look = form.values["do"] == "look"
    try:
        with services().curators.writing() as connection:
            _published(connection, entity_id)
            other, trouble = meant(connection, form.values["other"])
            if other is None:
                return _merge_page(entity_id, form.refused(trouble, "other")), 422
            result = merge_entities(connection, entity_id, other, _merge_options(form, dry_run=look))
    except CredibilityError as refused:
        return _merge_page(entity_id, form.refused(str(refused))), 422
    return _merge_page(entity_id, form, result) if look else redirect(url_for(".page", entity_id=entity_id, said="merged"), 303)


def _merge_options(form: Form, *, dry_run: bool) -> MergeOptions:
    take = frozenset(form.values["take"]) & frozenset(TAKEN)
    return MergeOptions(signed_in(), form.values["reason"] or "look", take, form.values["different_identifiers"], dry_run)


@blueprint.get("/entities/<entity_id>/split")
@needs("curator")
def split_form(entity_id: str) -> Page:
    """What belongs to another entity?"""
    return _split_page(entity_id, Form())


def _split_page(entity_id: str, form: Form, result: MergeResult | None = None) -> str:
    with services().curators.reading() as connection:
        record = _published(connection, entity_id)
        statements = shown_statements(connection, record)
    chosen = {name: request.form.getlist(name) for name in PARTS}
    return render_template("desk/split.html", record=record, statements=statements, form=form, result=result, chosen=chosen)


@blueprint.post("/entities/<entity_id>/split")
@needs("curator")
def split(entity_id: str) -> Page:
    """Look at what a split would do, then do it."""
    form = read_form(SplitForm())
    if form.sound and form.values["do"] == "split" and not form.values["reason"]:
        form = form.refused("Give a reason: it goes into the history.", "reason")
    chosen = Chosen(**{name: frozenset(request.form.getlist(name)) for name in PARTS})
    if form.sound and chosen == Chosen():
        form = form.refused("Tick what goes to the other entity.")
    if not form.sound:
        return _split_page(entity_id, form), 422
    look = form.values["do"] == "look"
    try:
        with services().curators.writing() as connection:
            record = _published(connection, entity_id)
            result = split_entity(connection, entity_id, *_split_target(connection, record, form, chosen, dry_run=look))
    except CredibilityError as refused:
        return _split_page(entity_id, form.refused(str(refused))), 422
    return _split_page(entity_id, form, result) if look else redirect(url_for(".page", entity_id=entity_id, said="split"), 303)


def _split_target(connection: Connection, record: EntityRecord, form: Form, chosen: Chosen, *, dry_run: bool) -> tuple[str, Chosen, SplitOptions]:
    """The entity that the parts go to: one that is there by id, or a new one of the name given."""
    text = form.values["to"]
    there = heads(connection, [text]).get(text)
    new = {} if there is not None else {"named": text, "category": record.category, "country": record.country}
    options = SplitOptions(who=signed_in(), why=form.values["reason"] or "look", dry_run=dry_run, **new)
    return (text if there is not None else slugify(text)), chosen, options
