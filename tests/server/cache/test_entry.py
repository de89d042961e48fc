"""Entries: what is stored comes back, what is not an entry is not taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server import errors
from server.cache import entry as entries
from server.cache.entry import pack_failure, pack_value, unpack
from server.errors import PageError


@given(st.binary(max_size=100))
def test_a_value_comes_back_as_it_was(value: bytes) -> None:
    entry = unpack(pack_value(value, fresh=60))
    assert entry is not None
    assert (entry.unwrap(), entry.failure, entry.fresh) == (value, False, True)


@given(st.binary(max_size=100))
def test_strange_bytes_never_break_a_reader(raw: bytes) -> None:
    for kind in (b"", b"v", b"f"):
        entry = unpack(kind + raw)
        assert entry is None or isinstance(entry.unwrap(), bytes)


@pytest.mark.parametrize("family", [cls for cls in vars(errors).values() if isinstance(cls, type) and issubclass(cls, PageError)])
def test_every_page_error_is_revived_as_itself(family: type[PageError]) -> None:
    entry = unpack(pack_failure(family("a sentence", number=7), seconds=60))
    assert entry is not None
    with pytest.raises(family) as caught:
        entry.unwrap()
    assert type(caught.value) is family
    assert (caught.value.detail, caught.value.extra["number"], str(caught.value)) == ("a sentence", 7, "a sentence")


def test_a_clock_that_jumps_makes_an_entry_stale_and_nothing_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_800_000_000.0
    monkeypatch.setattr(entries.time, "time", lambda: now)
    entry = unpack(pack_value(b"value", fresh=60))
    assert entry is not None
    assert entry.fresh
    now += 86_400
    assert not entry.fresh
    now -= 2 * 86_400
    assert entry.fresh
    assert entry.unwrap() == b"value"
