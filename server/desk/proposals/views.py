"""`/desk/proposals/…`: one proposal, what is said of it, and the decision."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from credibility_db.curation.proposing import Decision, comment, members_of, review, withdraw
from credibility_db.errors import FormRefused, ProposalRefused, RulesViolated
from server.desk.access import needs
from server.desk.blueprints import desk_blueprint
from server.desk.differences import rows_of
from server.desk.forms import Form, read_form
from server.desk.previews import preview_of_proposal
from server.desk.proposals.dossier import Dossier, read_dossier
from server.desk.proposals.forms import CommentForm, DecideForm
from server.desk.visitor import signed_in
from server.desk.wording import FINDINGS, STATES, summary
from server.errors import NotFound
from server.services import services

blueprint = desk_blueprint("proposals")
Page = str | tuple[str, int] | Response


@blueprint.get("/proposals/<proposal_id>")
@needs("contributor")
def page(proposal_id: str) -> Page:
    """A proposal beside what the record says."""
    return _page(proposal_id)


def _page(proposal_id: str, **forms: Form) -> str:
    with services().curators.reading() as connection:
        dossier = read_dossier(connection, proposal_id)
        preview = preview_of_proposal(connection, dossier.row, dossier.record, dossier.outcome)
    shown = {"decide_form": Form(), "comment_form": Form(), **forms}
    about = summary(dossier.row.kind, members_of(dossier.row.after))
    own = dossier.row.who == signed_in()
    words = {"states": STATES, "about": about, "own": own, "may_accept_own": services().config.review_own}
    return render_template("desk/proposal.html", dossier=dossier, rows=rows_of(dossier.fields), preview=preview, **words, **shown)


@blueprint.post("/proposals/<proposal_id>/review")
@needs("curator")
def decide(proposal_id: str) -> Page:
    """Accept, ask for a change, or decline."""
    form = read_form(DecideForm())
    if form.sound:
        try:
            with services().curators.writing() as connection:
                dossier = read_dossier(connection, proposal_id)
                form = _checked(form, dossier)
                if form.sound:
                    decision = Decision(signed_in(), form.values["decision"], form.values["reason"], own=services().config.review_own)
                    review(connection, proposal_id, decision, dossier.resolution(_choices()))
                    return redirect(url_for(".page", proposal_id=proposal_id, said=f"decided-{decision.decision}"), 303)
        except RulesViolated as broken:
            for finding in broken.findings:
                form = form.refused(f"{FINDINGS.get(finding.code, 'A rule speaks against it.')} ({finding.message})")
        except (ProposalRefused, FormRefused) as refused:
            form = form.refused(str(refused))
    return _page(proposal_id, decide_form=form), 422


def _checked(form: Form, dossier: Dossier) -> Form:
    """Refuse to accept what was merged with a record that has changed again, or where somebody still has to choose."""
    if form.values["decision"] != "accept" or not dossier.changed_since:
        return form
    if form.values.get("seen") != dossier.seen:
        return form.refused("The record changed while you were reading. Look at it again below.")
    open_choices = [member for member in dossier.conflicts if _choices().get(member) not in ("now", "proposed")]
    return form.refused("Choose which version holds, for each field that both changed.") if open_choices else form


def _choices() -> dict[str, str]:
    return {name.removeprefix("take."): value for name, value in request.form.items() if name.startswith("take.")}


@blueprint.post("/proposals/<proposal_id>/comments")
@needs("contributor")
def remark(proposal_id: str) -> Page:
    """Say something on a proposal."""
    form = read_form(CommentForm())
    if not form.sound:
        return _page(proposal_id, comment_form=form), 422
    try:
        with services().curators.writing() as connection:
            comment(connection, proposal_id, signed_in(), form.values["text"])
    except ProposalRefused as refused:
        raise NotFound(str(refused)) from refused
    return redirect(url_for(".page", proposal_id=proposal_id, _anchor="comments"), 303)


@blueprint.post("/proposals/<proposal_id>/withdraw")
@needs("contributor")
def take_back(proposal_id: str) -> Page:
    """Take one's own proposal back."""
    try:
        with services().curators.writing() as connection:
            withdraw(connection, proposal_id, signed_in())
    except ProposalRefused as refused:
        return _page(proposal_id, decide_form=Form().refused(str(refused))), 409
    return redirect(url_for(".page", proposal_id=proposal_id, said="taken-back"), 303)
