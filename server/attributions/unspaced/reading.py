"""Third step in a script without spaces: each passage's cues with source, channel and content, and from them the attributions of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from server.attributions.unspaced.cueing import Cueing
from server.attributions.unspaced.passages import Passage, find_passages
from server.attributions.unspaced.phrases import Phrase, PhraseReader
from server.attributions.vocabulary import Vocabulary
from server.records.attribution import Attribution, Directness, Source
from server.records.span import Span

_GAP = re.compile(r"[，,：:\s]*")
_PARTS = re.compile("[·•‧・]")
_LEAST = 2  # characters of content


@dataclass(slots=True)
class Person:
    """A name met in the text with every description of it."""

    name: str
    type: str = "person"
    descriptions: list[tuple[int, int]] = field(default_factory=list)
    gender: str | None = None


@dataclass(slots=True)
class Draft:
    """An attribution before it has an id."""

    start: int
    end: int
    phrase: Phrase | None
    person: Person | None
    cue: tuple[int, int] | None
    channel: tuple[int, int] | None = None
    head: int | None = None
    named: str | None = None
    type: str = "unnamed"


class UnspacedReader:
    """Reads texts of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.phrases = PhraseReader(vocabulary)
        self.cueing = Cueing(vocabulary, self.phrases)

    def attributions(self, text: str) -> tuple[Attribution, ...]:
        """The attributions of a text in the order of their content. Linear in its length."""
        return _Text(text, self.phrases, self.cueing).attributions()


class _Text:
    """Works through one text."""

    def __init__(self, text: str, phrases: PhraseReader, cueing: Cueing) -> None:
        self.text = text
        self.phrases = phrases
        self.cueing = cueing
        self.people: dict[str, Person] = {}
        self.drafts: list[Draft] = []
        self.last: Draft | None = None
        self.last_index = 0
        self.by_end: dict[str, Person] = {}  # by the last part of a foreign name
        self.by_surname: dict[str, Person] = {}

    def attributions(self) -> tuple[Attribution, ...]:
        for passage in find_passages(self.text, cues=self.cueing.verbs):
            self._read(passage)
        order = sorted(range(len(self.drafts)), key=lambda i: (self.drafts[i].start, self.drafts[i].end))
        ids = {index: f"a{number}" for number, index in enumerate(order, 1)}
        return tuple(self._record(self.drafts[i], ids[i], ids) for i in order)

    # -- one passage -----------------------------------------------------------------------------------------------------------------

    def _read(self, passage: Passage) -> None:
        cues = self.cueing.cues(self.text, passage, self.people)
        floor = passage.start  # where content before a cue may begin
        carrier: tuple[int, int] | None = None
        for index, cue in enumerate(cues):
            following = cues[index + 1] if index + 1 < len(cues) else None
            limit = passage.end
            if following is not None and (following.opens or following.first >= cue.stop):
                limit = following.first
            content = self._after(passage, cue.stop, limit)
            nested = (
                following is not None
                and cue.phrase is not None
                and cue.phrase.type == "outlet"
                and (content is None or following.first - cue.stop < 3)
            )
            if nested and cue.phrase is not None:
                carrier = (cue.phrase.start, cue.phrase.end)
                continue
            contents = self._before(passage, cue.first, floor) if not cue.opens else []
            if contents and self.text[contents[0][0]] not in '“「『"' and content is not None:
                contents = []
            contents += [content] if content is not None else []
            if not contents:
                continue
            head = None
            for start, end in contents:
                draft = self._draft(cue.phrase, (start, end), (cue.at, cue.last), cue.channel or carrier)
                draft.head = head
                self.drafts.append(draft)
                head = len(self.drafts) - 1 if head is None else head
                self.last_index = head
                floor = max(floor, end)
            floor = max(floor, cue.stop)
        if not cues:
            self._uncued(passage)

    def _after(self, passage: Passage, cue_end: int, limit: int) -> tuple[int, int] | None:
        """The content behind a cue: a quotation, or the clause up to the passage's end or the next cue's clause."""
        gap = _GAP.match(self.text, cue_end, limit)
        begin = gap.end() if gap is not None else cue_end
        end = limit
        while end > begin and self.text[end - 1] in "。！？!?；;，, \n、":
            end -= 1
        quote = next((q for q in passage.quotes if q[0] == begin), None)
        if quote is not None:
            rest = self.text[quote[1] : end]
            if not rest or rest[0] in "，,。；;！？、" or self.text[quote[1] - 2] in "。！？!?":
                last = quote[1]
                for following in passage.quotes:  # “A。”“B。”
                    last = following[1] if following[0] == last and following[1] <= end else last
                return begin, last
        return (begin, end) if end - begin >= _LEAST else None

    def _before(self, passage: Passage, first: int, floor: int) -> list[tuple[int, int]]:
        """The content that ends right before a cue's phrase: a quotation, or the clauses before it."""
        end = first
        while end > floor and self.text[end - 1] in "，, 　—-":
            end -= 1
        quote = next((q for q in passage.quotes if q[1] == end and q[0] >= floor), None)
        if quote is not None:
            return [quote]
        if end == first or end - floor < 4:
            return []
        return [(floor, end)]

    def _uncued(self, passage: Passage) -> None:
        """A passage that is nothing but a quotation: the same speaker goes on."""
        if not passage.quotes or self.last is None:
            return
        start, end = passage.quotes[0]
        if start == passage.start and end >= passage.end - 1 and end - start > 6:
            before, head = self.last, self.last_index
            self.drafts.append(Draft(start, end, None, before.person, None, None, head, before.named, before.type))

    def _draft(self, phrase: Phrase | None, content: tuple[int, int], cue: tuple[int, int], channel: tuple[int, int] | None) -> Draft:
        draft = Draft(content[0], content[1], phrase, None, cue, channel)
        if phrase is None:
            if self.last is not None:
                draft.person, draft.named, draft.type = self.last.person, self.last.named, self.last.type
        elif phrase.pronoun is not None:
            draft.person = self._pronoun(phrase.pronoun)
            draft.type = "person" if phrase.type == "person" else "unnamed"
            if draft.person is None and phrase.type == "unnamed" and self.last is not None and len(phrase.pronoun) == 1:
                draft.person, draft.named, draft.type = self.last.person, self.last.named, self.last.type
        elif phrase.surname is not None:
            draft.person = self.by_surname.get(phrase.surname)
            draft.named, draft.type = (None, phrase.type) if draft.person is not None else (self.text[phrase.start : phrase.end], phrase.type)
        elif phrase.name is not None and phrase.type in {"person", "official"}:
            draft.person = self._person(phrase)
        else:
            draft.named, draft.type = phrase.name, phrase.type
        self.last = draft
        return draft

    def _person(self, phrase: Phrase) -> Person:
        name = phrase.name or ""
        person = self.people.get(name)
        if person is None:  # 泽连斯基 after 弗拉基米尔·泽连斯基
            person = self.by_end.get(name) or Person(name)
            self.people[name] = person
            self.by_end[_PARTS.split(name)[-1]] = person
            self.by_surname.update({name[:1]: person, name[:2]: person})
        if phrase.described is not None and len(person.descriptions) < 4:
            words = self.text[phrase.described[0] : phrase.described[1]]
            if all(words not in self.text[a:b] for a, b in person.descriptions):
                person.descriptions.append(phrase.described)
        person.type = "official" if "official" in (person.type, phrase.type) else "person"
        return person

    def _pronoun(self, pronoun: str) -> Person | None:
        gender = self.phrases.pronouns.get(pronoun)
        if gender not in {"male", "female"}:
            return None
        for draft in reversed(self.drafts[-40:]):
            if draft.person is not None and draft.person.gender in {None, gender}:
                draft.person.gender = gender
                return draft.person
        return None

    # -- records ---------------------------------------------------------------------------------------------------------------------

    def _record(self, draft: Draft, identity: str, ids: dict[int, str]) -> Attribution:
        text, person = self.text, draft.person
        described = [Span.cut(text, a, b) for a, b in person.descriptions] if person is not None else []
        bodies = [Span.cut(text, *o) for span in described for o in self.phrases.organizations(text, span.start, span.end)]
        span = Span.cut(text, draft.phrase.start, draft.phrase.end) if draft.phrase is not None else None
        inside = any(mark in text[draft.start : draft.end] for mark in "“「『")
        directness: Directness = (
            "direct" if text[draft.start] in '“「『"«' and text[draft.end - 1] in '”」』"»' else "mixed" if inside else "indirect"
        )
        kind = person.type if person is not None else draft.type
        return Attribution(
            id=identity,
            source=Source(span, kind, person.name if person is not None else draft.named),  # type: ignore[arg-type]
            content=Span.cut(text, draft.start, draft.end),
            directness=directness,
            cue=Span.cut(text, *draft.cue) if draft.cue is not None else None,
            continues=ids[draft.head] if draft.head is not None else None,
            described_as="; ".join(s.text for s in described) or None,
            descriptions=tuple(described),
            described_organizations=tuple(bodies),
            channel=Span.cut(text, *draft.channel) if draft.channel is not None else None,
        )
