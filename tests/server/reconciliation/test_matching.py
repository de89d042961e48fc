"""Names and hints into candidates, on the invented world of tests/golden."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.knowledge import EditionKnowledge, open_knowledge
from server.reconciliation import Query, reconcile
from tests.conftest import ROOT, publish


@pytest.fixture(scope="module")
def edition(golden_editions: Path) -> EditionKnowledge:
    return open_knowledge(golden_editions)


@pytest.mark.parametrize(
    ("query", "first", "match"),
    [
        (Query("The Beacon Courier"), "the-beacon-courier", True),
        (Query("the beacon courier"), "the-beacon-courier", True),
        (Query("Beacon Courier, The"), "the-beacon-courier", False),
        (Query("the-beacon-courier"), "the-beacon-courier", True),
        (Query("https://www.beaconcourier.example/story"), "the-beacon-courier", True),
        (Query("beaconcourier.example"), "the-beacon-courier", True),
        (Query("", hints={"host": ("beaconcourier.example",)}), "the-beacon-courier", True),
        (Query("Institute of Strait Studies"), "institute-for-strait-studies", False),
        (Query("Mara Ellison"), "mara-ellison", False),  # a name alone never tells who somebody is
        (Query("Mara Ellison", hints={"affiliated_with": ("Institute for Strait Studies",)}), "mara-ellison", True),
        (Query("Mara Ellison", hints={"country": ("ZZ",)}), "mara-ellison", False),
        (Query("Beacon Media Group", types=("organization",)), "beacon-media-group", True),
        (Query("Beacon Media Group", types=("person",)), None, False),
        (Query("Beacon Media Group", types=("person",), strict="should"), "beacon-media-group", True),
        (Query("Beacon Media Group", types=("organization", "person"), strict="all"), None, False),
        (Query("Zzyzx Quarterly"), None, False),
        (Query("", hints={"host": ("unknown.example",)}), None, False),
    ],
)
def test_the_best_candidate(edition: EditionKnowledge, query: Query, first: str | None, match: bool) -> None:
    found = reconcile(edition, query)
    assert (found[0]["id"] if found else None) == first
    assert [each["match"] for each in found].count(True) == match
    assert not found or found[0]["match"] is match


def test_a_hint_that_disagrees_lowers_the_score_and_says_so(edition: EditionKnowledge) -> None:
    plain = reconcile(edition, Query("Beacon Media Group"))[0]
    doubtful = reconcile(edition, Query("Beacon Media Group", hints={"country": ("ZZ",), "colour": ("red",)}))[0]
    assert plain["score"] > doubtful["score"]
    assert {"id": "country", "value": False} in doubtful["features"]
    assert not doubtful["match"]


def test_candidates_come_best_first_and_no_more_than_asked_for(edition: EditionKnowledge) -> None:
    scores = [each["score"] for each in reconcile(edition, Query("Beacon Courier"))]
    assert scores == sorted(scores, reverse=True)
    assert len(reconcile(edition, Query("Beacon", limit=1))) <= 1


@pytest.fixture(scope="module")
def identified(session_dir: Path) -> EditionKnowledge:
    """An edition in which one outlet has an identifier at Wikidata."""
    return open_knowledge(publish(session_dir / "identified", ROOT / "tests" / "credibility_db" / "records"))


@pytest.mark.parametrize(
    ("query", "found", "match"),
    [
        (Query("", hints={"wikidata": ("Q999999901",)}), ["the-larkfield-lantern"], True),
        (Query("", hints={"wikidata": ("https://www.wikidata.org/wiki/Q999999901",)}), ["the-larkfield-lantern"], True),
        (Query("Q999999901"), ["the-larkfield-lantern"], True),
        (Query(" q999999901 "), ["the-larkfield-lantern"], True),
        (Query("http://www.wikidata.org/entity/Q999999901"), ["the-larkfield-lantern"], True),
        (Query("Q999999901", types=("person",)), [], False),
        (Query("Q999999901", hints={"country": ("ZZ",)}), ["the-larkfield-lantern"], False),
        (Query("Q99999990"), [], False),
        (Query("", hints={"isni": ("Q999999901",)}), [], False),
    ],
)
def test_an_identifier_alone_finds_whose_it_is(identified: EditionKnowledge, query: Query, found: list[str], match: bool) -> None:
    answered = reconcile(identified, query)
    assert [each["id"] for each in answered] == found
    assert any(each["match"] for each in answered) is match
