"""Reports at the desk: found, marked, answered, put aside; and what everybody may see of that."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask

from credibility_db.curation.disputes import Answer, answer
from credibility_db.curation.reports import NewReport, file_report
from tests.server.desk.person import Person, page_text
from tests.server.desk.test_hostile_records import HOSTILE, dangers
from tests.server.desk.test_queries import count
from tests.server.desk.test_review import record_of

STATEMENT_ID = "harbor-television.part_of.beacon-media-group"
MARK = {"words": "We were sold in May.", "said_by": "Harbor Television", "source": "https://harbor.example/sold", "publisher": "Harbor Television"}


def filed(desk: Flask, number: int = 0, **more: Any) -> str:
    """The id of a report that a reader has filed."""
    members = {"about": "statement", "entity": "harbor-television", "statement": STATEMENT_ID, "message": "It was sold.", "contact": "me@x.example"}
    with desk.extensions["sidenote"].curators.writing() as connection:
        return file_report(connection, NewReport(f"key-{number:05}", **members | more)).id


def test_a_report_is_marked_and_answered(desk: Flask, curator: Person) -> None:
    report = filed(desk)
    assert "Harbor Television" in page_text(curator.get("/desk/reports"))
    text = page_text(curator.get(f"/desk/reports/{report}"))
    assert all(words in text for words in ("It was sold.", "me@x.example", "is part of", "Beacon Media Group"))
    assert curator.post(f"/desk/reports/{report}/dispute", MARK).headers["Location"].endswith("said=disputed")
    text = page_text(curator.get(f"/desk/reports/{report}"))
    assert "marked as disputed" in text
    public = page_text(curator.get("/corrections"))
    assert "We were sold in May." in public
    assert "me@x.example" not in public
    assert curator.post(f"/desk/reports/{report}/answer", {"outcome": "corrected", "text": "So it was.", "public": "true"}).status_code == 303
    public = page_text(curator.get("/corrections"))
    assert "So it was." in public
    assert "Corrected" in public
    assert "me@x.example" not in page_text(curator.get(f"/desk/reports/{report}"))


@pytest.mark.parametrize(
    ("act", "values", "said"),
    [
        ("dispute", MARK | {"words": ""}, "Give the words"),
        ("dispute", MARK | {"source": "javascript:alert(1)"}, "Not a valid URL"),
        ("answer", {"outcome": "stands", "text": " "}, "Give the reason"),
        ("answer", {"outcome": "guilty", "text": "No."}, "Must be one of"),
    ],
)
def test_what_is_not_filled_in_is_said(desk: Flask, curator: Person, act: str, values: dict[str, str], said: str) -> None:
    response = curator.post(f"/desk/reports/{filed(desk)}/{act}", values)
    assert response.status_code == 422
    assert said in page_text(response)


def test_an_answer_given_twice_is_refused(desk: Flask, curator: Person) -> None:
    report = filed(desk)
    for status in (303, 422):
        assert curator.post(f"/desk/reports/{report}/answer", {"outcome": "stands", "text": "No."}).status_code == status
    assert "me@x.example" not in curator.get("/corrections").text
    assert "It was sold." not in curator.get("/corrections").text  # it was not to be shown


def test_reports_are_filtered_and_put_aside_together(desk: Flask, curator: Person) -> None:
    ids = [filed(desk, number) for number in range(3)]
    filed(desk, 7, about="unknown_outlet", entity=None, statement=None, host="new.example")
    assert "1 report " in page_text(curator.get("/desk/reports?about=unknown_outlet"))
    assert "4 reports" in page_text(curator.get("/desk/reports?status=nonsense"))
    assert curator.post("/desk/reports/decline", {"report": ids}).status_code == 422
    assert curator.post("/desk/reports/decline", {"report": ids, "reason": "Spam."}).status_code == 303
    assert "1 report " in page_text(curator.get("/desk/reports"))
    assert "3 reports" in page_text(curator.get("/desk/reports?status=declined"))
    assert curator.get("/desk/reports/rnone").status_code == 404


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_reports_are_text_everywhere(desk: Flask, curator: Person, text: str) -> None:
    plain = text.replace("\0", "")
    report = filed(desk, message=plain, contact=plain, text=plain, host=plain, source="https://x.example/" + plain, edition=plain)
    other = filed(desk, 2, about="link", entity=None, statement=None, text=plain, message=plain)
    for address in ("/desk/reports", f"/desk/reports?entity={text}", f"/desk/reports/{report}", f"/desk/reports/{other}"):
        response = curator.get(address)
        assert response.status_code == 200
        assert dangers(response.text) == [], address
    curator.post(f"/desk/reports/{report}/dispute", MARK | {"words": plain, "said_by": plain[:100], "publisher": plain})
    curator.post(f"/desk/reports/{other}/answer", {"outcome": "stands", "text": plain, "public": "true"})
    page = curator.get("/corrections")
    assert dangers(page.text) == []
    assert "<script" not in page.text
    feed = ElementTree.fromstring(curator.get("/corrections.atom").data)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 2
    assert not feed.findall(".//{*}script")


def test_the_feed_is_well_formed_whatever_was_written(desk: Flask, curator: Person) -> None:
    report = filed(desk, message="a")
    with desk.extensions["sidenote"].curators.writing() as connection:
        answer(connection, report, Answer("kurt", "Bell \x07 and \x0b and ]]> and \ufffe", "stands"))
    response = curator.get("/corrections.atom")
    assert response.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(response.data)
    names = {"a": "http://www.w3.org/2005/Atom"}
    for needed in ("a:id", "a:title", "a:updated", "a:author/a:name", "a:entry/a:id", "a:entry/a:title", "a:entry/a:updated", "a:entry/a:content"):
        assert feed.find(needed, names) is not None, needed
    assert curator.get("/corrections.atom", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    assert (feed.findtext("a:entry/a:content", "", names)).startswith("Harbor Television is part of")


def test_readers_need_no_account_and_get_no_cookie(desk: Flask) -> None:
    anybody = Person(desk)
    for address in ("/corrections", "/corrections.atom"):
        response = anybody.get(address)
        assert response.status_code == 200
        assert "Set-Cookie" not in response.headers
    assert "Nothing was disputed" in page_text(anybody.get("/corrections"))
    assert anybody.get("/corrections?before=yesterday").status_code == 422


def test_more_reports_ask_no_more(desk: Flask, curator: Person) -> None:
    def seed(first: int, last: int) -> None:
        for number in range(first, last):
            report = filed(desk, number)
            if number % 2:
                curator.post(f"/desk/reports/{report}/answer", {"outcome": "stands", "text": "No.", "public": "true"})

    seed(0, 4)
    addresses = ("/desk/reports", "/desk/reports?status=all", f"/desk/reports/{filed(desk, 99)}", "/corrections", "/corrections.atom")
    few = {address: count(desk, curator, address) for address in addresses}
    seed(4, 60)
    assert {address: count(desk, curator, address) for address in addresses} == few
    assert "Older ones" not in page_text(curator.get("/corrections"))


def test_marking_leaves_the_rest_of_the_record_alone(desk: Flask, curator: Person) -> None:
    before = record_of(desk)
    curator.post(f"/desk/reports/{filed(desk)}/dispute", MARK)
    assert record_of(desk) == before
