"""What an annotation leaves in the figures: each step once, the cache's part, failures by kind, links by reason."""

from __future__ import annotations

import re
from pathlib import Path

from server.app import create_app
from server.config import Config

TEXT = {
    "text": "“The plan is sound,” said Mara Ellison, a senior fellow at the Institute for Strait Studies. “No,” said Zed Quux.",
    "published": "2024-03-03",
}
STEPS = {"read", "attributions", "outlets", "linking", "context", "annotations"}


def steps(shown: str) -> dict[str, int]:
    return {name: int(float(count)) for name, count in re.findall(r'^sidenote_step_seconds_count\{step="([a-z]+)"\} (\S+)', shown, re.MULTILINE)}


def test_each_step_is_timed_and_decisions_are_counted(golden_editions: Path) -> None:
    client = create_app(Config(editions=golden_editions)).test_client()
    client.post("/v1/annotations", json=TEXT)
    assert steps(client.get("/metrics").get_data(as_text=True)) == dict.fromkeys(STEPS, 1) | {"cache": 0}
    client.post("/v1/annotations", json=TEXT)
    client.post("/v1/annotations", json={"url": "http://127.0.0.1/"})
    client.post("/v1/annotations", json={"html": "<p></p>"})
    shown = client.get("/metrics").get_data(as_text=True)
    assert steps(shown) == dict.fromkeys(STEPS, 1) | {"cache": 1, "fetch": 1, "read": 2}
    for line in (
        'sidenote_cache_events_total{event="hit"} 1.0',
        'sidenote_page_failures_total{problem="address-refused"} 1.0',
        'sidenote_page_failures_total{problem="needs-content"} 1.0',
        'sidenote_links_total{decision="unknown"} 1.0',
        'sidenote_requests_total{method="POST",route="/v1/annotations",status="403"} 1.0',
    ):
        assert line in shown
    assert float(re.findall(r'sidenote_links_total\{decision="shown"\} (\S+)', shown)[0]) >= 2


def test_what_clients_invent_makes_no_label(golden_editions: Path) -> None:
    client = create_app(Config(editions=golden_editions)).test_client()
    client.open("/v1/secret-path", method="SECRETMETHOD")
    client.get("/v1/entities/secret-entity")
    shown = client.get("/metrics").get_data(as_text=True)
    assert "secret" not in shown.lower()
    assert 'sidenote_requests_total{method="other",route="(none)",status="404"} 1.0' in shown
