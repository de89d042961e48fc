"""Mentions to whole names, source types, described organizations: what a reader of the whole text knows."""

from __future__ import annotations

import pytest

from server.records.attribution import Attribution
from tests.server.attributions.markup import attributions_of

INTRODUCED = "Marta Quill, an engineer at the Lindholm Institute, met Senator Tom Bremmer on Monday. "

NAMES = [
    (INTRODUCED + "Quill said the dam would hold.", "Marta Quill"),
    (INTRODUCED + "Ms. Quill said the dam would hold.", "Marta Quill"),
    (INTRODUCED + "Mr. Bremmer said the dam would hold.", "Tom Bremmer"),
    (INTRODUCED + "The senator said the dam would hold.", "Tom Bremmer"),
    (INTRODUCED + "The engineer said the dam would hold.", "Marta Quill"),
    (INTRODUCED + "He said the dam would hold.", "Tom Bremmer"),  # Marta is a woman
    ("Mary Quill met Tom Bremmer. She said the dam would hold.", "Mary Quill"),
    ("Mary Quill met Tom Bremmer. He said the dam would hold.", "Tom Bremmer"),
    ("When Tom Bremmer met Mary Quill, he said the dam would hold.", "Tom Bremmer"),
    ("Tom Bremmer spoke.\n\nMary Quill said it rained. “The dam will hold,” she said.", "Mary Quill"),
    ("Zhou Quan said the dam would hold.", "Zhou Quan"),
    ("Premier Zhou Quan came. Zhou said the dam would hold.", "Zhou Quan"),
    ("John J. Quill Jr. came. Quill said the dam would hold.", "John J. Quill Jr."),
    ("Bill de Lange came. De Lange said the dam would hold.", "Bill de Lange"),
    ("Peter van der Berg said the dam would hold.", "Peter van der Berg"),
    ("The Dam Safety Board (DSB) met. The DSB said the dam would hold.", "The Dam Safety Board"),
    ("Lindholm University paid. The university said the dam would hold.", "Lindholm University"),
    ("“The dam will hold,” Mary Quill said.\n\n“We built it well.”", "Mary Quill"),
    ("Peter Bremmer came. “Mr. Lund is late,” Zoltrix Quarn said. Tom Lund was tired, he said.", "Zoltrix Quarn"),
    ("Peter Bremmer spoke with Yorka Quarn. Quarn said she was late. She said the dam would hold.", "Yorka Quarn"),
    ("Justice Quarn said the dam would hold.", "Quarn"),
    ("The Valley Dam Society said no more. It said the dam would hold.", "The Valley Dam Society"),
    ("The Valley Dam Society said it was new. It said the dam would hold.", "The Valley Dam Society"),
    ("Greater Conservatives said it was new. They said the dam would hold.", "Greater Conservatives"),
    ("Mary Quill spoke. Her statement said the dam would hold.", "Mary Quill"),
    ("Mary Quill spoke. Tom Bremmer’s letter said the dam would hold.", "Tom Bremmer"),
    ("The Valley Dam Society said it was new. A statement said the dam would hold.", "The Valley Dam Society"),
    ("It rained for days. A statement said the dam would hold.", None),
    ("Mary Quill was glad. “The dam will hold,” said the 39-year-old.", "Mary Quill"),
    ("Mary Quill was glad. “The dam will hold,” said the Halifax native.", "Mary Quill"),
    ("Mary Quill was glad. “The dam will hold,” said the judge.", None),
    ("The Valley Post was first. It said the dam would hold.", "The Valley Post"),
    ("The Valley Post reported it was new. The Post said the dam would hold.", "The Valley Post"),
    ("Asked about Tom Bremmer, he said the dam would hold.", None),
    ("Mary Quill’s lawyer said the dam would hold.", None),
    ("Both men said the dam would hold.", None),
    ("They said the dam would hold.", None),
    ("Officials said the dam would hold.", None),
]

TYPES = [
    ("Senator Tom Bremmer said the dam would hold.", "official"),
    ("President Tom Bremmer said the dam would hold.", "official"),
    ("Tom Bremmer, the prime minister, said the dam would hold.", "official"),
    ("Tom Bremmer, the former governor of Utah, said the dam would hold.", "official"),
    ("Tom Bremmer, the president's deputy national security adviser, said the dam would hold.", "official"),
    ("Tom Bremmer, a spokesman for the Interior Ministry, said the dam would hold.", "official"),
    ("Tom Bremmer, a spokesman for Bremmer Works, said the dam would hold.", "person"),
    ("Tom Bremmer, a fellow at the Lindholm Institute and a former ambassador to Chile, said the dam would hold.", "person"),
    ("Tom Bremmer, a fellow at the Lindholm Institute and a former White House official, said the dam would hold.", "person"),
    ("Spokesman Tom Bremmer of the Interior Ministry said the dam would hold.", "official"),
    ("Former U.S. Ambassador to Chile Peter Lund said the dam would hold.", "official"),
    ("On Monday Zoltrix said the dam would hold.", "organization"),
    ("Valley RCMP said the dam would hold.", "organization"),
    ("Tom Bremmer, the president of Lindholm University, said the dam would hold.", "person"),
    ("Tom Bremmer said the dam would hold.", "person"),
    ("The Lindholm Institute said the dam would hold.", "organization"),
    ("The Valley Times said the dam would hold.", "outlet"),
    ("CNN reported that the dam would hold.", "outlet"),
    ("The government said the dam would hold.", "official"),
    ("A government spokesman said the dam would hold.", "official"),
    ("Some experts said the dam would hold.", "unnamed"),
    ("The outside world says that the dam will burst.", "unnamed"),
]


def last_of(text: str) -> Attribution:
    found = attributions_of(text)
    assert found, text
    return found[-1]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_whole_name(text: str, name: str | None) -> None:
    assert last_of(text).source.name == name


@pytest.mark.parametrize(("text", "kind"), TYPES)
def test_type(text: str, kind: str) -> None:
    assert last_of(text).source.type == kind


def test_described_organization_is_a_span_inside_the_description() -> None:
    found = last_of(INTRODUCED + "Quill said the dam would hold.")
    assert found.described_as == "an engineer at the Lindholm Institute"
    assert [span.text for span in found.described_organizations] == ["Lindholm Institute"]


def test_continuations_point_at_the_first_part() -> None:
    first, second, third = attributions_of("“The dam,” Mary Quill said, “will hold.” It rained. “We built it well.”")[:3]
    assert (first.continues, second.continues) == (None, first.id)
    assert third.source.name == "Mary Quill"


def test_an_outlet_that_reports_a_report_is_the_channel() -> None:
    (found,) = attributions_of("Reuters reported that Mary Quill said the dam would hold.")
    assert (found.source.name, found.channel and found.channel.text) == ("Mary Quill", "Reuters")


def test_a_report_goes_on_over_a_sentence_without_cue() -> None:
    text = "Mary Quill told CNN that the dam was old. But for the valley, it has been enough. She said, “It will hold.”"
    second = attributions_of(text)[1]
    assert (second.content.text, second.source.name, second.channel and second.channel.text, second.continues) == (
        "But for the valley, it has been enough.",
        "Mary Quill",
        "CNN",
        "a1",
    )


BELONGING = [
    ("Mary Quill of the Lindholm Institute said the dam would hold.", "of the Lindholm Institute", ["Lindholm Institute"]),
    ("The Lindholm Institute's Mary Quill said the dam would hold.", "The Lindholm Institute", ["The Lindholm Institute"]),
    ("Mary Quill (Lindholm Institute) said the dam would hold.", "Lindholm Institute", ["Lindholm Institute"]),
    ("Mary Quill, now at the Lindholm Institute, said the dam would hold.", "at the Lindholm Institute", ["Lindholm Institute"]),
    ("Former U.S. Ambassador to Chile Peter Lund said the dam would hold.", "Former U.S. Ambassador to Chile", []),
    ("Mary Quill of Halden said the dam would hold.", None, []),
    ("Mary Quill (52) said the dam would hold.", None, []),
]


@pytest.mark.parametrize(("text", "described", "organizations"), BELONGING)
def test_where_somebody_belongs(text: str, described: str | None, organizations: list[str]) -> None:
    found = last_of(text)
    assert found.described_as == described
    assert [span.text for span in found.described_organizations] == organizations
