"""States as entities: whom state-affiliated outlets are controlled by and governments belong to."""

from __future__ import annotations

from credibility_db.exchange.facts.known import Known
from credibility_db.exchange.facts.tables import Record, Row, citation_of, countries, state
from credibility_db.schemas.entity import slugify

CURATED = {
    "EG": "arab-republic-of-egypt",
    "LT": "republic-of-lithuania",
    "NO": "kingdom-of-norway",
    "SA": "kingdom-of-saudi-arabia",
    "SG": "republic-of-singapore",
    "UA": "state-of-ukraine",
    "HK": "government-of-hong-kong",
    "VA": "holy-see",
    "AU": "commonwealth-of-australia",
    "CN": "peoples-republic-of-china",
    "DE": "federal-republic-of-germany",
    "ES": "kingdom-of-spain",
    "FR": "french-republic",
    "QA": "state-of-qatar",
    "RU": "russian-federation",
    "TR": "republic-of-turkey",
    "US": "united-states-government",
}
TYPOLOGY = {
    "SC": ("controlled_by", "state-controlled: funding, ownership and editorial control"),
    "CaPu": ("controlled_by", "captured public or state-managed: ownership and editorial control"),
    "CaPr": ("controlled_by", "captured private: editorial control without state ownership"),
    "ISFM": ("funded_by", "state-funded and state-managed, editorially independent"),
    "ISF": ("funded_by", "state-funded, independent"),
    "ISM": ("affiliated_with", "state-managed, independent"),
}


class States:
    """The records of states, made as outlets ask for them."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.records: dict[str, Record] = {}

    def of(self, code: str) -> str | None:
        """The id of a country's state; None for a code that is no country's."""
        if code in CURATED and CURATED[code] in self._known.ids:
            return CURATED[code]
        name = countries().get(code)
        if name is None:
            return None
        entity_id = f"government-of-{self._slug(name)}"
        if entity_id not in self._known.ids:
            self._known.take(entity_id, kind="organization")
        if entity_id not in self.records:
            self.records[entity_id] = {
                "id": entity_id,
                "kind": "organization",
                "category": "government body",
                "country": code,
                "name": f"Government of {name}",
                "alone": False,
                "description": f"The state of {name}.",
                "layer": "compiled",
            }
        return entity_id

    @staticmethod
    def _slug(name: str) -> str:
        return slugify(name)


def say_state_class(record: Record, row: Row, states: States) -> None:
    """State Media Monitor's class of an outlet as an attributed statement; never a verdict of ours."""
    code = row["state_code"].rstrip("?")
    government = states.of(row["country"])
    if government is None or code not in TYPOLOGY:
        return
    predicate, meaning = TYPOLOGY[code]
    note = f"Class {row['state_code']} of State Media Monitor's typology ({meaning}), as the State Media Matrix lists it."
    role = "state-managed" if code == "ISM" else None
    state(record, {"predicate": predicate, "object": government, "role": role, "layer": "compiled", "note": note}, citation_of(row))
