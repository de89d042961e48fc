"""Wikidata: dumps and answers of the entity API as incoming records."""

from credibility_db.exchange.wikidata.reader import WikidataAnswer, WikidataReader

__all__ = ["WikidataAnswer", "WikidataReader"]
