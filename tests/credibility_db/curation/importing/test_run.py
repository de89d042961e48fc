"""Importing on SQLite and PostgreSQL: what comes in, what is recognised, what a curator keeps, what is left for one to decide."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine, text

from credibility_db.curation import LoadOptions, load_records, verify_history
from credibility_db.curation.importing import Change, ImportOptions, ImportResult, run_import
from credibility_db.incoming import ImportProblem, Incoming, Label, Reader
from credibility_db.queries import proposals, read_records
from credibility_db.records import CitationRecord, EntityRecord, HostRecord, NameRecord
from tests.credibility_db.curation.importing.made_up import Lines, organization, outlet, person, says

LANTERN, QUILLON = "the-larkfield-lantern", "quillon-media"
AS_THE_LANTERN = {"wikidata": "Q999999901"}


class Heard:
    """What an import tells while it runs."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.problems: list[ImportProblem] = []

    def options(self, **members: object) -> ImportOptions:
        return ImportOptions(on_change=self.changes.append, on_problem=self.problems.append, **members)  # type: ignore[arg-type]

    def told(self) -> list[tuple[str, str]]:
        return [(change.action, change.target) for change in self.changes]


def run(engine: Engine, reader: Reader, **members: object) -> tuple[ImportResult, Heard]:
    heard = Heard()
    return run_import(engine, reader, heard.options(**members)), heard


def stored(engine: Engine) -> dict[str, EntityRecord]:
    with engine.connect() as connection:
        return {record.id: record for record in read_records(connection)}


def open_proposals(engine: Engine) -> list[tuple[str, str, str]]:
    with engine.connect() as connection:
        return [(row.kind, row.target, row.why) for row in proposals(connection)]


def statements(engine: Engine, entity: str) -> dict[str, str]:
    return {statement.id: statement.status for statement in stored(engine)[entity].statements}


PAPER = outlet(1, "1", "The Paper", says("owned_by", "dataset:2", valid_from="2013", share=51.0), host="paper.example", country="NO")
OWNER = organization(2, "2", "Owner Ltd", country="NO")


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


@pytest.mark.parametrize(
    ("incoming", "expected"),
    [
        (outlet(1, "7", "Anything", identifiers=AS_THE_LANTERN), LANTERN),
        (outlet(1, "7", "Anything", host="larkfield-lantern.example"), LANTERN),
        (outlet(1, "7", "The Larkfield Lantern", country="NO"), LANTERN),
        (outlet(1, "7", "The Larkfield Lantern"), "the-larkfield-lantern-7"),
        (outlet(1, "7", "The Larkfield Lantern", country="SE"), "the-larkfield-lantern-7"),
        (outlet(1, "7", "The Larkfield Lantern", country="NO", identifiers={"wikidata": "Q1"}), "the-larkfield-lantern-7"),
        (person(1, "7", "Ida Quillon", country="NO"), "ida-quillon-7"),
        (organization(1, "7", "The Larkfield Lantern", country="NO"), "the-larkfield-lantern-7"),
        (outlet(1, "7", "鲁滨逊报"), "dataset-7"),
    ],
    ids=["identifier", "host", "name and country", "name alone", "other country", "other identifier", "person by name", "other kind", "no Latin"],
)
def test_who_is_recognised(loaded: Engine, incoming: Incoming, expected: str) -> None:
    before = set(stored(loaded))
    owned = says("member_of", "id:quillon-media")
    _, heard = run(loaded, Lines(replace(incoming, record=replace(incoming.record, statements=(owned,)))))
    assert set(stored(loaded)) - before == ({expected} - before)
    assert f"{expected}.member_of.quillon-media.dataset" in [target for _, target in heard.told()]


def test_one_recognised_by_its_host_is_known_by_its_reference_later(loaded: Engine) -> None:
    run(loaded, Lines(outlet(1, "7", "Anything", host="larkfield-lantern.example")))
    run(loaded, Lines(organization(1, "8", "Part Ltd", says("part_of", "dataset:7")), source="dataset", fingerprint="two"))
    assert statements(loaded, "part-ltd") == {f"part-ltd.part_of.{LANTERN}.dataset": "published"}


def test_a_host_of_another_outlet_is_left_out_and_told(loaded: Engine) -> None:
    rival = outlet(3, "7", "Rival", host="larkfield-lantern.example", identifiers={"wikidata": "Q1"})
    _, heard = run(loaded, Lines(rival))
    assert stored(loaded)["rival"].hosts == ()
    assert [str(problem) for problem in heard.problems] == [f"line 3: dataset:7 (Rival): larkfield-lantern.example belongs to {LANTERN}, left out"]


def test_evidence_that_points_to_two_is_told_and_passed_over(loaded: Engine) -> None:
    run(loaded, Lines(outlet(1, "7", "Rival", host="rival.example")))
    both = outlet(4, "7", "Rival", identifiers={"dataset": "7", **AS_THE_LANTERN})
    _, heard = run(loaded, Lines(both, fingerprint="two"))
    assert heard.told() == []
    assert heard.problems == [ImportProblem(4, f"dataset:7 (Rival): its identifiers belong to rival, {LANTERN}")]


AGREES = says("owned_by", f"id:{QUILLON}", share=60.0, valid_from="2013")
TELLS_MORE = says("owned_by", f"id:{QUILLON}", share=60.0, valid_from="2013-05", valid_to="2024")
CONTRADICTS = says("owned_by", "id:ida-quillon")
LEAVES_ROOM = says("owned_by", "id:ida-quillon", share=40.0)
OTHER_PREDICATE = says("funded_by", "id:quillon-media")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (AGREES, []),
        (TELLS_MORE, [("propose", f"{LANTERN}.owned_by.{QUILLON}")]),
        (CONTRADICTS, [("propose", f"{LANTERN}.owned_by.{QUILLON}")]),
        (OTHER_PREDICATE, [("create", f"{LANTERN}.funded_by.{QUILLON}.dataset")]),
    ],
    ids=["agrees", "tells more", "contradicts", "other predicate"],
)
def test_what_a_curator_keeps_is_not_overwritten(loaded: Engine, statement: object, expected: list[tuple[str, str]]) -> None:
    before = stored(loaded)[LANTERN].statements
    lines = Lines(outlet(1, "7", "The Larkfield Lantern", statement, identifiers=AS_THE_LANTERN))  # type: ignore[arg-type]
    _, heard = run(loaded, lines)
    assert heard.told() == expected
    assert set(before) <= set(stored(loaded)[LANTERN].statements)
    _, again = run(loaded, lines)
    assert again.told() == []


def test_a_share_that_leaves_room_contradicts_only_the_unknown(loaded: Engine) -> None:
    run(loaded, Lines(outlet(1, "7", "The Larkfield Lantern", LEAVES_ROOM, identifiers=AS_THE_LANTERN)))
    assert [target for _, target, _ in open_proposals(loaded)] == [f"{LANTERN}.owned_by.unknown"]


def test_a_declined_proposal_is_not_made_again(loaded: Engine) -> None:
    lines = Lines(outlet(1, "7", "The Larkfield Lantern", CONTRADICTS, identifiers=AS_THE_LANTERN))
    run(loaded, lines)
    assert open_proposals(loaded) == [("statement", f"{LANTERN}.owned_by.{QUILLON}", "dataset contradicts it")]
    with loaded.begin() as connection:
        connection.execute(text("UPDATE proposal SET status = 'declined'"))
    run(loaded, lines)
    assert open_proposals(loaded) == []


def test_what_a_kept_record_lacks_is_proposed_not_written(loaded: Engine) -> None:
    before = stored(loaded)[LANTERN]
    more = outlet(1, "7", "Lantern of Larkfield", host="lantern.example", identifiers={**AS_THE_LANTERN, "isni": "1"}, names=(NameRecord("Lykta"),))
    run(loaded, Lines(more))
    assert stored(loaded)[LANTERN] == before
    assert open_proposals(loaded) == [("entity", LANTERN, "dataset has names, hosts or identifiers that the record lacks")]


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
