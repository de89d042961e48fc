"""Settings are read by name, in their form, once."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from server.config import Config, ConfigError


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Config.from_environment({}) == Config()


@pytest.mark.parametrize(
    ("name", "raw", "attribute", "value"),
    [
        ("SIDENOTE_EDITIONS", "/srv/editions", "editions", Path("/srv/editions")),
        ("FETCH_ALLOW", "127.0.0.1:81, localhost:82,", "fetch_allow", ("127.0.0.1:81", "localhost:82")),
        ("SIDENOTE_FETCH_BYTES", "1000", "fetch_bytes", 1000),
        ("SIDENOTE_FETCH_SECONDS", "2.5", "fetch_seconds", 2.5),
        ("SIDENOTE_OBEY_ROBOTS", "no", "obey_robots", False),
        ("REDIS_URL", "redis://127.0.0.1/1", "redis_url", "redis://127.0.0.1/1"),
    ],
)
def test_a_setting_is_read_in_the_form_of_its_default(name: str, raw: str, attribute: str, value: object) -> None:
    assert getattr(Config.from_environment({name: raw}), attribute) == value


@pytest.mark.parametrize(
    ("name", "raw"),
    [("SIDENOTE_FETCH_BYTES", "many"), ("SIDENOTE_FETCH_BYTES", "0"), ("SIDENOTE_FETCH_SECONDS", "-1"), ("SIDENOTE_OBEY_ROBOTS", "perhaps")],
)
def test_a_value_of_the_wrong_form_names_the_setting(name: str, raw: str) -> None:
    with pytest.raises(ConfigError, match=name):
        Config.from_environment({name: raw})


def test_the_configuration_cannot_be_changed_at_run_time() -> None:
    with pytest.raises(FrozenInstanceError):
        Config().fetch_bytes = 5  # type: ignore[misc]
