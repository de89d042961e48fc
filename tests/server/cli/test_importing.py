"""What must be fetched first is fetched through the real client, kept, and imported; on the real formats, from a server on loopback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from credibility_db.curation import LoadOptions, load_records
from credibility_db.errors import RecordError
from credibility_db.exchange.wikidata.api import WikidataApi
from credibility_db.exchange.wikidata.draft import draft_from_wikidata
from credibility_db.fetching import NotFetched
from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from credibility_db.queries import read_record
from credibility_db.records import EntityRecord, HostRecord
from server.cli import main
from server.cli.importing import document_fetch
from tests.credibility_db.exchange.make_wikidata_dump import claim, entity, item, snak, time
from tests.server.cli.conftest import Answer, Query, Web

PAPER = entity(
    1,
    "The Larkfield Lantern",
    [claim(item("P31", "Q11032")), claim(item("P127", 2), time("P580", "2013")), claim(snak("P856", "https://lantern.example/", "string"))],
)
COMPANY = entity(2, "Quillon Media", [claim(item("P31", "Q783794"))])
ENTITIES: dict[str, Any] = {"Q1": PAPER, "Q2": COMPANY}
JSON = "application/json; charset=utf-8"


def answered(members: Any) -> Answer:
    return 200, JSON, json.dumps(members).encode()


def by_ids(query: Query) -> Answer:
    """As wbgetentities answers: a number that there is none of has `missing`."""
    wanted = query["ids"][0].split("|")
    assert len(wanted) <= 50
    assert query["maxlag"] == ["5"]
    return answered({"entities": {qid: ENTITIES.get(qid, {"id": qid, "missing": ""}) for qid in wanted}, "success": 1})


@pytest.fixture
def wikidata(web: Web) -> Web:
    """A Wikibase on loopback, whose robots.txt keeps crawlers out of what its API is."""
    web.answers |= {
        "wikidata.localhost/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /w/\nDisallow: /wiki/Special:\nDisallow: /sparql\n"),
        "wikidata.localhost/w/api.php": by_ids,
        "wikidata.localhost/wiki/Special:EntityData/Q1.json": answered({"entities": {"Q1": PAPER}}),
        "wikidata.localhost/wiki/Special:EntityData/Q3.json": answered({"entities": {"Q3": entity(3, "Larkfield", [claim(item("P31", "Q515"))])}}),
        "wikidata.localhost/sparql": lambda query: answered(
            {
                "head": {"vars": ["item", "itemLabel"]},
                "results": {
                    "bindings": [
                        {"item": {"type": "uri", "value": f"http://www.wikidata.org/entity/{qid}"}, "itemLabel": {"type": "literal", "value": "x"}}
                        for qid in ("Q2", "Q1", "Q2")
                        if "SELECT" in query["query"][0]
                    ]
                },
            }
        ),
    }
    return web


@pytest.fixture
def run(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Run `import` in an empty folder against a database of the test's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'x.db'}")
    at = ("--site", web.url("wikidata.localhost/"), "--query-service", web.url("wikidata.localhost/sparql"))

    def run_command(form: str, *arguments: str | Path, code: int = 0) -> Result:
        result = CliRunner().invoke(main, ["import", form, *(at if form == "wikidata-api" else ()), *map(str, arguments)])
        assert result.exit_code == code, result.output
        return result

    return run_command


def api(web: Web) -> WikidataApi:
    return WikidataApi(document_fetch(), web.url("wikidata.localhost/").rstrip("/"), web.url("wikidata.localhost/sparql"), sleep=lambda _: None)


def stored(tmp_path: Path, entity_id: str) -> EntityRecord:
    engine = open_database(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.connect() as connection:
        found = read_record(connection, entity_id)
    engine.dispose()
    assert found is not None
    return found


def test_entities_by_number(wikidata: Web, run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    dry = run("wikidata-api", "Q1", "Q2", "--dry-run")
    assert "+ the-larkfield-lantern: The Larkfield Lantern (outlet, newspaper)" in dry.stdout
    assert "would be: 3 create" in dry.stderr
    done = run("wikidata-api", "Q1", "Q2")
    assert "0 fetched, 2 kept, 0 missing, 0 failed" in done.stderr
    assert wikidata.asked == ["wikidata.localhost/w/api.php"]
    (statement,) = stored(tmp_path, "the-larkfield-lantern").statements
    assert (statement.object_id, statement.valid_from) == ("quillon-media", "2013")
    assert statement.citations[0].url == "https://www.wikidata.org/wiki/Q1#P127"


def test_entities_by_query(wikidata: Web, run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "q.rq").write_text("SELECT ?item WHERE { ?item wdt:P31 wd:Q11032 }")
    assert "2 fetched, 0 kept" in run("wikidata-api", "--sparql-file", tmp_path / "q.rq").stderr
    assert stored(tmp_path, "quillon-media").identifiers == {"wikidata": "Q2"}


def test_an_interrupted_fetch_goes_on_and_half_a_line_is_cut_off(wikidata: Web, run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    kept = tmp_path / "kept.jsonl"
    run("wikidata-api", "Q1", "--keep", kept)
    with kept.open("ab") as file:
        file.write(b'{"id": "Q2", "lab')
    assert "1 fetched, 1 kept" in run("wikidata-api", "Q1", "Q2", "--keep", kept).stderr
    assert [json.loads(line)["id"] for line in kept.read_text().splitlines()] == ["Q1", "Q2"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("Q1", "Q77"), 0, "missing: Q77: "),
        (("Q1", "P31"), 1, "no numbers of Wikidata: P31"),
        ((), 2, "Give numbers of entities"),
    ],
)
def test_what_there_is_not_is_told(wikidata: Web, run, arguments: tuple[str, ...], code: int, told: str) -> None:  # type: ignore[no-untyped-def]
    assert told in run("wikidata-api", *arguments, code=code).stderr


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((503, "text/html", b"down"), "status 503"),
        ((200, JSON, b"{"), "not JSON"),
        ((200, JSON, b'{"error": {"code": "maxlag", "info": "Waiting for a server: 6 seconds lagged"}}'), "6 seconds lagged"),
    ],
)
def test_a_service_in_trouble_is_asked_again_and_then_told(wikidata: Web, answer: Answer, told: str) -> None:
    wikidata.answers["wikidata.localhost/w/api.php"] = answer
    ((qid, problem),) = api(wikidata).entities(["Q1"])
    assert qid == "Q1"
    assert isinstance(problem, NotFetched)
    assert told in str(problem)
    assert len(wikidata.asked) == (1 if told == "not JSON" else 4)


def test_what_is_too_large_together_is_asked_for_in_halves(wikidata: Web) -> None:
    def large(query: Query) -> Answer:
        status, kind, body = by_ids(query)
        return status, kind, body + b" " * (33_000_000 if "|" in query["ids"][0] else 0)

    wikidata.answers["wikidata.localhost/w/api.php"] = large
    found = dict(api(wikidata).entities(["Q1", "Q2"]))
    assert not any(isinstance(each, NotFetched) for each in found.values())


def test_a_query_that_finds_no_items_is_told(wikidata: Web) -> None:
    wikidata.answers["wikidata.localhost/sparql"] = answered({"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"value": "12"}}]}})
    with pytest.raises(NotFetched, match=r"first column, \?n, holds no items"):
        api(wikidata).matching("SELECT (12 AS ?n) {}")


def test_a_draft_of_one_entity(wikidata: Web) -> None:
    draft = draft_from_wikidata(document_fetch(), "Q1", api=api(wikidata))
    assert (draft.id, draft.kind, draft.name, draft.layer) == ("the-larkfield-lantern", "outlet", "The Larkfield Lantern", "compiled")
    assert draft.hosts == (HostRecord("lantern.example"),)
    (statement,) = draft.statements
    assert (statement.object_id, statement.object_text) == ("wikidata:Q2", "Quillon Media")
    assert statement.citations
    with pytest.raises(RecordError, match="no class that is recorded"):
        draft_from_wikidata(document_fetch(), "Q3", api=api(wikidata))
    with pytest.raises(NotFetched, match="404"):
        draft_from_wikidata(document_fetch(), "Q4", api=api(wikidata))
    with pytest.raises(RecordError, match="a Q and digits"):
        draft_from_wikidata(document_fetch(), "Q1/../x", api=api(wikidata))


@pytest.fixture
def outlets(tmp_path: Path) -> None:
    """A database that knows two sites."""
    engine = open_database(f"sqlite:///{tmp_path / 'x.db'}")
    upgrade(engine)
    records = [EntityRecord(name, "outlet", "newspaper", f"The {name}", hosts=(HostRecord(f"{name}.localhost"),)) for name in ("paper", "owner")]
    with engine.begin() as connection:
        load_records(connection, records, LoadOptions("tests", "a test"))
    engine.dispose()


@pytest.mark.usefixtures("outlets")
def test_trust_txt_of_two_sites_that_say_the_same(web: Web, run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    web.answers |= {
        "paper.localhost/trust.txt": (200, "text/plain", b"# ours\ncontrolledby=https://owner.localhost/\nbelongto=https://press.example\n"),
        "owner.localhost/.well-known/trust.txt": (200, "text/plain", b"control=https://paper.localhost/\n"),
        "shut.localhost/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /\n"),
    }
    (tmp_path / "sites").write_text(f"{web.url('owner.localhost/')}\n\n{web.url('shut.localhost/')}\n")
    done = run("trust-txt", "--site", web.url("paper.localhost/"), "--sites-file", tmp_path / "sites", code=1)
    assert "2 fetched, 0 kept, 0 missing, 1 failed" in done.stderr
    assert "robots" in done.stderr
    by_predicate = {statement.predicate: statement for statement in stored(tmp_path, "paper").statements}
    assert by_predicate["controlled_by"].object_id == "owner"
    assert by_predicate["controlled_by"].note == "Declared by both sites."
    assert by_predicate["member_of"].layer == "reported"
    assert "0 fetched, 2 kept" in run("trust-txt", "--site", web.url("paper.localhost/"), "--site", web.url("owner.localhost/")).stderr


@pytest.mark.usefixtures("outlets")
@pytest.mark.parametrize(
    ("form", "path", "kind", "body"),
    [
        ("ads-txt", "ads.txt", "text/plain", b"google.com, pub-1, DIRECT\nOWNERDOMAIN=owner.localhost\n"),
        (
            "schema-org",
            "",
            "text/html",
            b'<html><script type="application/ld+json">{"@type": "NewsMediaOrganization", "name": "The paper", "url": "https://paper.localhost/",'
            b'"parentOrganization": {"@type": "Organization", "name": "The owner", "url": "https://owner.localhost/"}}</script></html>',
        ),
    ],
)
def test_what_one_site_says_is_reported(web: Web, run, tmp_path: Path, form: str, path: str, kind: str, body: bytes) -> None:  # type: ignore[no-untyped-def]
    web.answers[f"paper.localhost/{path}"] = (200, kind, body)
    run(form, "--site", web.url("paper.localhost/"))
    (statement,) = stored(tmp_path, "paper").statements
    assert (statement.object_id, statement.layer) == ("owner", "reported")
    assert "only" in str(statement.note)


@pytest.mark.usefixtures("outlets")
def test_a_site_without_the_file_is_missing_and_a_page_in_its_place_is_none(web: Web, run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    web.answers["paper.localhost/ads.txt"] = (200, "text/html", b"<html>not found, says this page</html>")
    assert "0 fetched, 0 kept, 1 missing, 0 failed" in run("ads-txt", "--site", web.url("paper.localhost/")).stderr
    assert "gone.localhost" in run("ads-txt", "--site", web.url("gone.localhost/"), code=1).stderr
    assert "not a host" in run("ads-txt", "--site", "x", code=1).stderr
    assert not stored(tmp_path, "paper").statements


def test_every_form_explains_itself(run) -> None:  # type: ignore[no-untyped-def]
    for form in ("wikidata-api", "trust-txt", "ads-txt", "schema-org"):
        assert "--dry-run" in run(form, "--help").output
