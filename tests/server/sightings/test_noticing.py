"""What of an answer is counted, and what never is."""

from __future__ import annotations

from typing import Any

import pytest

from server.sightings import noticed

URL = "https://www.unknown-paper.com/2024/secret-story?reader=7#part"


def answer(*attributions: dict[str, Any], url: str | None = URL, outlet: str | None = None, unknown: tuple[str, ...] = ()) -> dict[str, Any]:
    unlinked = [{"name": name, "reason": "unknown"} for name in unknown]
    return {"page": {"url": url}, "outlet": {"name": "x", "entity": outlet}, "attributions": list(attributions), "unlinked": unlinked}


def said(name: str | None, kind: str = "person", *bodies: str, entity: str | None = None) -> dict[str, Any]:
    source = {"text": name, "name": name, "type": kind, "entity": entity}
    return {"source": source, "described_organizations": [{"text": body, "entity": None} for body in bodies], "described_as": "a neighbour"}


@pytest.mark.parametrize(
    ("url", "host"),
    [
        (URL, "unknown-paper.com"),
        ("http://NEWS.Example-Site.co.uk:8080/x", "news.example-site.co.uk"),
        ("https://user:secret@paper.org/", "paper.org"),
        ("https://192.168.1.7/intern", None),
        ("https://[::1]/", None),
        ("http://wiki.corp.internal/plan", None),
        ("http://localhost/x", None),
        ("https://intranet/x", None),
        ("https://co.uk/", None),
        ("https://[broken/", None),
        (None, None),
    ],
)
def test_of_an_address_only_a_public_host_is_taken(url: str | None, host: str | None) -> None:
    assert noticed(answer(url=url)) == ({("host", host)} if host else set())


def test_a_known_outlet_is_not_counted() -> None:
    assert noticed(answer(outlet="the-paper")) == set()


@pytest.mark.parametrize(
    ("attribution", "unknown", "seen"),
    [
        (said("Ada Quillon", "person", "Quillon Institute"), ("Ada Quillon",), {("person", "Ada Quillon")}),
        (said("Ada Quillon", "person", "Quillon"), ("Ada Quillon", "Quillon"), {("person", "Ada Quillon"), ("organization", "Quillon")}),
        (said("Ada Quillon", "person"), ("Ada Quillon",), set()),  # described by no organization: nobody's business
        (said("Ada", "person", "Quillon Institute"), ("Ada",), set()),  # half a name
        (said("Ada Quillon", "official"), ("Ada Quillon",), {("person", "Ada Quillon")}),
        (said("Ada Quillon", "person", "Quillon Institute"), (), set()),  # ambiguous, or not reported
        (said("Ada Quillon", "person", "Q", entity="ada"), ("Ada Quillon",), set()),
        (said("Quillon  Institute", "organization"), ("Quillon  Institute",), {("organization", "Quillon Institute")}),
        (said("its spokesman", "unnamed"), (), set()),
        (said(None, "unnamed"), (), set()),
        (said("call 555 0123", "organization"), ("call 555 0123",), set()),
        (said("me@quillon.com", "organization"), ("me@quillon.com",), set()),
        (said("x" * 300, "organization"), ("x" * 300,), set()),
        (said("the group", "person", "the group"), ("the group",), set()),
    ],
)
def test_who_is_counted(attribution: dict[str, Any], unknown: tuple[str, ...], seen: set[tuple[str, str]]) -> None:
    assert noticed(answer(attribution, attribution, outlet="known", unknown=unknown)) == seen


def test_nothing_of_the_page_but_names_is_kept() -> None:
    seen = noticed(answer(said("Ada Quillon", "person", "Quillon Institute"), unknown=("Ada Quillon",)))
    assert not any(word in str(seen) for word in ("secret", "2024", "reader", "neighbour"))
