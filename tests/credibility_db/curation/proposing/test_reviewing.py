"""From hand-in to decision, on both databases: what is recorded, what is refused, what a change since then does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from sqlalchemy import Engine, text

from credibility_db.curation import LoadOptions, load_records, verify_history
from credibility_db.curation.proposals import ProposedChange, propose
from credibility_db.curation.proposing import (
    ChangedSince,
    Decision,
    Draft,
    Resolution,
    comment,
    joined,
    members_of,
    merge_fields,
    review,
    review_many,
    submit,
    target_json,
    withdraw,
)
from credibility_db.errors import FormRefused, ProposalRefused, RulesViolated
from credibility_db.queries import comments_on, entity_history, entity_origins, proposal, read_record, reviews_of, statement_origins
from credibility_db.records import EntityRecord
from credibility_db.schemas import plain_head

LANTERN = "the-larkfield-lantern"
ACCEPT, DECLINE, CHANGES = (Decision("kurt", word, "Read the register.") for word in ("accept", "decline", "changes"))
CITATION = {"url": "https://register.example/1", "title": "Register", "publisher": "Register", "accessed": "2026-11-24", "kind": "official register"}


def statement(**members: Any) -> Draft:
    """A proposal of a statement on the Lantern."""
    given = {"predicate": "funded_by", "object": {"text": "a foundation"}, "citations": [CITATION]} | members
    return Draft("statement", given, "carol", "The register says so.", subject=LANTERN)


def head(engine: Engine, entity: str = LANTERN, **members: Any) -> Draft:
    """A proposal of a change to an entity."""
    with engine.connect() as connection:
        record = read_record(connection, entity)
    assert record
    return Draft("entity", plain_head(record) | members, "carol", "Renamed.", subject=entity)


def handed_in(engine: Engine, draft: Draft) -> str:
    with engine.begin() as connection:
        return submit(connection, draft)


def decided(engine: Engine, proposal_id: str, decision: Decision = ACCEPT, resolution: Resolution | None = None) -> int | None:
    with engine.begin() as connection:
        return review(connection, proposal_id, decision, resolution)


def status(engine: Engine, proposal_id: str) -> str:
    with engine.connect() as connection:
        row = proposal(connection, proposal_id)
    assert row
    return str(row.status)


def test_an_accepted_statement_is_in_the_record_with_its_revision(loaded: Engine) -> None:
    made = handed_in(loaded, statement())
    seq = decided(loaded, made)
    with loaded.connect() as connection:
        record = read_record(connection, LANTERN)
        newest = entity_history(connection, LANTERN)[0]
        (decision,) = reviews_of(connection, made)
        row = proposal(connection, made)
        assert verify_history(connection) == seq
        assert statement_origins(connection)[newest.target] == "desk"
    assert record
    assert row
    added = next(each for each in record.statements if each.id == newest.target)
    assert (added.object_text, added.citations[0].url) == ("a foundation", CITATION["url"])
    assert (newest.seq, newest.who, newest.action, newest.before) == (seq, "kurt", "create", None)
    assert all(word in newest.why for word in (made, "carol", "The register says so.", "Read the register."))
    assert (decision.decision, decision.revision, row.status, row.predicate, row.country) == ("accept", seq, "accepted", "funded_by", "NO")


def test_a_changed_head_is_kept_at_the_desk_from_then_on(loaded: Engine, records: list[EntityRecord]) -> None:
    decided(loaded, handed_in(loaded, head(loaded, description="A daily of Larkfield.")))
    with loaded.begin() as connection:
        result = load_records(connection, records, LoadOptions(who="load", why="again"))
        assert LANTERN in result.kept
        record = read_record(connection, LANTERN)
        assert entity_origins(connection)[LANTERN] == "desk"
    assert record
    assert record.description == "A daily of Larkfield."
    assert record.hosts, "what the form did not change is as it was"


def test_a_new_entity_gets_its_id_from_its_name_and_statements_wait_for_it(loaded: Engine) -> None:
    made = handed_in(loaded, Draft("entity", {"kind": "outlet", "category": "newspaper", "name": "Nørre Post", "country": "DK"}, "carol", "New."))
    on_it = handed_in(loaded, Draft("statement", dict(statement().members), "carol", "Funding.", subject="nrre-post"))
    with pytest.raises(ProposalRefused, match="its own proposal first"):
        decided(loaded, on_it)
    assert status(loaded, on_it) == "open", "a refused decision leaves no trace"
    with loaded.begin() as connection:
        outcome = review_many(connection, [on_it, made], ACCEPT)
    assert not outcome.refused
    assert outcome.decided[made] < outcome.decided[on_it]
    again = Draft("entity", {"kind": "outlet", "category": "newspaper", "name": "Nørre Post", "country": "DK"}, "carol", "New.")
    with loaded.connect() as connection:
        row = proposal(connection, handed_in(loaded, again))
    assert row
    assert row.subject == "nrre-post-dk"


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"citations": []}, "at least one citation"),
        ({"object": "nobody-at-all"}, "there is no entity"),
        ({"valid_from": "2020", "valid_to": "2010"}, "ends before"),
        ({"predicate": "employed_by", "object": "quillon-media"}, "not said of a outlet"),
        ({"predicate": "owned_by", "object": {"text": "x"}, "share": 50, "valid_from": "2014"}, "add up"),
        ({"contradicts": [f"{LANTERN}.nothing.at-all"]}, "no statement"),
        ({"citations": [CITATION | {"url": "javascript:alert(1)"}]}, "not an http"),
    ],
)
def test_what_the_rules_refuse_is_not_handed_in(loaded: Engine, members: dict[str, Any], said: str) -> None:
    with pytest.raises(RulesViolated) as refused:
        handed_in(loaded, statement(**members))
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("members", "path"),
    [
        ({"valid_from": "soon"}, "valid_from"),
        ({"object": None}, "object"),
        ({"citations": [{"url": "https://x.example"}]}, "citations.0.title"),
        ({"citations": [CITATION, CITATION | {"kind": "gossip"}]}, "citations.1.kind"),
        ({"predicate": "likes"}, "predicate"),
        ({"share": 120}, "share"),
    ],
)
def test_what_has_no_form_is_told_by_member(loaded: Engine, members: dict[str, Any], path: str) -> None:
    with pytest.raises(FormRefused) as refused:
        handed_in(loaded, statement(**members))
    assert path in refused.value.errors


def test_contradicting_a_statement_of_another_entity_is_fine(loaded: Engine) -> None:
    other = "quillon-media.owned_by.ida-quillon"
    seq = decided(loaded, handed_in(loaded, statement(contradicts=[other])))
    with loaded.connect() as connection:
        record = read_record(connection, LANTERN)
    assert seq
    assert record
    assert any(other in each.contradicts for each in record.statements)


def test_nothing_to_change_is_no_proposal(loaded: Engine) -> None:
    with pytest.raises(ProposalRefused, match="Nothing would change"):
        handed_in(loaded, head(loaded))


def test_nobody_accepts_their_own_unless_allowed(loaded: Engine) -> None:
    made = handed_in(loaded, statement())
    with pytest.raises(ProposalRefused, match="Somebody else"):
        decided(loaded, made, Decision("carol", "accept", "I am sure."))
    assert decided(loaded, made, Decision("carol", "accept", "I am alone here.", own=True))


@pytest.mark.parametrize(("decision", "after"), [(DECLINE, "declined"), (CHANGES, "changes"), (ACCEPT, "accepted")])
def test_a_decision_needs_a_reason_and_falls_once(loaded: Engine, decision: Decision, after: str) -> None:
    made = handed_in(loaded, statement())
    with pytest.raises(FormRefused):
        decided(loaded, made, Decision("kurt", decision.decision, "  "))
    decided(loaded, made, decision)
    assert status(loaded, made) == after
    if after != "changes":
        with pytest.raises(ProposalRefused, match="already"):
            decided(loaded, made, ACCEPT)


def test_an_author_answers_by_another_proposal_or_takes_it_back(loaded: Engine) -> None:
    made = handed_in(loaded, statement())
    decided(loaded, made, CHANGES)
    better = Draft("statement", dict(statement(role="since 2020").members), "carol", "With the year.", subject=LANTERN, supersedes=made)
    second = handed_in(loaded, better)
    assert (status(loaded, made), status(loaded, second)) == ("superseded", "open")
    with pytest.raises(ProposalRefused, match="not a proposal of yours"), loaded.begin() as connection:
        withdraw(connection, second, "kurt")
    with loaded.begin() as connection:
        withdraw(connection, second, "carol")
    assert status(loaded, second) == "withdrawn"


def test_a_record_that_changed_since_is_merged_by_field(loaded: Engine) -> None:
    first = handed_in(loaded, head(loaded, description="First words.", country="SE"))
    second = handed_in(loaded, head(loaded, description="Other words.", names=[{"text": "The Lantern"}]))
    decided(loaded, first)
    with pytest.raises(ChangedSince):
        decided(loaded, second)
    with loaded.connect() as connection:
        row = proposal(connection, second)
        record = read_record(connection, LANTERN)
    assert row
    assert record
    now = target_json(record, "entity", LANTERN)
    fields = merge_fields(members_of(row.before), members_of(now), members_of(row.after))
    assert [field.member for field in fields if field.conflict] == ["description"]
    members = joined(fields, {"description": "proposed"})
    decided(loaded, second, ACCEPT, Resolution(members, now))
    with loaded.connect() as connection:
        record = read_record(connection, LANTERN)
    assert record
    assert (record.description, record.country, [name.text for name in record.names]) == ("Other words.", "SE", ["The Lantern"])


def test_a_resolution_made_against_an_older_state_is_refused(loaded: Engine) -> None:
    made = handed_in(loaded, head(loaded, description="First words."))
    with loaded.connect() as connection:
        record = read_record(connection, LANTERN)
    seen = target_json(record, "entity", LANTERN)
    decided(loaded, handed_in(loaded, head(loaded, description="Meanwhile.")))
    with pytest.raises(ChangedSince):
        decided(loaded, made, ACCEPT, Resolution({"description": "x"}, seen))


def test_many_are_decided_each_for_itself(loaded: Engine) -> None:
    good = [handed_in(loaded, statement(object={"text": f"donor {number}"})) for number in range(20)]
    own = handed_in(loaded, Draft("statement", dict(statement(object={"text": "own"}).members), "kurt", "Mine.", subject=LANTERN))
    shares = [handed_in(loaded, statement(predicate="owned_by", object={"text": f"holder {n}"}, share=30, valid_from="2014")) for n in range(2)]
    twice = [handed_in(loaded, head(loaded, description=f"words {number}")) for number in range(2)]
    with loaded.begin() as connection:
        outcome = review_many(connection, [*good, own, *shares, *twice, "nothing"], ACCEPT)
        length = verify_history(connection)
    assert set(good) <= outcome.decided.keys()
    assert isinstance(outcome.refused[twice[1]], ChangedSince)
    assert {own, "nothing", *shares} == outcome.refused.keys() - {twice[1]}
    assert sorted(outcome.decided.values()) == list(range(length - 20, length + 1))
    assert {status(loaded, each) for each in shares} == {"open"}


def test_an_import_s_proposal_is_accepted_like_any_other(loaded: Engine) -> None:
    with loaded.begin() as connection:
        record = read_record(connection, LANTERN)
        before = target_json(record, "entity", LANTERN)
        after = orjson.dumps(members_of(before) | {"description": "By Wikidata."}, option=orjson.OPT_SORT_KEYS).decode()
        propose(connection, [ProposedChange("entity", LANTERN, LANTERN, before, after, "wikidata", "import", "wikidata says it otherwise")])
        (made,) = connection.scalars(text("SELECT id FROM proposal")).all()
        row = proposal(connection, made)
    assert row
    assert (row.entity_kind, row.country) == ("outlet", "NO")
    assert row.base is not None
    assert decided(loaded, made)


def test_comments_are_kept_in_order(loaded: Engine) -> None:
    made = handed_in(loaded, statement())
    with loaded.begin() as connection:
        comment(connection, made, "kurt", "Which page?")
        comment(connection, made, "carol", "Page 3.")
        assert [(row.who, row.text) for row in comments_on(connection, made)] == [("kurt", "Which page?"), ("carol", "Page 3.")]
    with pytest.raises(ProposalRefused), loaded.begin() as connection:
        comment(connection, "nothing", "kurt", "Hello?")


def broken_write(*_: object, **__: object) -> None:
    raise RuntimeError("the power is gone")


def test_what_fails_half_way_leaves_nothing(loaded: Engine, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    made = handed_in(loaded, statement())
    with loaded.connect() as connection:
        length = verify_history(connection)
    patched: Callable[..., None] = broken_write
    monkeypatch.setattr("credibility_db.curation.proposing.reviewing.insert_contradictions", patched)
    with pytest.raises(RuntimeError):
        decided(loaded, made)
    monkeypatch.undo()
    with loaded.connect() as connection:
        assert verify_history(connection) == length
        assert reviews_of(connection, made) == []
    assert decided(loaded, made)
