"""`/v1/reconcile`: every answer by the schemas of the specification; what is refused; who may ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.app import create_app
from server.config import Config
from tests.server.reconciliation.specified import SCHEMAS, faults

QUERIES = {
    "q0": {"query": "The Beacon Courier", "type": "outlet", "limit": 3},
    "q1": {"query": "Mara Ellison", "type": ["person"], "type_strict": "any", "properties": [{"pid": "country", "v": ["NL", {"id": "NL"}]}]},
    "q2": {"properties": [{"pid": "host", "v": "beaconcourier.example"}, {"pid": "colour", "v": 3}]},
    "q3": {"query": '<script>alert(1)</script> " * NEAR('},
}
EXTENSION = {
    "ids": ["harbor-television", "the-beacon-courier", "mara-ellison", "nobody"],
    "properties": [{"id": name} for name in ("country", "host", "name", "wikidata", "part_of", "owned_by", "writes_for", "legal_form", "colour")],
}


def asked(client: FlaskClient, **fields: Any) -> Any:
    """The answer to a form whose fields are JSON."""
    response = client.post("/v1/reconcile", data={name: json.dumps(value) for name, value in fields.items()})
    assert response.status_code == 200, response.text
    return response.get_json()


@pytest.mark.parametrize(
    ("address", "schema"),
    [
        ("/v1/reconcile", "manifest"),
        (f"/v1/reconcile?queries={json.dumps(QUERIES)}", "reconciliation-result-batch"),
        (f"/v1/reconcile?extend={json.dumps(EXTENSION)}", "data-extension-response"),
        ("/v1/reconcile/suggest/entity?prefix=bea", "suggest-entities-response"),
        ("/v1/reconcile/suggest/entity?prefix=the-beacon-courier", "suggest-entities-response"),
        ("/v1/reconcile/suggest/entity?prefix=zzz", "suggest-entities-response"),
        ("/v1/reconcile/suggest/property?prefix=own", "suggest-properties-response"),
        ("/v1/reconcile/suggest/type?prefix=t", "suggest-types-response"),
        ("/v1/reconcile/suggest/type?prefix=&cursor=2", "suggest-types-response"),
        ("/v1/reconcile/properties?type=outlet", "data-extension-property-proposal"),
        ("/v1/reconcile/properties?type=organization:think-tank&limit=3", "data-extension-property-proposal"),
    ],
)
def test_every_answer_has_the_form_that_is_specified(client: FlaskClient, address: str, schema: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, response.text
    assert faults(schema, response.get_json()) == []


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_schemas_refuse_what_is_wrong(schema: str) -> None:
    assert faults(schema, [])
    assert faults(schema, {"result": [{}], "rows": {"a": {"b": [{"colour": 1}]}}, "q0": {}})


def test_a_batch_answers_each_query_under_its_key(client: FlaskClient) -> None:
    answer = asked(client, queries=QUERIES)
    assert faults("reconciliation-result-batch", answer) == []
    assert set(answer) == set(QUERIES)
    best = {key: value["result"][0]["id"] if value["result"] else None for key, value in answer.items()}
    assert best == {"q0": "the-beacon-courier", "q1": "mara-ellison", "q2": "the-beacon-courier", "q3": None}


def test_an_extension_tells_dates_and_sources(client: FlaskClient) -> None:
    answer = asked(client, extend=EXTENSION)
    assert faults("data-extension-response", answer) == []
    assert "colour" not in {each["id"] for each in answer["meta"]}
    owner = answer["rows"]["harbor-television"]["part_of"][0]
    assert owner["id"] == "beacon-media-group"
    assert "source: " in owner["description"]
    assert answer["rows"]["nobody"]["part_of"] == []
    sources = asked(client, extend={"ids": ["harbor-television"], "properties": [{"id": "part_of", "settings": {"as": "sources"}}]})
    assert sources["rows"]["harbor-television"]["part_of"][0]["str"].startswith("https://")


def test_suggestions_begin_with_what_was_typed(client: FlaskClient) -> None:
    def ids(what: str, prefix: str) -> list[str]:
        return [each["id"] for each in client.get(f"/v1/reconcile/suggest/{what}?prefix={prefix}").get_json()["result"]]

    assert "the-beacon-courier" in ids("entity", "beac")
    assert ids("entity", "mara-ellison")[0] == "mara-ellison"
    assert ids("property", "owned") == ["owned_by"]
    assert "organization:think-tank" in ids("type", "think")
    assert client.get("/v1/reconcile/suggest/entity").status_code == 422


def test_the_manifest_leads_to_what_is_there(client: FlaskClient) -> None:
    manifest = client.get("/v1/reconcile").get_json()
    base = manifest["view"]["url"].partition("/v1/")[0]
    places = [each["service_url"] + each["service_path"] + "?prefix=a" for each in manifest["suggest"].values()]
    places += [manifest[part]["url"].replace("{{id}}", "mara-ellison") for part in ("view", "preview")]
    proposals = manifest["extend"]["propose_properties"]
    places += [proposals["service_url"] + proposals["service_path"], manifest["documentation"], manifest["logo"]]
    for place in places:
        with client.get(place.removeprefix(base)) as response:
            assert response.status_code == 200, place


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"queries": "{"}, 400),
        ({"queries": "[]"}, 422),
        ({"queries": '{"q0": []}'}, 422),
        ({"queries": '{"q0": {}}'}, 422),
        ({"queries": '{"q0": {"query": "a", "limit": 0}}'}, 422),
        ({"queries": '{"q0": {"query": 7}}'}, 422),
        ({"queries": json.dumps({f"q{n}": {"query": "a"} for n in range(51)})}, 413),
        ({"extend": '{"ids": []}'}, 422),
        ({"extend": json.dumps({"ids": ["a"] * 501, "properties": []})}, 422),
    ],
)
def test_what_has_another_form_is_refused(client: FlaskClient, fields: dict[str, str], status: int) -> None:
    response = client.post("/v1/reconcile", data=fields)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")


def test_pages_of_every_origin_may_ask_but_only_here(client: FlaskClient) -> None:
    origin = {"Origin": "https://refine.example"}
    for response in (
        client.get("/v1/reconcile", headers=origin),
        client.post("/v1/reconcile", data={"queries": "{"}, headers=origin),
        client.options("/v1/reconcile", headers=origin | {"Access-Control-Request-Method": "POST"}),
    ):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers
    assert "Access-Control-Allow-Origin" not in client.get("/v1/edition", headers=origin).headers


def test_only_the_preview_may_be_framed(client: FlaskClient) -> None:
    framed = client.get("/v1/reconcile/preview?id=harbor-television")
    assert framed.headers["Content-Security-Policy"].endswith("frame-ancestors *")
    assert "X-Frame-Options" not in framed.headers
    assert "unsafe" not in framed.headers["Content-Security-Policy"]
    assert "<script" not in framed.text
    assert "Harbor Television" in framed.text
    for address in ("/", "/v1/reconcile", "/v1/reconcile/preview?id=nobody", "/desk/login"):
        assert client.get(address).headers["X-Frame-Options"] == "DENY"


def test_without_an_edition_the_service_says_so(tmp_path: Path) -> None:
    client = create_app(Config(editions=tmp_path)).test_client()
    assert client.get("/v1/reconcile").status_code == 200
    assert client.post("/v1/reconcile", data={"queries": json.dumps(QUERIES)}).get_json()["type"] == "/problems/no-edition"
