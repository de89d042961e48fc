"""The outlet bundle of an edition: its lines, its order, and deltas between bundles."""

from __future__ import annotations

import random

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credibility_db.edition import Edition
from credibility_db.edition.bundle_delta import apply_delta, bundle_delta
from credibility_db.edition.outlet_bundle import outlet_bundle

LINES = st.lists(st.sampled_from([f'["o:{name}",{{}}]\n'.encode() for name in "abcdefghijklmnop"]), unique=True).map(sorted).map(b"".join)


@pytest.fixture(scope="module")
def lines(edition: Edition) -> list[list[object]]:
    """The bundle of the made-up records, decoded, without its header."""
    return [orjson.loads(line) for line in outlet_bundle(edition).splitlines()[1:]]


def test_the_header_names_the_edition_and_its_time(edition: Edition, lines: list[list[object]]) -> None:
    header = orjson.loads(outlet_bundle(edition).splitlines()[0])
    outlets = len({outlet for _, _, outlet in edition.hosts()})
    assert header == {"format": 1, "edition": edition.id, "created": edition.manifest["created"], "outlets": outlets, "lines": len(lines)}


def test_lines_are_sorted_by_a_key_of_their_own(lines: list[list[object]]) -> None:
    keys = [str(line[0]) for line in lines]
    assert keys == sorted(set(keys))


def test_every_place_of_every_outlet_is_in_it_once(edition: Edition, lines: list[list[object]]) -> None:
    outlets = [line for line in lines if str(line[0]).startswith("o:")]
    places = [place for line in outlets for place in (str(line[0])[2:], *(line[4] or ()))]  # type: ignore[misc]
    assert sorted(places) == sorted(host if path == "/" else host + path for host, path, _ in edition.hosts())


def test_every_statement_has_a_citation_and_all_that_is_named_has_a_line(lines: list[list[object]]) -> None:
    keys = {str(line[0]) for line in lines}
    statements = [statement for line in lines if str(line[0])[0] in "oe" and isinstance(line[-1], list) for statement in line[-1]]
    assert statements
    for predicate, named, citations, *_ in statements:
        assert citations, predicate
        assert isinstance(named, list) or f"e:{named}" in keys
        assert all(isinstance(citation, list) or citation in keys for citation in citations)


def test_an_outlet_says_what_the_record_says(lines: list[list[object]]) -> None:
    line = next(line for line in lines if line[0] == "o:larkfield-lantern.example")
    assert line[1:5] == ["The Larkfield Lantern", "newspaper", "NO", ["portal.example/lantern"]]
    owned = next(statement for statement in line[6] if statement[0] == "owned_by")  # type: ignore[attr-defined]
    assert owned[1] == "quillon-media"
    assert owned[10] == {"share": 60.0}
    assert owned[12] == ["the-larkfield-lantern.describes_itself_as.independent"]


@given(LINES, LINES)
def test_a_delta_makes_the_new_text_of_the_old(old: bytes, new: bytes) -> None:
    assert apply_delta(old, bundle_delta(old, new)) == new


def test_a_delta_after_a_small_change_is_small(edition: Edition) -> None:
    chance = random.Random(5)
    old = b"".join(f'["o:{i:05}.example","{chance.random()}"]\n'.encode() for i in range(2_000))
    new = old.replace(b'["o:01000.example"', b'["o:01000.example",1')
    assert bundle_delta(old, old) == b"[0,2000]\n"
    assert bundle_delta(old, new).count(b"\n") == 3
