"""One record becomes two again: what was merged by mistake, or was two from the beginning."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from credibility_db.curation import verify_history
from credibility_db.curation.splitting import Chosen
from credibility_db.errors import MergeRefused
from credibility_db.records import HostRecord
from tests.credibility_db.curation.lanterns import merge, record, split, standing


class TestSplitting:
    def test_a_merge_can_be_taken_back(self, papers: Engine) -> None:
        merge(papers, "lantern", "the-lantern")
        chosen = Chosen(
            names=frozenset({"云雀灯报"}),
            hosts=frozenset({"the-lantern.example"}),
            identifiers=frozenset({"isni"}),
            statements=frozenset({"lantern.part_of.owner-ltd", "lantern.describes_itself_as.text", "mirror.part_of.the-lantern"}),
        )
        split(papers, "lantern", "the-lantern", chosen)
        kept, back, mirror = (record(papers, entity_id) for entity_id in ("lantern", "the-lantern", "mirror"))
        assert (back.status, back.merged_into, back.name) == ("published", None, "Lantern of Larkfield")
        assert set(standing(back)) == {"the-lantern.part_of.owner-ltd", "the-lantern.describes_itself_as.text"}
        assert (back.hosts, back.identifiers) == ((HostRecord("the-lantern.example"),), {"isni": "0000000100000001"})
        assert set(standing(kept)) == {"lantern.owned_by.owner"}
        assert kept.hosts == (HostRecord("lantern.example"),)
        part = standing(mirror)["mirror.part_of.the-lantern"]
        assert part.object_id == "the-lantern"
        assert "the-lantern.describes_itself_as.text" in part.contradicts
        with papers.connect() as connection:
            verify_history(connection)

    def test_into_a_new_entity(self, papers: Engine) -> None:
        chosen = Chosen(statements=frozenset({"mirror.successor_of.lantern"}), names=frozenset({"Larkfield Lantern"}))
        split(papers, "lantern", "lantern-of-1900", chosen, named="Lantern (1900)")
        new = record(papers, "lantern-of-1900")
        assert (new.kind, new.category, new.country, new.name) == ("outlet", "newspaper", "NO", "Lantern (1900)")
        assert [name.text for name in new.names] == ["Larkfield Lantern"]
        assert standing(record(papers, "mirror"))["mirror.successor_of.lantern"].object_id == "lantern-of-1900"

    @pytest.mark.parametrize(
        ("target", "chosen", "named", "message"),
        [
            ("lantern", Chosen(), None, "into itself"),
            ("new", Chosen(), None, "give its name"),
            ("A B", Chosen(), "New", "no id"),
            ("owner", Chosen(), None, "organization"),
            ("mirror", Chosen(names=frozenset({"The Lantern"})), None, "canonical one stays"),
            ("mirror", Chosen(hosts=frozenset({"no.example"})), None, "no such host: no.example"),
            ("mirror", Chosen(identifiers=frozenset({"ror"})), None, "no such identifier: ror"),
            ("mirror", Chosen(statements=frozenset({"lantern.x"})), None, "no standing statement"),
            ("mirror", Chosen(statements=frozenset({"owner-ltd.part_of.owner"})), None, "does not lead to it"),
        ],
    )
    def test_what_is_not_there_is_refused(self, papers: Engine, target: str, chosen: Chosen, named: str | None, message: str) -> None:
        with pytest.raises(MergeRefused, match=message):
            split(papers, "lantern", target, chosen, **({"named": named} if named else {}))
