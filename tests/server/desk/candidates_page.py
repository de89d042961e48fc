"""The page of several candidates at Wikidata, which a browser's test cannot ask: `python -m tests.server.desk.candidates_page` prints it."""

from __future__ import annotations

import sys

from credibility_db.exchange.wikidata.api import WikidataApi
from server.app import create_app
from server.config import Config
from server.desk.sightings import drafting
from tests.server.desk.person import Person
from tests.server.desk.test_sightings import SEEN, Wikidata

FOUND = [
    {"id": "Q1", "label": "The Larkfield Lantern", "description": "newspaper of Larkfield, once the voice of its lamplighters"},
    {"id": "Q2", "label": "The Larkfield Lantern", "description": "painting"},
    {"id": "Q3", "label": "Larkfield Lantern Company", "description": ""},
]


def main() -> None:
    """Print what a contributor of the desk that the environment names is shown."""
    drafting.wikidata = lambda _fetcher: WikidataApi(Wikidata(FOUND), sleep=drafting._impatient)
    answer = Person(create_app(Config.from_environment())).signed_in_as("carol").post("/desk/missing/draft", SEEN)
    assert answer.status_code == 200, answer.text
    sys.stdout.write(answer.text)


if __name__ == "__main__":
    main()
