"""Review at the desk: the queue, decisions, conflicts merged by field, many at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from flask import Flask

from credibility_db.curation.proposals import ProposedChange, propose
from credibility_db.curation.proposing import head_json, members_of
from credibility_db.queries import QueueFilter, newest_proposals, read_record, reviews_of
from server.app import create_app
from server.config import Config
from tests.server.desk.person import Person, page_text
from tests.server.desk.test_propose import OUTLET, STATEMENT, fields_of, waiting


def proposed(desk: Flask, person: Person, **change: str) -> str:
    """The id of a statement that a person proposes."""
    assert person.post("/desk/propose/statement", STATEMENT | change).status_code == 303
    with desk.extensions["sidenote"].curators.reading() as connection:
        return str(newest_proposals(connection, QueueFilter(), limit=1)[0].id)


def changed_head(person: Person, **change: str) -> str:
    """The id of a change to the outlet's head that a person proposes."""
    page = person.get(f"/desk/propose/entity?entity={OUTLET}")
    response = person.post("/desk/propose/entity", fields_of(page.text) | {"why": "A correction."} | change)
    assert response.status_code == 303, page_text(response)
    return response.headers["Location"].split("/")[-1].partition("?")[0]


def decide(person: Person, proposal_id: str, decision: str = "accept", **more: str) -> Any:
    return person.post(f"/desk/proposals/{proposal_id}/review", {"decision": decision, "reason": "Read it.", **more})


def record_of(desk: Flask) -> Any:
    with desk.extensions["sidenote"].curators.reading() as connection:
        return read_record(connection, OUTLET)


def test_a_curator_sees_the_change_and_accepts_it(desk: Flask, contributor: Person, curator: Person) -> None:
    made = proposed(desk, contributor)
    text = page_text(curator.get(f"/desk/proposals/{made}"))
    assert all(words in text for words in ("carol", "The register says so.", "is funded by", "a foundation", "https://register.example/1"))
    assert decide(curator, made).headers["Location"].endswith("said=decided-accept")
    assert any(each.object_text == "a foundation" for each in record_of(desk).statements)
    history = page_text(curator.get(f"/desk/entities/{OUTLET}/history"))
    assert "kurt" in history
    assert "proposal by carol" in history


@pytest.mark.parametrize(("decision", "state"), [("changes", "changes asked for"), ("decline", "declined")])
def test_other_decisions_leave_the_record_alone(desk: Flask, contributor: Person, curator: Person, decision: str, state: str) -> None:
    before = record_of(desk)
    made = proposed(desk, contributor)
    assert decide(curator, made, decision).status_code == 303
    assert record_of(desk) == before
    text = page_text(contributor.get(f"/desk/proposals/{made}"))
    assert state in text
    assert "Read it." in text


def test_a_decision_without_a_reason_is_refused(desk: Flask, contributor: Person, curator: Person) -> None:
    made = proposed(desk, contributor)
    response = decide(curator, made, reason="  ")
    assert response.status_code == 422
    assert "Give a reason" in page_text(response)


def test_nobody_accepts_their_own_unless_the_setting_says_so(desk: Flask, desk_config: Config, curator: Person) -> None:
    made = proposed(desk, curator)
    assert "somebody else has to decide" in page_text(curator.get(f"/desk/proposals/{made}"))
    assert "Somebody else" in page_text(decide(curator, made))
    alone = create_app(Config(editions=desk_config.editions, database_url=desk_config.database_url, review_own=True))
    assert decide(Person(alone).signed_in_as("kurt"), made).status_code == 303
    alone.extensions["sidenote"].curators.close()


def test_a_change_since_is_shown_and_merged_by_field(desk: Flask, contributor: Person, curator: Person) -> None:
    first, second = changed_head(contributor, description="First words."), changed_head(contributor, description="Other words.", country="SE")
    decide(curator, first)
    page = curator.get(f"/desk/proposals/{second}")
    assert "has changed since" in page_text(page)
    assert "First words." in page.text.split('data-side="after"')[0], "what readers see now"
    assert "Other words." in page.text.split('data-side="after"')[1]
    seen = page.text.split('name="seen" value="')[1].split('"')[0]
    refused = decide(curator, second, seen=seen)
    assert refused.status_code == 422
    assert "Choose which version holds" in page_text(refused)
    stale = decide(curator, second, seen="0" * 64, **{"take.description": "now"})
    assert "changed while you were reading" in page_text(stale)
    assert decide(curator, second, seen=seen, **{"take.description": "now"}).status_code == 303
    assert (record_of(desk).description, record_of(desk).country) == ("First words.", "SE")


def test_comments_are_shown_as_text(desk: Flask, contributor: Person, curator: Person) -> None:
    made = proposed(desk, contributor)
    assert curator.post(f"/desk/proposals/{made}/comments", {"text": "<b>Which page?</b>"}).status_code == 303
    assert contributor.post(f"/desk/proposals/{made}/comments", {"text": "Page 3."}).status_code == 303
    page = curator.get(f"/desk/proposals/{made}").text
    assert "&lt;b&gt;Which page?&lt;/b&gt;" in page
    assert page.index("Which page?") < page.index("Page 3.")
    assert curator.post(f"/desk/proposals/{made}/comments", {"text": ""}).status_code == 422


def test_an_author_takes_a_proposal_back_and_nobody_else_does(desk: Flask, contributor: Person, curator: Person) -> None:
    made = proposed(desk, contributor)
    assert curator.post(f"/desk/proposals/{made}/withdraw").status_code == 409
    assert contributor.post(f"/desk/proposals/{made}/withdraw").status_code == 303
    assert decide(curator, made).status_code == 422


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("kind=statement", 2),
        ("kind=entity", 1),
        ("predicate=funded_by", 1),
        ("entity_kind=outlet", 3),
        ("entity_kind=person", 0),
        ("who=carol", 2),
        ("source=desk", 3),
        ("country=US", 3),
        ("country=NO", 0),
        ("age=newer-day", 3),
        ("age=older-day", 0),
        ("status=accepted", 0),
        ("status=nonsense&who=carol", 2),
        ("after=nonsense", 3),
    ],
)
def test_the_queue_is_filtered(desk: Flask, contributor: Person, curator: Person, query: str, found: int) -> None:
    proposed(desk, contributor)
    proposed(desk, curator, predicate="founded_by")
    changed_head(contributor, description="Other words.")
    text = page_text(curator.get(f"/desk/queue?{query}"))
    assert f"{found} proposal" in text
    assert ("make no sense" in text) == ("nonsense" in query)


def imported(desk: Flask, number: int) -> None:
    """Proposals as an import makes them: one a changed description, on entities of their own."""
    with desk.extensions["sidenote"].curators.writing() as connection:
        record = read_record(connection, OUTLET)
        assert record
        before = head_json(record)
        names = [{"text": f"Courier {word}"} for word in range(number)]
        changes = []
        for name in names:
            after = orjson.dumps(members_of(before) | {"names": [name]}, option=orjson.OPT_SORT_KEYS).decode()
            changes.append(ProposedChange("entity", OUTLET, OUTLET, before, after, "wikidata", "import", "wikidata says it otherwise"))
        propose(connection, changes)


def test_an_import_is_reviewed_by_the_group_and_what_does_not_fit_is_told(desk: Flask, curator: Person) -> None:
    imported(desk, 3)
    assert "wikidata" in page_text(curator.get("/desk/queue"))
    address = "/desk/queue/group?source=wikidata&kind=entity"
    page = curator.get(address)
    assert page.text.count('name="proposal"') == 3
    ids = [row.id for row in waiting(desk)]
    assert curator.post(address, {"decision": "accept", "reason": "Checked."}).status_code == 422
    response = curator.post(address, {"decision": "accept", "reason": "Checked.", "proposal": ids})
    assert "1 decided, 2 not" in page_text(response)
    assert curator.post(address, {"decision": "decline", "reason": "Old.", "proposal": ids[1:]}).status_code == 303
    with desk.extensions["sidenote"].curators.reading() as connection:
        assert [review.decision for each in ids for review in reviews_of(connection, each)] == ["accept", "decline", "decline"]
    assert "Nothing of this kind waits" in page_text(curator.get(address))


def test_a_version_is_restored_by_a_proposal(desk: Flask, contributor: Person, curator: Person) -> None:
    original = record_of(desk).description
    decide(curator, changed_head(contributor, description="Wrong words."))
    page = contributor.get(f"/desk/entities/{OUTLET}/history").text
    seqs = [int(part.split('"')[0]) for part in page.split('<li id="r')[1:]]
    heads = [seq for seq in seqs if "the entity itself" in page.split(f'<li id="r{seq}"')[1].split("</li>\n<li")[0].split("<details")[0]]
    newest, first = heads[0], heads[-1]
    assert "Restore" not in page_text(contributor.get(f"/desk/entities/{OUTLET}/history/{newest}"))
    response = contributor.post(f"/desk/entities/{OUTLET}/history/{first}/restore", {"reason": "It was right."})
    assert response.status_code == 303
    decide(curator, response.headers["Location"].split("/")[-1].partition("?")[0])
    assert record_of(desk).description == original
    compared = page_text(contributor.get(f"/desk/entities/{OUTLET}/compare?from={first}&to={newest}"))
    assert "Wrong words." in compared


def test_a_duplicate_is_looked_at_and_merged_and_its_id_leads_on(desk: Flask, curator: Person) -> None:
    address = "/desk/entities/lindal-hydrology-institute/merge"
    looked = curator.post(address, {"other": "Institute for Strait Studies"})
    assert looked.status_code == 200
    assert "What it would do" in page_text(looked)
    assert curator.post(address, {"other": "institute-for-strait-studies", "do": "merge"}).status_code == 422, "no reason"
    assert curator.post(address, {"other": "institute-for-strait-studies", "do": "merge", "reason": "One house."}).status_code == 303
    assert "Merged into" in page_text(curator.get("/desk/entities/institute-for-strait-studies"))
    split = curator.post(
        "/desk/entities/lindal-hydrology-institute/split",
        {"to": "institute-for-strait-studies", "names": "Institute for Strait Studies", "do": "split", "reason": "Two after all."},
    )
    assert split.status_code == 303, page_text(split)
    assert "Merged into" not in page_text(curator.get("/desk/entities/institute-for-strait-studies"))


@pytest.mark.parametrize("role", ["contributor"])
def test_contributors_do_not_merge(as_role: Callable[[str], Person], role: str) -> None:
    assert as_role(role).post(f"/desk/entities/{OUTLET}/merge", {"other": "x"}).status_code == 403
