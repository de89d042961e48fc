"""Which stored entity an imported record is: by identifier, by host, by name together with country, never by a name alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from credibility_db.incoming import ImportProblem, Incoming
from tests.credibility_db.curation.importing.heard import AS_THE_LANTERN, LANTERN, run, statements, stored
from tests.credibility_db.curation.importing.made_up import Lines, organization, outlet, person, says


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
