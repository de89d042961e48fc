"""Importing on SQLite and PostgreSQL: what comes in, what is told and passed over, what an interrupted import does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from credibility_db.curation import LoadOptions, load_records, verify_history
from credibility_db.incoming import ImportProblem, Incoming, Label
from credibility_db.records import CitationRecord, EntityRecord, HostRecord
from tests.credibility_db.curation.importing.heard import (
    AS_THE_LANTERN,
    CONTRADICTS,
    LANTERN,
    OWNER,
    PAPER,
    QUILLON,
    open_proposals,
    run,
    statements,
    stored,
)
from tests.credibility_db.curation.importing.made_up import Lines, organization, outlet, person, says


def test_what_is_imported_has_origin_citation_and_revisions(engine: Engine) -> None:
    result, heard = run(engine, Lines(PAPER, OWNER))
    assert heard.told() == [("create", "the-paper"), ("create", "owner-ltd"), ("create", "the-paper.owned_by.owner-ltd.dataset")]
    (owned,) = stored(engine)["the-paper"].statements
    assert (owned.object_id, owned.valid_from, owned.share, owned.layer) == ("owner-ltd", "2013", 51.0, "compiled")
    assert owned.citations[0].licence == "CC0-1.0"
    assert (result.counts["create"], result.counts["problems"]) == (3, 0)
    with engine.connect() as connection:
        assert verify_history(connection) == 3
        assert connection.scalar(text("SELECT count(*) FROM entity WHERE origin = 'dataset'")) == 2


def test_a_second_import_changes_nothing_even_on_another_day(engine: Engine) -> None:
    run(engine, Lines(PAPER, OWNER))
    later = tuple(replace(each, accessed="2026-11-20") for each in PAPER.record.statements[0].citations)
    again = replace(PAPER, record=replace(PAPER.record, statements=(replace(PAPER.record.statements[0], citations=later),)))
    _, heard = run(engine, Lines(again, OWNER, fingerprint="two"))
    assert heard.told() == []


def test_what_the_dataset_changes_is_updated_and_what_it_drops_is_withdrawn(engine: Engine) -> None:
    run(engine, Lines(PAPER, OWNER))
    changed = outlet(1, "1", "The New Paper", says("legal_form", object_text="limited company"), host="paper.example", country="NO")
    _, heard = run(engine, Lines(changed, OWNER))
    assert heard.told() == [
        ("update", "the-paper"),
        ("create", "the-paper.legal_form.limited-company.dataset"),
        ("withdraw", "the-paper.owned_by.owner-ltd.dataset"),
    ]
    record = stored(engine)["the-paper"]
    assert (record.name, [name.text for name in record.names]) == ("The New Paper", ["The Paper"])
    _, heard = run(engine, Lines(PAPER, OWNER))
    assert ("update", "the-paper.owned_by.owner-ltd.dataset") in heard.told()
    assert statements(engine, "the-paper")["the-paper.owned_by.owner-ltd.dataset"] == "published"


def test_an_incomplete_record_withdraws_nothing(engine: Engine) -> None:
    run(engine, Lines(PAPER, OWNER))
    _, heard = run(engine, Lines(replace(outlet(1, "1", "The Paper", host="paper.example", country="NO"), complete=False)))
    assert heard.told() == []


def test_compiled_statements_of_two_datasets_stand_side_by_side(engine: Engine) -> None:
    run(engine, Lines(PAPER, OWNER))
    second = outlet(1, "a", "The Paper", says("owned_by", "other:b"), host="paper.example", identifiers={"other": "a"})
    rival = organization(2, "b", "Another Owner", identifiers={"other": "b"})
    moved = [replace(each, record=replace(each.record, id=f"other:{each.record.identifiers['other']}")) for each in (second, rival)]
    run(engine, Lines(*moved, source="other"))
    assert set(statements(engine, "the-paper")) == {"the-paper.owned_by.owner-ltd.dataset", "the-paper.owned_by.another-owner.other"}


def test_what_the_desk_withdrew_stays_withdrawn(engine: Engine) -> None:
    run(engine, Lines(PAPER, OWNER))
    with engine.begin() as connection:
        connection.execute(text("UPDATE statement SET status = 'withdrawn', origin = 'desk'"))
    result, heard = run(engine, Lines(PAPER, OWNER))
    assert (heard.told(), result.counts["kept"]) == ([], 1)


def test_rules_keep_out_what_they_refuse_and_say_the_line(engine: Engine) -> None:
    circle = organization(2, "2", "Owner Ltd", says("owned_by", "dataset:1"))
    future = organization(3, "3", "Later Ltd", says("owned_by", "dataset:2", valid_from="2999"), says("legal_form", object_text="company"))
    bad_url = replace(says("legal_form", object_text="x"), citations=(CitationRecord("ftp://a.example", "T", "P", "2026-11-01", "dataset"),))
    _, heard = run(engine, Lines(PAPER, circle, future, organization(4, "4", "Four", bad_url), ImportProblem(5, "is not JSON")))
    assert [(problem.line, problem.message.split(":")[0]) for problem in heard.problems] == [
        (5, "is not JSON"),
        (1, "ownership-cycle"),
        (3, "date-impossible"),
        (4, "citation-url"),
    ]
    assert set(statements(engine, "later-ltd")) == {"later-ltd.legal_form.company.dataset"}
    assert set(statements(engine, "owner-ltd")) == {"owner-ltd.owned_by.the-paper.dataset"}


def test_shares_that_exceed_the_whole_are_kept_out(engine: Engine) -> None:
    two = outlet(1, "1", "The Paper", says("owned_by", "dataset:2", share=60.0), says("owned_by", "dataset:3", share=60.0))
    _, heard = run(engine, Lines(two, OWNER, organization(3, "3", "Third Ltd")))
    assert heard.problems[0].message.startswith("share-sum")


def test_labels_stand_for_what_is_no_entity(engine: Engine) -> None:
    minister = person(1, "1", "Ann Example", says("holds_office", "dataset:9"), says("employed_by", "dataset:8", role="dataset:9"))
    unknown = says("employed_by", "dataset:404")
    worker = person(2, "2", "Bob Example", unknown, replace(unknown, object_text="A firm of which nothing is known"))
    result, _ = run(engine, Lines(minister, worker, Label(3, "dataset:9", "Minister"), Label(4, "dataset:8", "The Ministry")))
    assert {(s.predicate, s.object_text, s.role) for s in stored(engine)["ann-example"].statements} == {
        ("holds_office", "Minister", None),
        ("employed_by", "The Ministry", "Minister"),
    }
    assert [s.object_text for s in stored(engine)["bob-example"].statements] == ["A firm of which nothing is known"]
    assert result.counts["unresolved"] == 1


def test_a_record_that_only_adds_needs_a_known_subject(loaded: Engine) -> None:
    record = EntityRecord("host:larkfield-lantern.example", "", "", "", statements=(says("member_of", "id:quillon-media"),))
    nobody = replace(record, id="host:nobody.example")
    _, heard = run(loaded, Lines(Incoming(1, record, creates=False, complete=False), Incoming(2, nobody, creates=False)))
    assert heard.told() == [("create", f"{LANTERN}.member_of.{QUILLON}.dataset")]
    assert heard.problems == [ImportProblem(2, "nothing is known here as host:nobody.example")]


def test_the_same_twice_is_one_and_two_terms_are_two(engine: Engine) -> None:
    terms = [says("employed_by", object_text="The Paper", valid_from=start, valid_to=end) for start, end in (("1990", "1995"), ("2001", "2005"))]
    run(engine, Lines(person(1, "1", "Ann Example", *terms, terms[0])))
    assert set(statements(engine, "ann-example")) == {
        "ann-example.employed_by.the-paper.dataset",
        "ann-example.employed_by.the-paper.2001.dataset",
    }


def test_text_that_the_tables_cannot_hold_is_told(engine: Engine) -> None:
    odd = outlet(1, "1", "A\x00 B\n", says("legal_form", object_text="x" * 501), says("legal_form", object_text="fine\x00"))
    _, heard = run(engine, Lines(odd, outlet(2, "2", "y" * 301)))
    assert stored(engine)["a-b"].name == "A B"
    assert [problem.line for problem in heard.problems] == [2, 1]
    assert [statement.object_text for statement in stored(engine)["a-b"].statements] == ["fine"]


def test_a_dry_run_tells_the_same_and_writes_nothing(loaded: Engine) -> None:
    lines = Lines(PAPER, OWNER, outlet(3, "7", "The Larkfield Lantern", CONTRADICTS, identifiers=AS_THE_LANTERN))
    before = stored(loaded)
    _, dry = run(loaded, lines, dry_run=True)
    assert (stored(loaded), open_proposals(loaded)) == (before, [])
    _, real = run(loaded, lines)
    assert dry.changes == real.changes != []


@pytest.mark.parametrize("breaks_after", range(0, 40, 3))
def test_an_interrupted_import_goes_on_where_it_was(engine: Engine, breaks_after: int) -> None:
    lines = [outlet(n, str(n), f"Paper {n}", says("owned_by", f"dataset:{n % 20 + 1}"), host=f"paper{n}.example") for n in range(1, 20, 2)]
    lines += [organization(n, str(n), f"Owner {n}") for n in range(2, 21, 2)]
    lines.sort(key=lambda line: line.line)
    if breaks_after < 20:
        with pytest.raises(RuntimeError):
            run(engine, Lines(*lines, breaks_after=breaks_after), batch=4)
    else:
        first, calls = Lines(*lines), []
        original = first.read

        def read(after: int = 0):  # type: ignore[no-untyped-def]
            calls.append(after)
            return (Lines(*lines, breaks_after=breaks_after - 20) if len(calls) > 1 else Lines(*lines)).read(after)

        first.read = read  # type: ignore[method-assign]
        with pytest.raises(RuntimeError):
            run(engine, first, batch=4)
        assert original is not read
    result, _ = run(engine, Lines(*lines), batch=4)
    assert result.counts["create"] == 30
    assert len(stored(engine)) == 20
    with engine.connect() as connection:
        assert verify_history(connection) == 30


def test_a_curated_file_takes_over_what_an_import_made(engine: Engine) -> None:
    run(engine, Lines(PAPER, OWNER))
    curated = [EntityRecord("the-paper", "outlet", "magazine", "The Paper Magazine", hosts=(HostRecord("new.example"),))]
    with engine.begin() as connection:
        assert load_records(connection, curated, LoadOptions("tests", "a test")).count("update") == 1
    record = stored(engine)["the-paper"]
    assert (record.category, [statement.status for statement in record.statements]) == ("magazine", ["published"])
    _, heard = run(engine, Lines(PAPER, OWNER))
    assert heard.told() == [("propose", "the-paper")]
    with engine.begin() as connection:
        assert load_records(connection, curated, LoadOptions("tests", "a test")).changes == []


def test_another_file_is_not_resumed(engine: Engine) -> None:
    with pytest.raises(RuntimeError):
        run(engine, Lines(PAPER, OWNER, breaks_after=1), batch=1)
    result, _ = run(engine, Lines(OWNER, PAPER, fingerprint="two"), batch=1)
    assert result.resumed_at is None


def test_a_host_and_path_is_held_once(engine: Engine) -> None:
    portal = outlet(1, "1", "Portal News", hosts=(HostRecord("portal.example", "/news"), HostRecord("portal.example", "/news", "2001")))
    run(engine, Lines(portal))
    assert stored(engine)["portal-news"].hosts == (HostRecord("portal.example", "/news"),)
