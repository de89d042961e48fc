"""Reading a page that shall be cited: what it says of itself, and whether it names what it is to support."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from server.app import create_app
from server.config import Config
from server.desk.propose.citing import read_cited
from tests.server.desk.person import Person, page_text
from tests.server.desk.test_propose import STATEMENT
from tests.sites import HTML, Answer, SiteHandler, served

PAGE = """<!doctype html><html><head><title>Fallback – Register</title><meta property="og:title" content="Annual  report
 2024"><meta property="og:site_name" content="The Register"><meta property="article:published_time" content="2024-03-05T10:00:00Z"></head>
<body><script>var x = "The Beacon Courier"</script><p>In 2024 the BEACON COURIER received a gift from A Foundation.</p></body></html>"""

LINKED = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (PAGE, ("Annual report 2024", "The Register", "2024-03-05")),
        ("<title> Only a  title </title>", ("Only a title", "register.example", None)),
        (
            '<script type="application/ld+json">{"@graph": [{"headline": "H", "publisher": {"name": "P"}, "datePublished": "2023-05"}]}</script>',
            ("H", "P", "2023-05"),
        ),
        (LINKED.format("{broken") + '<meta name="date" content="2024-99-01"><title>T</title>', ("T", "register.example", None)),
        (LINKED.format('[1, {"publisher": "x"}, null]') + '<meta name="date" content="2019/04/01">', (None, "register.example", "2019-04-01")),
        ("", (None, "register.example", None)),
    ],
)
def test_a_page_tells_title_publisher_and_date(html: str, expected: tuple[str | None, ...]) -> None:
    page = read_cited("https://www.register.example/1", html.encode(), "utf-8", [])
    assert (page.title, page.publisher, page.published) == expected


def test_names_are_found_in_the_text_alone_whatever_their_case() -> None:
    page = read_cited("https://register.example/1", PAGE.encode(), "utf-8", ["Beacon Courier", "Fallback", "Nobody", ""])
    assert page.found == {
        "Beacon Courier": "Fallback – Register In 2024 the BEACON COURIER received a gift from A Foundation.",
        "Fallback": page.found["Fallback"],
        "Nobody": None,
    }
    assert read_cited("https://x.example", b"<script>Secret</script>", None, ["Secret"]).found == {"Secret": None}


def test_deep_markup_is_no_failure_of_ours() -> None:
    page = read_cited("https://x.example", b"<div>" * 50_000 + b"deep", None, ["deep"])
    assert page.publisher == "x.example"


class _Site(SiteHandler):
    def answer(self) -> Answer:
        return (200, HTML, PAGE.encode()) if self.path == "/report" else (404, HTML, b"")


@pytest.fixture
def site() -> Iterator[str]:
    with served(_Site) as port:
        yield f"127.0.0.1:{port}"


def test_the_form_s_button_fills_in_what_the_page_tells(desk_config: Config, site: str) -> None:
    app = create_app(Config(editions=desk_config.editions, database_url=desk_config.database_url, fetch_allow=(site,)))
    person = Person(app).signed_in_as("carol")
    form = STATEMENT | {"citations-0-url": f"http://{site}/report", "citations-0-title": "", "citations-0-publisher": "My own", "do": "cite-0"}
    response = person.post("/desk/propose/statement", form)
    assert 'name="citations-0-title" value="Annual report 2024"' in response.text
    assert 'name="citations-0-publisher" value="My own"' in response.text
    assert 'name="citations-0-published" value="2024-03-05"' in response.text
    assert "“The Beacon Courier” stands on the page: … " in page_text(response)
    assert "“a foundation” stands on the page: … " in page_text(response)
    missing = person.post("/desk/propose/statement", form | {"citations-0-url": f"http://{site}/nothing"})
    assert "Fill the fields in by hand" in page_text(missing)
    refused = person.post("/desk/propose/statement", form | {"citations-0-url": "http://127.0.0.1:1/x"})
    assert "does not enter" in page_text(refused) or "Fill the fields in by hand" in page_text(refused)
    app.extensions["sidenote"].curators.close()
