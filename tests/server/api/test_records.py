"""Records, search, ownership, hosts, the edition, and the pages that describe the service."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from flask.testing import FlaskClient

from credibility_db.curation import LoadOptions, load_records
from credibility_db.curation.merging import MergeOptions, merge_entities
from credibility_db.edition import publish_edition
from credibility_db.migrations import upgrade
from credibility_db.models import open_database
from credibility_db.records import EntityRecord
from server.app import create_app
from server.config import Config
from tests.credibility_db.conftest import RECORDS, read_folder


def test_an_entity_comes_with_cited_statements(client: FlaskClient) -> None:
    record = client.get("/v1/entities/mara-ellison").get_json()
    assert record["name"] == "Mara Ellison"
    assert record["statements"]
    assert all(statement["citations"] for statement in record["statements"])


@pytest.mark.parametrize("path", ["/v1/entities/nobody", "/v1/entities/nobody/ownership", "/v1/outlets?host=unknown.example"])
def test_what_is_not_known_is_not_found(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.get_json()["type"]) == (404, "/problems/not-found")


def test_search_finds_by_words_of_a_name(client: FlaskClient) -> None:
    found = client.get("/v1/entities?q=strait studies").get_json()
    assert [each["id"] for each in found["results"]] == ["institute-for-strait-studies"]
    assert found["edition"]


@pytest.mark.parametrize("query", ["", "?q=", "?q=a&limit=0", "?q=a&limit=many", "?q=a&colour=red"])
def test_search_checks_its_query(client: FlaskClient, query: str) -> None:
    assert client.get("/v1/entities" + query).status_code == 422


@pytest.mark.parametrize("query", ['"', "*", "a OR", "NEAR(", "'; drop table entity; --", "\x00", "strait*"])
def test_search_takes_any_words(client: FlaskClient, query: str) -> None:
    assert client.get("/v1/entities", query_string={"q": query}).status_code == 200


def test_ownership_names_the_statement_of_each_step(client: FlaskClient) -> None:
    graph = client.get("/v1/entities/harbor-television/ownership?as_of=2024-03-03").get_json()
    assert "beacon-media-group" in {node["id"] for node in graph["nodes"]}
    assert "harbor-television.part_of.beacon-media-group" in {edge["statement"] for edge in graph["edges"]}


@pytest.mark.parametrize("host", ["beaconcourier.example", "www.beaconcourier.example", "WWW.BeaconCourier.example."])
def test_a_host_leads_to_its_outlet(client: FlaskClient, host: str) -> None:
    assert client.get("/v1/outlets", query_string={"host": host}).get_json()["id"] == "the-beacon-courier"


def test_the_edition_tells_its_counts_and_answers_304(client: FlaskClient) -> None:
    first = client.get("/v1/edition")
    assert first.get_json()["id"]
    assert client.get("/v1/edition", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_health_tells_which_part_is_down(client: FlaskClient, tmp_path: Path) -> None:
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz").get_json()
    assert (ready["status"], ready["parts"]["cache"]["status"]) == ("ready", "up")
    empty = create_app(Config(editions=tmp_path)).test_client()
    down = empty.get("/readyz")
    assert (down.status_code, down.get_json()["parts"]["edition"]) == (503, {"status": "down", "problem": "no-edition"})
    assert empty.post("/v1/annotations", json={"text": "A text."}).get_json()["type"] == "/problems/no-edition"


def test_metrics_name_routes_and_no_pages(client: FlaskClient) -> None:
    client.get("/v1/entities/mara-ellison")
    text = client.get("/metrics").get_data(as_text=True)
    assert 'sidenote_requests_total{method="GET",route="/v1/entities/<entity_id>",status="200"}' in text
    assert "mara-ellison" not in text


def test_the_description_is_openapi(client: FlaskClient) -> None:
    description = client.get("/openapi.json").get_json()
    assert description["openapi"] == "3.1.0"
    jsonschema.Draft202012Validator.check_schema(description["components"]["schemas"]["AnnotationPage"])
    assert {"/v1/annotations", "/v1/entities/{entity_id}", "/v1/outlets"} <= set(description["paths"])


def test_pages_for_people_answer_with_a_strict_policy(client: FlaskClient) -> None:
    for path in ("/", "/docs", "/problems/no-body"):
        page = client.get(path)
        assert page.status_code == 200
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
        assert "unsafe" not in page.headers["Content-Security-Policy"]


def test_the_try_it_form_works_without_scripts(client: FlaskClient) -> None:
    text = "“The plan is sound,” said Mara Ellison, a senior fellow at the Institute for Strait Studies."
    page = client.post("/", data={"text": text, "url": "", "published": ""})
    assert page.status_code == 200
    assert "Institute for Strait Studies" in page.get_data(as_text=True)
    refused = client.post("/", data={"url": "http://127.0.0.1/"})
    assert refused.status_code == 403
    assert "network this service does not enter" in refused.get_data(as_text=True)


def test_the_interface_modules_are_served_and_nothing_beside_them(client: FlaskClient) -> None:
    with client.get("/ui/anchoring.js") as module:
        assert module.content_type.startswith("text/javascript")
    assert client.get("/ui/../manifest.json").status_code == 404


@pytest.mark.parametrize(("origin", "allowed"), [("chrome-extension://abc", True), ("moz-extension://abc", True), ("https://news.example", False)])
def test_only_extensions_and_configured_sites_may_call_from_a_browser(client: FlaskClient, origin: str, allowed: bool) -> None:
    preflight = client.options("/v1/annotations", headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
    assert preflight.status_code == 204
    assert (preflight.headers.get("Access-Control-Allow-Origin") == origin) is allowed


@pytest.fixture
def merged(tmp_path: Path) -> FlaskClient:
    """A client of an edition in which `quillon-press` was merged into `quillon-media`."""
    engine = open_database(f"sqlite:///{tmp_path / 'curators.db'}")
    upgrade(engine)
    records = [*read_folder(RECORDS), EntityRecord("quillon-press", "organization", "media group", "Quillon Press")]
    with engine.begin() as connection:
        load_records(connection, records, LoadOptions("tests", "a test"))
        merge_entities(connection, "quillon-media", "quillon-press", MergeOptions("tests", "a test"))
    publish_edition(engine, tmp_path / "editions")
    engine.dispose()
    return create_app(Config(editions=tmp_path / "editions", database_url=f"sqlite:///{tmp_path / 'curators.db'}")).test_client()


@pytest.mark.parametrize("rest", ["", "/ownership", "/ownership?as_of=2020-01-01"])
def test_the_id_of_a_merged_entity_leads_to_its_heir(merged: FlaskClient, rest: str) -> None:
    answer = merged.get(f"/v1/entities/quillon-press{rest}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/v1/entities/quillon-media{rest}")
    assert answer.cache_control.max_age == 60
    assert merged.get(answer.headers["Location"]).get_json()["id"] == "quillon-media"


def test_the_open_data_has_every_record_and_where_merged_ids_lead(merged: FlaskClient) -> None:
    edition = merged.get("/v1/edition").get_json()
    answer = merged.get(f"/v1/editions/{edition['id']}.jsonl")
    lines = [json.loads(line) for line in answer.get_data().splitlines()]
    assert answer.mimetype == "application/x-ndjson"
    assert len(lines) == edition["counts"]["entities"] + 1
    assert lines[-1] == {"id": "quillon-press", "status": "merged", "merged_into": "quillon-media"}
    assert lines[0] == merged.get(f"/v1/entities/{lines[0]['id']}").get_json()
    assert merged.get("/v1/editions/current.jsonl", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("edition", ["20200101T000000Z-000000000000", "..", "%2e%2e", "previous"])
def test_an_edition_that_is_not_kept_is_not_found(merged: FlaskClient, edition: str) -> None:
    assert merged.get(f"/v1/editions/{edition}.jsonl").status_code == 404


def test_the_history_is_paged_newest_first(merged: FlaskClient) -> None:
    first = merged.get("/v1/entities/quillon-media/history?limit=2").get_json()
    assert [revision["who"] for revision in first["revisions"]] == ["tests", "tests"]
    assert first["revisions"][0]["target"] == "quillon-media"
    assert "Quillon Press" in str(first["revisions"][0]["after"])
    rest = merged.get(f"/v1/entities/quillon-media/history?before={first['next']}").get_json()
    seqs = [revision["revision"] for page in (first, rest) for revision in page["revisions"]]
    assert seqs == sorted(seqs, reverse=True)
    assert rest["next"] is None
    gone = merged.get("/v1/entities/quillon-press/history").get_json()["revisions"]
    assert [revision["action"] for revision in gone] == ["merge", "create"]


@pytest.mark.parametrize(("path", "status"), [("nobody/history", 404), ("quillon-media/history?limit=0", 422), ("nobody/history?before=x", 422)])
def test_the_history_checks_what_it_is_asked(merged: FlaskClient, path: str, status: int) -> None:
    assert merged.get(f"/v1/entities/{path}").status_code == status
