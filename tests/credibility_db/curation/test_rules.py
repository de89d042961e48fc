"""Each rule by a record that breaks it and, through the made-up records, by ones that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credibility_db.curation.rules import check_records, errors_only, is_web_address
from credibility_db.records import CitationRecord, EntityRecord, HostRecord, NameRecord, StatementRecord

CITED = (CitationRecord("https://a.example/x", "T", "P", "2026-11-01", "press"),)
TODAY = "2026-11-23"


def said(subject: str, predicate: str, object_id: str | None = None, **members: object) -> StatementRecord:
    """A cited statement."""
    key = members.pop("key", object_id or "text")
    return StatementRecord(f"{subject}.{predicate}.{key}", subject, predicate, object_id, **{"citations": CITED, **members})  # type: ignore[arg-type]


def entity(id_: str, *statements: StatementRecord, kind: str = "organization", **members: object) -> EntityRecord:
    """A record."""
    return EntityRecord(id_, kind, "company", members.pop("name", id_.title()), statements=statements, **members)  # type: ignore[arg-type]


def codes(*records: EntityRecord) -> list[tuple[str, str | None]]:
    """What the rules find: code and statement."""
    return [(finding.code, finding.statement) for finding in check_records(records, on=TODAY)]


B = entity("b")


def test_the_made_up_records_break_no_rule(records: list[EntityRecord]) -> None:
    assert check_records(records) == []


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"citations": ()}, "citation-missing"),
        ({"citations": (replace(CITED[0], url="ftp://a.example/x"),)}, "citation-url"),
        ({"citations": (replace(CITED[0], archive_url="javascript:alert(1)"),)}, "citation-url"),
        ({"citations": (replace(CITED[0], accessed="2027"),)}, "citation-date"),
        ({"citations": (replace(CITED[0], published="2026-11-02"),)}, "citation-date"),
        ({"valid_from": "2020", "valid_to": "2019"}, "date-order"),
        ({"valid_from": "2026-12"}, "date-impossible"),
        ({"valid_to": "0900"}, "date-impossible"),
        ({"contradicts": ("b.owned_by.nobody",)}, "contradicts-unknown"),
        ({"contradicts": ("a.owned_by.b",)}, "contradicts-unknown"),
        ({"amount": 5.0}, "qualifier"),
        ({"amount": 5.0, "amount_max": 4.0, "currency": "USD"}, "qualifier"),
    ],
)
def test_a_statement_breaks_one_rule(members: dict[str, object], code: str) -> None:
    assert codes(entity("a", said("a", "owned_by", "b", **members)), B) == [(code, "a.owned_by.b")]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        (said("a", "owned_by", "nobody"), "object-unknown"),
        (said("a", "owned_by", "a"), "object-self"),
        (said("a", "employed_by", "b"), "predicate-kind"),
        (said("a", "writes_for", "b"), "predicate-kind"),
        (said("a", "legal_form", "b"), "predicate-kind"),
        (said("a", "funded_by", "b", share=3.0), "qualifier"),
    ],
)
def test_object_and_predicate(statement: StatementRecord, code: str) -> None:
    assert (code, statement.id) in codes(entity("a", statement), B)


def test_unknown_object_with_reason_is_fine() -> None:
    assert codes(entity("a", said("a", "owned_by", object_unknown="no register", key="unknown"))) == []


@pytest.mark.parametrize(
    ("shares", "found"),
    [
        ([(60.0, None, None, "b"), (40.0, None, None, "c")], False),
        ([(60.0, None, None, "b"), (50.0, None, None, "c")], True),
        ([(60.0, None, "2010", "b"), (50.0, "2011", None, "c")], False),
        ([(60.0, None, "2011", "b"), (50.0, "2011", None, "c")], True),
        ([(33.4, None, None, "b"), (33.4, None, None, "c"), (33.4, None, None, "d")], False),
    ],
)
def test_shares(shares: list[tuple[float, str | None, str | None, str]], found: bool) -> None:
    statements = [said("a", "owned_by", owner, share=share, valid_from=start, valid_to=end) for share, start, end, owner in shares]
    others = [entity(owner) for *_, owner in shares]
    assert ("share-sum" in [code for code, _ in codes(entity("a", *statements), *others)]) is found


def test_a_share_stated_by_two_sources_counts_once() -> None:
    twice = [said("a", "owned_by", "b", share=60.0), said("a", "owned_by", "b", share=60.0, key="again")]
    assert codes(entity("a", *twice), B) == []


def test_ownership_cycle_is_named_with_its_path() -> None:
    ring = [entity(one, said(one, "owned_by", other)) for one, other in ("ab", "bc", "ca")]
    findings = check_records(ring, on=TODAY)
    assert [finding.code for finding in findings] == ["ownership-cycle"] * 3
    assert findings[0].message == "a > b > c > a"


@pytest.mark.parametrize("members", [{"valid_to": "2000"}, {"rank": "deprecated"}, {"status": "withdrawn"}])
def test_no_cycle_where_a_step_does_not_hold_with_the_others(members: dict[str, object]) -> None:
    ring = [entity("a", said("a", "owned_by", "b", **members)), entity("b", said("b", "part_of", "a", valid_from="2001"))]
    assert codes(*ring) == []


def test_a_cycle_through_the_records_around_is_found() -> None:
    findings = check_records([entity("a", said("a", "owned_by", "b"))], around=[entity("b", said("b", "owned_by", "a"))], on=TODAY)
    assert [finding.code for finding in findings] == ["ownership-cycle"]


def test_a_host_belongs_to_one_outlet_at_a_time() -> None:
    first = entity("a", kind="outlet", hosts=(HostRecord("x.example", valid_to="2010"), HostRecord("y.example")))
    second = entity("b", kind="outlet", hosts=(HostRecord("x.example", valid_from="2011"), HostRecord("y.example", "/b")))
    third = entity("c", kind="outlet", hosts=(HostRecord("y.example"),))
    assert codes(first, second) == []
    assert codes(first, second, third) == [("host-shared", None), ("host-shared", None)]


def test_a_public_suffix_is_no_host() -> None:
    assert codes(entity("a", kind="outlet", hosts=(HostRecord("github.io"),))) == [("host-suffix", None)]


def test_common_and_shared_names_are_flagged_as_warnings() -> None:
    first = entity("a", name="Time", alone=True)
    second, third = entity("b", name="Quillon Works"), entity("c", name="Other Works", names=(NameRecord("Quillon Works"),))
    findings = check_records([first, second, third], on=TODAY)
    assert [(finding.code, finding.entity) for finding in findings] == [("name-common", "a"), ("name-collision", "b"), ("name-collision", "c")]
    assert errors_only(findings) == []


@pytest.mark.parametrize(
    "text",
    [
        "married to a colleague",
        "His wife is an editor.",
        "She lives in Oslo.",
        "Reach her at a.b@c.example",
        "+47 22 33 44 55 66",
        "a devout believer",
        "was diagnosed",
        "born in 1960",
        "father of three",
    ],
)
def test_private_facts_are_refused(text: str) -> None:
    assert codes(entity("p", said("p", "employed_by", "b", role=text), kind="person"), B) == [("private-fact", "p.employed_by.b")]
    assert codes(entity("p", kind="person", description=text)) == [("private-fact", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Minister of Health",
        "Secretary for Children and Families",
        "spokesman on religion and churches",
        "chair of the Catholic News Service",
        "2013 to 2020",
    ],
)
def test_public_roles_are_not_private(text: str) -> None:
    assert codes(entity("p", said("p", "employed_by", "b", role=text), kind="person"), B) == []


def test_religious_membership_is_private_and_office_is_not() -> None:
    church = replace(entity("church"), category="religious organization")
    assert codes(entity("p", said("p", "member_of", "church"), kind="person"), church) == [("private-fact", "p.member_of.church")]
    assert codes(entity("p", said("p", "holds_office", "church", role="patriarch"), kind="person"), church) == []


@pytest.mark.parametrize("url", ["https://a.example", "http://a.example:8080/x?y=1#z", "https://en.wikipedia.org./wiki/X"])
def test_web_addresses(url: str) -> None:
    assert is_web_address(url)


@pytest.mark.parametrize(
    "url", ["", "a.example", "ftp://a.example", "https://", "https://a", "https://u:p@a.example", "https://a.example/a b", "https://a.example:99999/"]
)
def test_no_web_addresses(url: str) -> None:
    assert not is_web_address(url)
