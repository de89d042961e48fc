"""Shows a sheet as a page: how many rows of each group, and what beside them."""

from __future__ import annotations

from typing import Any

from flask import render_template

from credibility_db.records import CITATION_KINDS, KINDS, NAME_KINDS, RANKS
from server.desk.forms import Form
from server.desk.propose.categories import CATEGORIES, SCHEMES
from server.desk.propose.drafts import HIDDEN, Sheet
from server.desk.propose.fields import rows_in
from server.desk.wording import PREDICATES

_LEAST = {"names": 1, "hosts": 1, "identifiers": 1, "citations": 1}


def render_sheet(sheet: Sheet, preview: object = None, *, more: str = "", quiet: bool = False) -> str:
    """The page of a sheet. `more` names a group that gets another empty row; `quiet`: complaints wait until it is handed in."""
    given = sheet.form.given
    rows = {group: max(least, len(rows_in(given, group))) + (group == more) for group, least in _LEAST.items()}
    form = Form(sheet.form.values, given) if quiet else sheet.form
    words: dict[str, Any] = {"categories": CATEGORIES, "schemes": SCHEMES, "kinds": KINDS}
    words |= {"name_kinds": NAME_KINDS[1:], "citation_kinds": CITATION_KINDS, "ranks": RANKS, "hidden": HIDDEN}
    words["own_statements"] = [(each.id, _words(each)) for each in sheet.record.statements] if sheet.record else []
    return render_template(f"desk/{sheet.kind}_form.html", sheet=sheet, form=form, rows=rows, preview=preview, quiet=quiet, **words)


def _words(statement: Any) -> str:
    return f"{PREDICATES[statement.predicate]} {statement.object_id or statement.object_text or 'unknown'}"
