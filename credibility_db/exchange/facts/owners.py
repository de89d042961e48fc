"""ownership_edges.csv → statements on who owns, runs or controls an outlet, and the networks and owners that are entities of their own.

An owner is an entity where an identifier says which; a network of local sites is one within its own dataset; else the owner's name stands as text.
Two datasets that name the same owner for an outlet lift the statement from `reported` to `compiled`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from credibility_db.exchange.facts.known import Known, key_of
from credibility_db.exchange.facts.tables import Record, Row, citation_of, layer_of, state
from credibility_db.schemas.entity import slugify

PREDICATES = {
    "owned_by": ("owned_by", None),
    "operated_by": ("part_of", "operator"),
    "publisher": ("part_of", "publisher"),
    "parent_organization": ("part_of", None),
    "part_of_network": ("part_of", "network"),
    "controlled_by": ("controlled_by", None),
}
NOTES = {
    "undated in extract": "Undated: it may be a former owner.",
    "several owners, no rank/dates kept: may mix former and current; undated in extract": "Undated, one of several: it may be a former owner.",
    "2018 snapshot": "As listed on 2 August 2018.",
    "crowd-edited, unsourced": "From a database that volunteers edit; it may be the licensee.",
}


class Owners:
    """The edges by the asset they speak of."""

    def __init__(self, rows: Iterable[Row], known: Known) -> None:
        self._known = known
        self._edges: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        self.networks: dict[str, Record] = {}
        for row in rows:
            if "call-sign" not in row["caveat"]:
                self._edges[row["source_repo"], key_of(row["asset"]), row["asset_qid"] or row["asset_domain"]].append(row)

    def say_owners(self, record: Record, row: Row, country: str) -> None:
        """Add the statements of the edges that speak of an outlet's row."""
        places = [row["wikidata_qid"], *row["domains"].split(";")] if row["domains"] or row["wikidata_qid"] else [""]
        said: set[tuple[str, str]] = set()
        for place in dict.fromkeys(places):
            for edge in self._edges.get((row["source_repo"], key_of(row["printed"]), place), ()):
                if (edge["relation"], edge["owner"]) not in said and key_of(edge["owner"]) != key_of(record["name"]):
                    said.add((edge["relation"], edge["owner"]))
                    self._say(record, edge, country)

    def _say(self, record: Record, edge: Row, country: str) -> None:
        predicate, role = PREDICATES[edge["relation"]]
        share = float(edge["percent"].rstrip("%")) if edge["percent"] else None
        target = self._target(edge, country)
        if target == record["id"]:
            return
        statement = {
            "predicate": predicate,
            "object": target or {"text": edge["owner"]},
            "role": role,
            "key": f"{predicate}.{target or slugify(edge['owner'])}.{role}" if role else None,
            "share": share if share and predicate == "owned_by" else None,
            "layer": layer_of(edge),
            "note": NOTES.get(edge["caveat"].removeprefix("no domain in source; ")),
        }
        self._agree(record, statement, edge)
        state(record, statement, citation_of(edge))

    @staticmethod
    def _agree(record: Record, statement: Record, edge: Row) -> None:
        """Where another dataset already said so, both statements are compiled: two sources agree."""
        for held in record.get("statements", ()):
            if held["predicate"] == statement["predicate"] and held["object"] == statement["object"]:
                publishers = {record["citations"][key]["publisher"] for key in held["citations"]}
                if citation_of(edge)["publisher"] not in publishers:
                    held["layer"] = statement["layer"] = "compiled"

    def _target(self, edge: Row, country: str) -> str | None:
        if edge["owner_qid"] and (held := self._known.by_identifier.get(("wikidata", edge["owner_qid"]))):
            return held if self._known.kinds[held] != "person" or edge["relation"] != "part_of_network" else None
        if edge["relation"] == "part_of_network":
            return self._network(edge)
        return self._known.named(edge["owner"], country=country, kind="organization")

    def _network(self, edge: Row) -> str:
        """A network of local sites: within its dataset one name is one network."""
        name = edge["owner"]
        held = self._known.named(name, country="US", kind="organization")
        if held is None:
            held = self._known.new_id(name, kind="organization", hint="network")
            self._known.name(held, name, country="US", kind="organization")
            record: Record = {
                "id": held,
                "kind": "organization",
                "category": "media group",
                "country": "US",
                "name": name,
                "alone": False,
                "description": "Network of local news sites.",
                "layer": "compiled",
            }
            statement = {"predicate": "owned_by", "object": {"unknown": "The dataset names the network and no owner of it."}, "layer": "compiled"}
            state(record, statement, citation_of(edge))
            self.networks[held] = record
        return held
