"""What a curator keeps is not overwritten by an import: it becomes a proposal, once."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from credibility_db.records import NameRecord
from tests.credibility_db.curation.importing.heard import AS_THE_LANTERN, CONTRADICTS, LANTERN, QUILLON, open_proposals, run, stored
from tests.credibility_db.curation.importing.made_up import Lines, outlet, says

AGREES = says("owned_by", f"id:{QUILLON}", share=60.0, valid_from="2013")
TELLS_MORE = says("owned_by", f"id:{QUILLON}", share=60.0, valid_from="2013-05", valid_to="2024")
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
