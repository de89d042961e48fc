"""What shares a key and what does not."""

from __future__ import annotations

import pytest

from server.cache import Keys
from server.records.address import normalise_address

KEYS = Keys(engine="1")
PAGE = "https://paper.example/story?id=7"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://Paper.example:443/story#top", "https://paper.example/story"),
        ("http://paper.example:80", "http://paper.example/"),
        ("http://paper.example:8080/a", "http://paper.example:8080/a"),
        ("https://me:secret@paper.example/a", "https://paper.example/a"),
        ("https://paper.example/a?utm_source=x&id=7&UTM_Medium=y&fbclid=z", "https://paper.example/a?id=7"),
        ("https://paper.example/a?b=2&a=1&b=2", "https://paper.example/a?b=2&a=1&b=2"),
        ("https://paper.example/Case?Q=A%20b", "https://paper.example/Case?Q=A%20b"),
        ("https://paper.example/a?&&", "https://paper.example/a"),
        ("not an address", "not an address"),
        ("http://[broken#x", "http://[broken"),
    ],
)
def test_an_address_is_reduced_to_what_chooses_the_page(url: str, address: str) -> None:
    assert normalise_address(url) == address
    assert normalise_address(address) == address


def test_addresses_of_one_page_share_a_key() -> None:
    assert KEYS.fetched(PAGE) == KEYS.fetched(PAGE + "&utm_campaign=a#comments")
    assert KEYS.fetched(PAGE) != KEYS.fetched("https://paper.example/story?id=8")


def test_a_key_tells_no_address() -> None:
    assert "paper" not in KEYS.fetched(PAGE)
    assert "story" not in KEYS.fetched(PAGE)


def test_every_part_changes_the_key() -> None:
    page = KEYS.fetched(PAGE)
    keys = [
        page,
        Keys(engine="2").fetched(PAGE),
        KEYS.fetched(PAGE, "en"),
        KEYS.submitted("text"),
        KEYS.submitted("text", "en"),
        KEYS.answer(page, content_hash="a", edition="1"),
        KEYS.answer(page, content_hash="b", edition="1"),
        KEYS.answer(page, content_hash="a", edition="2"),
        KEYS.answer(page, content_hash="a", edition="1", options=["text"]),
        KEYS.answer(page, content_hash="a", edition="1", options=["te", "xt"]),
    ]
    assert len(set(keys)) == len(keys)
    assert KEYS.submitted("text") == KEYS.submitted(b"text")
