"""`/desk/upkeep`: what the record needs, and how it stands in figures."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import render_template, request, url_for
from marshmallow import ValidationError, fields, validate
from sqlalchemy import Connection

from credibility_db.clock import moment
from credibility_db.curation.link_checks import OLD, LinkCheck
from credibility_db.queries import (
    NEEDS,
    Need,
    agreement,
    citations_by_month,
    citations_by_year,
    count_needing,
    entities_by_country,
    heads,
    links_by_verdict,
    needing,
    sources_of,
    waiting_since,
)
from credibility_db.records import KINDS
from server.desk.access import needs
from server.desk.blueprints import desk_blueprint
from server.desk.forms import FormSchema
from server.desk.upkeep import figures
from server.desk.upkeep.wording import KINDS as KIND_WORDS
from server.desk.upkeep.wording import LISTS, VERDICTS
from server.desk.wording import PREDICATES, period
from server.errors import NotFound
from server.services import services

blueprint = desk_blueprint("upkeep")
PAGE = 50
DAY = 86_400


class NarrowForm(FormSchema):
    """`?kind=…&country=…`."""

    kind = fields.String(validate=validate.OneOf(KINDS))
    country = fields.String(validate=validate.Regexp(r"[A-Za-z]{2}\Z"))
    after = fields.String(load_default="", validate=validate.Length(max=400))


@blueprint.get("/upkeep")
@needs("contributor")
def dashboard() -> str:
    """How the record stands: the lists with their lengths, and plots."""
    with services().curators.reading() as connection:
        lists = [(name, *LISTS[name], count_needing(connection, _need(name))) for name in NEEDS]
        plots = _plots(connection)
    return render_template("desk/upkeep.html", lists=lists, plots=plots)


def _plots(connection: Connection) -> list[figures.Plot]:
    entities = entities_by_country(connection)
    ages = tuple(moment(after=-days * DAY) for days in (1, 7, 30))
    return [
        figures.country_plot(entities),
        figures.agreement_plot(agreement(connection)),
        figures.year_plot(citations_by_year(connection)),
        figures.month_plot(citations_by_month(connection)),
        figures.link_plot(links_by_verdict(connection)),
        figures.age_plot(waiting_since(connection, ages)),
        figures.kind_plot(entities),
    ]


@blueprint.get("/upkeep/<name>")
@needs("contributor")
def listing(name: str) -> str:
    """The statements of a list."""
    if name not in NEEDS:
        raise NotFound("There is no such list.")
    values = _asked()
    need = _need(name, values.get("kind"), values.get("country"))
    with services().curators.reading() as connection:
        rows = needing(connection, need, limit=PAGE + 1, after=values["after"])
        count = count_needing(connection, need)
        sources = sources_of(connection, [row.id for row in rows[:PAGE]])
        names = heads(connection, {row.object_id for row in rows if row.object_id})
    statements = [_shown(row, sources.get(row.id, []), names) for row in rows[:PAGE]]
    onward = url_for(".listing", name=name, **values | {"after": rows[PAGE - 1].id}) if len(rows) > PAGE else None
    title, about = LISTS[name]
    page = {"name": name, "title": title, "about": about, "count": count, "filters": values, "onward": onward, "kinds": KIND_WORDS}
    return render_template("desk/upkeep_list.html", statements=statements, verdicts=VERDICTS, lists=LISTS, **page)


def _asked() -> dict[str, Any]:
    given = {name: text for name, text in request.args.items() if text}
    try:
        values: dict[str, Any] = NarrowForm().load(given)
    except ValidationError as error:
        values = NarrowForm().load({name: text for name, text in given.items() if name not in error.messages_dict})
    return values


def _need(name: str, kind: str | None = None, country: str | None = None) -> Need:
    today = datetime.now(UTC).date()
    before = today - timedelta(days=OLD.days)
    return Need(name, today.isoformat(), before.isoformat(), kind, country.upper() if country else None)


def _shown(row: Any, sources: list[Any], names: dict[str, Any]) -> dict[str, Any]:
    target = names[row.object_id].name if row.object_id in names else row.object_id or row.object_text or f"unknown: {row.object_unknown}"
    cited = [{"source": each, "verdict": _verdict(each), "archived": each.archived or each.archive_url} for each in sources]
    time = period({"valid_from": row.valid_from, "valid_to": row.valid_to})
    return {"row": row, "predicate": PREDICATES[row.predicate], "object": target, "time": time, "cited": cited}


def _verdict(source: Any) -> str:
    if source.status is None:
        return "unchecked"
    return LinkCheck(source.url, source.status, date.fromisoformat(source.checked), problem=source.problem).verdict
