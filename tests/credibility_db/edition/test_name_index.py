"""The name index against a brute-force search of every name at every place."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
from daachorse import CharwiseDoubleArrayAhoCorasick
from hypothesis import given
from hypothesis import strategies as st

from credibility_db.edition.name_index import AUTOMATON_FILE, NameIndex, is_in_every_text, is_spaceless, write_name_index
from credibility_db.edition.name_table import Bearer
from credibility_db.edition.text_folding import fold_text
from credibility_db.errors import EditionFormat
from credibility_db.names import FOLD, fold_name
from tests.credibility_db.synthetic import made_up_names, made_up_text

Found = list[tuple[int, int, str, str, bool]]


def index_of(folder: Path, names: dict[str, str], *, kind: str = "outlet") -> NameIndex:
    """An index of entity ids with one name each."""
    write_name_index((Bearer(entity, kind, ((name, True),)) for entity, name in names.items()), folder)
    return NameIndex(folder)


def brute_force(names: dict[str, str], text: str, *, kind: str = "outlet") -> Found:
    """Every name at every place where its folded form stands between word boundaries, but for names that are in every text."""
    folded = fold_text(text)[0]
    found: Found = []
    for entity, name in names.items():
        wanted = fold_name(name)
        start = -1 if is_in_every_text(wanted) else folded.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            if not _inside_word(folded, start) and not _inside_word(folded, end):
                found.append((start, end, entity, kind, True))
            start = folded.find(wanted, start + 1)
    return sorted(found, key=lambda match: (match[0], -match[1], match[2]))


def _inside_word(text: str, place: int) -> bool:
    if place in (0, len(text)):
        return False
    left, right = text[place - 1], text[place]
    return left.isalnum() and right.isalnum() and not is_spaceless(left) and not is_spaceless(right)


def in_order(found: Found) -> Found:
    return sorted(found, key=lambda match: (match[0], -match[1], match[2]))


def test_nothing_missed_and_nothing_extra_among_many_names(tmp_path: Path) -> None:
    names = {f"entity-{number}": name for number, name in enumerate(made_up_names(4_000))}
    index = index_of(tmp_path, names)
    for seed in range(12):
        text = made_up_text(list(names.values()), length=3_000, seed=seed)
        expected = brute_force(names, text)
        assert in_order(index.find(text)) == expected
        assert expected


_PIECES = [
    "Ann",
    "Lee",
    "Smithers",
    "Ann Lee",
    " ",
    " ",
    "-",
    "'",
    "’",
    ".",
    "x",
    "NTD",
    "Étude",
    "é",
    "新华",
    "新华社",
    "社",
    "Мишустин",
    "у",
    "й",
    "\u00a0",
    "1",
]


@given(st.lists(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=5).map("".join), min_size=1, max_size=12, unique=True), st.data())
def test_nothing_missed_and_nothing_extra_in_awkward_texts(tmp_path_factory: pytest.TempPathFactory, drawn: list[str], data: st.DataObject) -> None:
    names = {f"entity-{number}": name for number, name in enumerate(drawn) if fold_name(name)}
    text = data.draw(st.lists(st.sampled_from([*_PIECES, *names.values()]), max_size=25).map("".join))
    exact = [match for match in index_of(tmp_path_factory.mktemp("names"), names).find(text) if not text.isupper()]
    assert in_order(exact) == (brute_force(names, text) if not text.isupper() else [])


def test_names_that_share_their_beginning(tmp_path: Path) -> None:
    names = {f"university-{number}": f"University of {name}" for number, name in enumerate(made_up_names(300))} | {"short": "University"}
    names |= {"longer": names["university-7"] + " Press"}
    text = f"He left the {names['longer']} for the {names['university-12']}, a Universitys."
    assert in_order(index_of(tmp_path, names).find(text)) == brute_force(names, text)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Xi'an Daily", "the Xi’an Daily said", ["Xi’an Daily"]),
        ("Libération", "Liberation and LIBÉRATION, Libe\u0301ration", ["Liberation", "Libe\u0301ration"]),
        ("New York Post", "New York\nPost; New\u00a0York Post", ["New York\nPost", "New\u00a0York Post"]),
        ("NTD", "NTD's, NTDs, ntd, (NTD)", ["NTD", "NTD"]),
        ("新华社", "据新华社报道CNN", ["新华社"]),
        ("CNN", "据CNN报道 xCNN CNN1", ["CNN"]),
        ("Путин", "сказал Путин, о Путина", ["Путин"]),
        ("Елка", "Ёлка", ["Ёлка"]),
        ("The Larkfield Lantern", "MINISTER TELLS THE LARKFIELD LANTERN\nSHE said THE LARKFIELD LANTERN", ["THE LARKFIELD LANTERN"]),
        ("El Día", "EL DÍA: NOTICIAS", ["EL DÍA"]),
        ("Reuters", "REUTERS", ["REUTERS"]),
        ("REUTERS", "REUTERS", ["REUTERS"]),
    ],
)
def test_what_counts_as_an_occurrence(tmp_path: Path, name: str, text: str, found: list[str]) -> None:
    matches = index_of(tmp_path, {"it": name}).find(text)
    assert [text[start:end] for start, end, *_ in matches] == found


def test_namesakes_give_one_match_each_and_overlaps_stay(tmp_path: Path) -> None:
    bearers = [
        Bearer("a", "outlet", (("The Herald", False),)),
        Bearer("b", "organization", (("The Herald", True), ("Herald", False))),
        Bearer("c", "person", (("Ann Lee", False), ("Ann Lee Smithers", False))),
    ]
    write_name_index(bearers, tmp_path)
    index = NameIndex(tmp_path)
    assert index.find("The Herald, Ann Lee Smithers") == [
        (0, 10, "a", "outlet", False),
        (0, 10, "b", "organization", True),
        (4, 10, "b", "organization", False),
        (12, 28, "c", "person", False),
        (12, 19, "c", "person", False),
    ]
    assert index.named("The  Herald") == [("a", "outlet", False), ("b", "organization", True)]
    assert index.named("Ann") == index.named("the herald") == index.named("") == []


@pytest.mark.parametrize("name", ["i", "nd", "10", "X", "?", "й"])
def test_names_that_are_in_every_text_are_found_only_by_asking(tmp_path: Path, name: str) -> None:
    index = index_of(tmp_path, {"it": name, "other": "Standard"})
    assert [entity for _, _, entity, _, _ in index.find(f"{name} Standard {name} und {name}{name}")] == ["other"]
    assert index.named(name) == [("it", "outlet", True)]


@pytest.mark.parametrize("name", ["新", "RT", "3+", "taz", "G1"])
def test_other_short_names_are_found(tmp_path: Path, name: str) -> None:
    index = index_of(tmp_path, {"it": name})
    assert index.find(f"({name})") == [(1, 1 + len(name), "it", "outlet", True)]
    assert index.named(name) == [("it", "outlet", True)]


def test_an_edition_that_hides_no_names_is_read(tmp_path: Path) -> None:
    index_of(tmp_path, {"it": "nd", "other": "d"})
    (tmp_path / AUTOMATON_FILE).write_bytes(CharwiseDoubleArrayAhoCorasick(["d", "nd"]).serialize())
    index = NameIndex(tmp_path)
    assert (index.named("nd"), index.named("d")) == ([("it", "outlet", True)], [("other", "outlet", True)])


def test_the_same_names_give_the_same_bytes(tmp_path: Path) -> None:
    contents = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        index_of(folder, {f"e{number}": name for number, name in enumerate(made_up_names(500))})
        contents.append([path.read_bytes() for path in sorted(folder.iterdir())])
    assert contents[0] == contents[1]


def test_an_index_of_nothing_finds_nothing(tmp_path: Path) -> None:
    index = index_of(tmp_path, {})
    assert (index.size, index.find("Any text\x00"), index.named("x")) == (0, [], [])


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    index_of(tmp_path, {"a": "A Name"})
    (tmp_path / "names.table").write_bytes(b"something else")
    with pytest.raises(EditionFormat):
        NameIndex(tmp_path)


def test_folding_a_text_is_translating_it() -> None:
    chance = random.Random(4)
    characters = [*map(chr, FOLD), *"abc ’“”—…漢字яй"]
    for _ in range(2_000):
        text = "".join(chance.choices(characters, k=12))
        expected = text.translate(FOLD)
        for mark in "“”—…•":
            expected = expected.replace(mark, '"')
        assert fold_text(text) == (expected, None)


@given(st.lists(st.sampled_from(["a", "e\u0301", "n\u0303", "o\u0308", " ", "é", "漢", "й", "\u0301"]), max_size=30))
def test_places_lead_back_to_the_text_as_it_was(pieces: list[str]) -> None:
    text = "".join(pieces)
    folded, places = fold_text(text)
    if places is None:
        assert len(folded) == len(text)
        return
    assert (len(places), places[-1]) == (len(folded) + 1, len(text))
    assert places == sorted(places)
    for place, char in zip(places, folded, strict=False):
        assert fold_text(unicodedata.normalize("NFC", text[place : place + 2]))[0][0] == char or unicodedata.combining(char)
