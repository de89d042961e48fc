"""Wikidata's entity API and query service, through a `Fetch` that is handed in: entities by their numbers, numbers by a SPARQL query.

Formats: https://www.wikidata.org/w/api.php?action=help&modules=wbgetentities (50 ids at most, `maxlag`), Special:EntityData, and the SPARQL 1.1 Query
Results JSON Format (https://www.w3.org/TR/sparql11-results-json/) of https://query.wikidata.org/sparql. One request at a time, as its etiquette asks.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import orjson

from credibility_db.fetching import Fetch, NotFetched, Sleep, patiently

QID = re.compile(r"Q[1-9][0-9]{0,14}\Z")
AT_ONCE = 10
"""Entities of one request. 50 are allowed, but large ones have megabytes each."""
_ENTITY_URI = re.compile(r"https?://www\.wikidata\.org/entity/(Q[1-9][0-9]{0,14})\Z")
_LAGGING = 5


SITE, QUERY_SERVICE = "https://www.wikidata.org", "https://query.wikidata.org/sparql"


@dataclass(frozen=True, slots=True)
class WikidataApi:
    """Where Wikidata is asked, and by whom."""

    fetch: Fetch
    site: str = SITE
    query_service: str = QUERY_SERVICE
    sleep: Sleep = time.sleep

    def entity(self, qid: str) -> Mapping[str, Any]:
        """One entity, by Special:EntityData; the number of one that was merged gives its heir. Raises NotFetched."""
        url = f"{self.site}/wiki/Special:EntityData/{quote(qid)}.json"
        entities = self._json(url).get("entities")
        found = list(entities.values()) if isinstance(entities, dict) else []
        if len(found) != 1 or not isinstance(found[0], dict):
            raise NotFetched(url, "the answer holds no entity", problem="not the format")
        entity: dict[str, Any] = found[0]
        return entity

    def entities(self, qids: Sequence[str], *, props: str = "labels|aliases|claims") -> Iterator[tuple[str, Mapping[str, Any] | NotFetched]]:
        """Each number with its entity, or why there is none. Several are asked for at once; what is too large together is asked for in halves."""
        for start in range(0, len(qids), AT_ONCE):
            yield from self._some(qids[start : start + AT_ONCE], props)

    def matching(self, query: str) -> list[str]:
        """The numbers of the entities in a SPARQL query's first column, in its order, once each. Raises NotFetched."""
        url = f"{self.query_service}?{urlencode({'query': query, 'format': 'json'})}"
        answer = self._json(url, accept="application/sparql-results+json")
        try:
            column = answer["head"]["vars"][0]
            values = [row[column]["value"] for row in answer["results"]["bindings"] if column in row]
        except (KeyError, IndexError, TypeError) as error:
            raise NotFetched(url, "the answer is no table of SPARQL results", problem="not the format") from error
        found = [match[1] for value in values if isinstance(value, str) and (match := _ENTITY_URI.match(value))]
        if values and not found:
            raise NotFetched(url, f"the first column, ?{column}, holds no items of Wikidata", problem="not the format")
        return list(dict.fromkeys(found))

    def search(self, name: str, *, limit: int = 7) -> list[tuple[str, str, str]]:
        """Items that bear a name, as (number, label, description), best first (`wbsearchentities`). Raises NotFetched."""
        asked = {"action": "wbsearchentities", "format": "json", "search": name, "language": "en", "uselang": "en", "type": "item", "limit": limit}
        url = f"{self.site}/w/api.php?{urlencode(asked)}"
        found = self._json(url).get("search")
        if not isinstance(found, list):
            raise NotFetched(url, "the answer holds no search results", problem="not the format")
        items = [each for each in found if isinstance(each, dict) and QID.match(str(each.get("id")))]
        return [(each["id"], str(each.get("label") or each["id"]), str(each.get("description") or "")) for each in items]

    def _some(self, qids: Sequence[str], props: str) -> Iterator[tuple[str, Mapping[str, Any] | NotFetched]]:
        asked = {"action": "wbgetentities", "format": "json", "ids": "|".join(qids), "props": props, "maxlag": _LAGGING}
        url = f"{self.site}/w/api.php?{urlencode(asked)}"
        try:
            entities = self._json(url).get("entities")
        except NotFetched as error:
            if error.problem == "page-too-large" and len(qids) > 1:
                yield from self._some(qids[: len(qids) // 2], props)
                yield from self._some(qids[len(qids) // 2 :], props)
                return
            yield from ((qid, error) for qid in qids)
            return
        for qid in qids:
            entity = entities.get(qid) if isinstance(entities, dict) else None
            there = isinstance(entity, dict) and "missing" not in entity
            yield qid, entity if there and entity else NotFetched(url, f"Wikidata has no {qid}", problem="missing")

    def _json(self, url: str, *, accept: str = "application/json") -> dict[str, Any]:
        """The answer as JSON; one that says that the service lags behind is asked for again."""
        return patiently(lambda: self._answer(url, accept), sleep=self.sleep)

    def _answer(self, url: str, accept: str) -> dict[str, Any]:
        body = self.fetch.document(url, accept=accept, for_programs=True).body
        try:
            answer = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise NotFetched(url, f"the answer is not JSON: {error}", problem="not the format") from error
        if not isinstance(answer, dict):
            raise NotFetched(url, "the answer is not a JSON object", problem="not the format")
        told = answer.get("error")
        if isinstance(told, dict):
            lags = told.get("code") == "maxlag"
            raise NotFetched(url, str(told.get("info") or told.get("code")), problem="refused", retry_after=_LAGGING if lags else None)
        return answer
