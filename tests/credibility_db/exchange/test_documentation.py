"""docs/exchange.md and the table of vocabularies in docs/data.md say what the code does."""

from __future__ import annotations

import re
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from credibility_db.cli import main
from credibility_db.exchange.export_ftm import link_of
from credibility_db.exchange.follow_the_money.vocabulary import LINKS, LOST, OFFICES, PROPERTIES, UNKNOWN_LINK, UNKNOWN_PREDICATES
from credibility_db.exchange.linked_data import TERMS
from credibility_db.exchange.readers import FOLDERS
from credibility_db.exchange.table_mapping import TableMapping
from credibility_db.exchange.trust_txt import ATTRIBUTES
from credibility_db.predicates import PREDICATES
from tests.credibility_db.conftest import RECORDS

DOCS = Path(__file__).parents[3] / "docs"
EXCHANGE = (DOCS / "exchange.md").read_text("utf-8")
SECTION = (DOCS / "data.md").read_text("utf-8").partition("### In other vocabularies")[2].partition("\n### ")[0]
ROWS = {row[0].strip("` "): [set(re.findall(r"\w+", re.sub(r"\(.*?\)", "", cell))) for cell in row[1:]]
        for line in SECTION.splitlines() if line.startswith("| `") and (row := line.strip("|").split("|"))}  # fmt: skip


def ftm_words(predicate: str) -> set[str]:
    """Every word of FollowTheMoney that the vocabulary joins to a predicate, in either direction."""
    words = {link.schema for link in LINKS.values() if link.predicate == predicate}
    words |= {name for name, (said, _) in PROPERTIES.items() if said == predicate}
    words |= {UNKNOWN_LINK["schema"]} if predicate in UNKNOWN_PREDICATES else set()
    return words | ({OFFICES["schema"]} if predicate == OFFICES["predicate"] else set())


def wikidata_words(predicate: str) -> set[str]:
    properties: dict[str, Any] = yaml.safe_load(files("credibility_db.exchange.wikidata").joinpath("properties.yaml").read_text("utf-8"))
    return {number for number, row in properties["statements"].items() if row["predicate"] == predicate}


def schema_org_words(predicate: str) -> set[str]:
    words = {name for name, row in TERMS["pages"].items() if row["predicate"] == predicate}
    return words | set(TERMS["export"][predicate].values())


@pytest.mark.parametrize("predicate", sorted(PREDICATES))
def test_the_table_of_vocabularies_is_the_code(predicate: str) -> None:
    assert ROWS[predicate] == [ftm_words(predicate), wikidata_words(predicate), schema_org_words(predicate)]


def test_every_predicate_is_exported_to_follow_the_money_or_said_to_be_lost() -> None:
    properties = {predicate for predicate, is_entity in PROPERTIES.values() if not is_entity}
    for predicate in set(PREDICATES) - properties - LOST:
        assert link_of(predicate).schema in ROWS[predicate][0]
    assert all(f"`{predicate}` lost" in EXCHANGE for predicate in LOST)


def test_every_form_attribute_and_member_is_explained() -> None:
    formats = next(option for option in main.commands["export"].params if option.name == "form").type.choices  # type: ignore[attr-defined]
    assert "|".join(formats) in EXCHANGE
    for name in (*formats, *FOLDERS, *ATTRIBUTES, *TERMS["pages"]):
        assert f"`{name}`" in EXCHANGE, name
    for field in fields(TableMapping):
        assert f"`{field.name}`" in EXCHANGE or field.name in ("scheme",), field.name


@pytest.mark.parametrize("form", ["jsonl", "ftm", "jsonld", "csv"])
def test_the_command_writes_the_same_bytes_each_time(form: str, tmp_path: Path) -> None:
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}"}
    assert CliRunner().invoke(main, ["load", str(RECORDS)], env=environment).exit_code == 0
    printed = CliRunner().invoke(main, ["export", "--format", form], env=environment)
    assert printed.exit_code == 0
    assert CliRunner().invoke(main, ["export", "--format", form, "--out", str(tmp_path / "out")], env=environment).exit_code == 0
    assert (tmp_path / "out").read_bytes() == printed.stdout_bytes
    assert b"larkfield-lantern" in printed.stdout_bytes


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["table", "FILE"], 1, "--mapping"),
        (["trust-txt", "FILE", "--host", "larkfield-lantern.example", "--dry-run"], 0, "1 create"),
        (["ads-txt", "FOLDER", "--dry-run"], 1, "which site"),
        (["ror", "FOLDER"], 2, "is a folder"),
    ],
)
def test_the_import_command_opens_each_form(arguments: list[str], code: int, said: str, tmp_path: Path) -> None:
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}"}
    assert CliRunner().invoke(main, ["load", str(RECORDS)], env=environment).exit_code == 0
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "saved").write_text("controlledby=https://quillon.example\n")
    places = {"FILE": str(folder / "saved"), "FOLDER": str(folder)}
    result = CliRunner().invoke(main, ["import", *(places.get(word, word) for word in arguments)], env=environment)
    assert (result.exit_code, said in result.output) == (code, True), result.output
