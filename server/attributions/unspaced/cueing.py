"""The cues of a passage in a script without spaces, each with the phrase before it and the outlet it was said to; asked by `reading`."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace

from server.attributions.unspaced.passages import QUOTED, Passage
from server.attributions.unspaced.phrases import Phrase, PhraseReader, longest_first
from server.attributions.vocabulary import Vocabulary

_SPEAKING = "说說称稱道"
_BREAKS = "，,：:；;。！？!?\n" + QUOTED
_ADDRESSEE = re.compile(r"[^，。：:“\n\ue000]{1,24}")
_LONGEST_CLAUSE = 90  # characters before a cue in which its source is looked for
_MOST_ADDITIONS = 8  # adverbs, times and places between a source and its cue
_MOST_TRIED = 60  # verbs of one passage that are looked at
_MOST_CUES = 24  # in one passage; no sentence that people write has more
_DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号號](?:（[^）]{1,6}）)?|[（(]\d{1,2}日?[）)]|\d{4}年"
_HALF = r"(?:上午|下午|晚间|晚上|晚|早上|凌晨|中午|清晨|早间)?"
_PLACE = r"[于於在][^，。]{1,30}?(?:上|中|时|時|后|後|里|期间|期間|内|发文|發文|表决前|会前|下)"


@dataclass(frozen=True, slots=True)
class Cue:
    """`at`..`last` is the cue, `stop` where what it reports may begin; `first` is where its whole clause (source included) begins.

    `opens` when only what follows can be content.
    """

    first: int
    at: int
    last: int
    stop: int
    phrase: Phrase | None
    channel: tuple[int, int] | None = None
    opens: bool = False


class Cueing:
    """Reads passages of one language."""

    def __init__(self, vocabulary: Vocabulary, phrases: PhraseReader) -> None:
        words = vocabulary.words
        self.phrases = phrases
        self.verb_of = vocabulary.verbs
        particles = longest_first(words["particles"])
        self.verbs = re.compile(rf"(?:{longest_first(frozenset(vocabulary.verbs))})(?:{particles})?")
        self.not_cues = re.compile(longest_first(words["not_cues"]))
        time = rf"(?:{_DAY}|{longest_first(words['weekdays'])}){_HALF}"
        adverbs = longest_first(words["adverbs"])
        interviews = longest_first(words["interviews"])
        to = longest_first(words["to"])
        self.interview = re.compile(
            rf"(?:[在于於当當]?)接受(?P<to>[^，。]{{2,30}}?)(?:的)?(?:独家|獨家|电话|電話|书面|视频|专题|電視)?(?:{interviews})(?:时|時|中|后|後)?(?:，)?$"
        )
        self.addressed = re.compile(rf"(?:{to})(?P<to>[^，。：]{{1,24}})$")
        self.placed = re.compile(rf"{_PLACE}$")
        self.about = re.compile(r"(?:就|针对|針對|通过|透過)[^，。]{1,30}$")
        self.trailing = re.compile(rf"(?:{adverbs}|{time})$")
        self.negated = frozenset(words["negations"])
        self.leading = re.compile(rf"(?:{longest_first(words['openers'])}|{time}|{_PLACE})[，,]?")
        according = longest_first(words["according"])
        self.according = re.compile(
            rf"(?P<cue>{according})(?P<source>[^，。：:“\n\ue000]{{2,40}}?)"
            rf"(?:{longest_first(words['according_verbs'])})?(?P<tail>{longest_first(words['according_tails'])})?(?=[，,：:])"
        )
        self.according_verbs = re.compile(rf"(?:(?:{_DAY}|{longest_first(words['weekdays'])}|的)?(?:{longest_first(words['according_verbs'])}))+$")
        self.quoting = re.compile(
            rf"(?:{longest_first(words['quoting'])})(?P<source>[^，。：“\ue000]{{2,40}}?)(?:{longest_first(words['quoted_words'])})$"
        )

    def cues(self, text: str, passage: Passage, known: Container[str]) -> list[Cue]:
        """The cues of a passage in order."""
        found: list[Cue] = []
        masked, base = passage.masked, passage.start
        blocked = [m.span() for m in self.not_cues.finditer(masked)]
        position = 0
        according = self.according.match(masked) or self.according.search(masked, 0, 20)
        if according is not None and (according.start() == 0 or masked[according.start() - 1] in _BREAKS):
            cue = self._according(text, base, according, known)
            if cue is not None:
                found.append(cue)
            position = according.end()
        else:
            tail = next((m for m in self.according.finditer(masked + "，") if m.start() and masked[m.start() - 1] in "，,"), None)
            if tail is not None and tail.end() >= len(masked) - 1:
                cue = self._according(text, base, tail, known)
                return [replace(cue, opens=False)] if cue is not None else []
        for _ in range(_MOST_TRIED):
            if len(found) >= _MOST_CUES or (match := self.verbs.search(masked, position)) is None:
                break
            position = match.end()
            if any(a <= match.start() < b and not (a == match.start() and match.end() > b) for a, b in blocked):
                continue
            cue = self._spoken(text, passage, match, known, found)
            if cue is not None:
                found.append(cue)
        return found

    def _according(self, text: str, base: int, match: re.Match[str], known: Container[str]) -> Cue | None:
        start, end = base + match.start("source"), base + match.end("source")
        tail = self.according_verbs.search(text, start, end)
        end = tail.start() if tail is not None and tail.start() > start else end
        phrase = self.phrases.read(text, start, end, known)
        if phrase is None:
            return None
        return Cue(base + match.start(), base + match.start("cue"), base + match.end("cue"), base + match.end(), phrase, opens=True)

    def _spoken(self, text: str, passage: Passage, match: re.Match[str], known: Container[str], earlier: list[Cue]) -> Cue | None:
        masked, base = passage.masked, passage.start
        lemma = match.group() if match.group() in self.verb_of else match.group()[:-1]
        verb = self.verb_of.get(lemma) or self.verb_of[next(v for v in self.verb_of if match.group().startswith(v))]
        following = masked[match.end() : match.end() + 1]
        speaking = match.group()[-1] in _SPEAKING and len(match.group()) > len(lemma)  # "承诺说"
        if "weak" in verb.traits and not speaking and following not in {"：", ":", "，", ",", QUOTED}:
            return None
        begin = match.start()
        while begin > 0 and masked[begin - 1] not in _BREAKS:
            begin -= 1
        floor = earlier[-1].stop - base if earlier else 0
        begin = max(begin, floor)
        last = match.end()
        channel: tuple[int, int] | None = None
        if "tell" in verb.kinds:
            addressee = _ADDRESSEE.match(masked, last)
            stop = addressee.end() if addressee is not None else last
            if stop == last or following in {"，", "："}:
                return None
            told = self.phrases.read(text, base + last, base + stop, known)
            channel = (told.start, told.end) if told is not None and told.type == "outlet" else None
            return self._with_source(text, base, (begin, match.start(), last, stop), known, channel, masked, earlier)
        return self._with_source(text, base, (begin, match.start(), last, last), known, channel, masked, earlier)

    def _with_source(
        self,
        text: str,
        base: int,
        places: tuple[int, int, int, int],
        known: Container[str],
        channel: tuple[int, int] | None,
        masked: str,
        earlier: list[Cue],
    ) -> Cue | None:
        begin, at, last, stop = places
        first, end, found = self._stripped(masked, base, begin, at)
        channel = channel or found
        whole = begin
        phrase = self.phrases.read(text, base + first, base + end, known) if end > first else None
        if end <= first:
            if not earlier and begin > 0 and masked[begin - 1] in "，,":
                phrase, channel, whole = self._clause_before(text, masked, base, begin - 1, known, channel)
            if phrase is None and not earlier and (begin == 0 or masked[begin - 1] != QUOTED) and whole == begin:
                return None
        elif phrase is None:
            quoted = self.quoting.search(masked, first, end)
            if quoted is None:
                return None
            phrase = self.phrases.read(text, base + quoted.start("source"), base + quoted.end("source"), known)
            carrier = self.phrases.read(text, base + first, base + quoted.start(), known)
            channel = (carrier.start, carrier.end) if carrier is not None and carrier.type == "outlet" else channel
            if phrase is None:
                return None
        if phrase is None and not earlier and not (begin and masked[begin - 1] == QUOTED):
            return None
        if channel is None and phrase is not None and whole > 0 and masked[whole - 1] in "，,":
            _, channel, _ = self._clause_before(text, masked, base, whole - 1, known, None)
        return Cue(base + whole, base + at, base + last, base + stop, phrase, channel)

    def _clause_before(
        self, text: str, masked: str, base: int, stop: int, known: Container[str], channel: tuple[int, int] | None
    ) -> tuple[Phrase | None, tuple[int, int] | None, int]:
        """The source in the clause that ends at `stop`: "王赫在接受法新社采访时，表示 …"."""
        begin = stop
        while begin > 0 and masked[begin - 1] not in _BREAKS:
            begin -= 1
        first, end, found = self._stripped(masked, base, begin, stop)
        if found is not None or end < stop:
            return self.phrases.read(text, base + first, base + end, known) if end > first else None, channel or found, begin
        return None, channel, begin

    def _stripped(self, masked: str, base: int, begin: int, at: int) -> tuple[int, int, tuple[int, int] | None]:
        """The words between begin and at without adverbs, times, places and addressees at either end, and the outlet spoken to."""
        channel: tuple[int, int] | None = None
        end = at
        begin = max(begin, at - _LONGEST_CLAUSE)
        changed, left = True, _MOST_ADDITIONS
        while changed and left and end > begin:
            changed, left = False, left - 1
            for pattern in (self.trailing, self.interview, self.placed, self.addressed, self.about):
                match = pattern.search(masked, begin, end)
                if match is None:
                    continue
                end = match.start()
                changed = True
                if "to" in match.groupdict():
                    channel = channel or self._outlet(match, masked, base)
                break
        first = begin
        while first < end and (match := self.leading.match(masked, first, end)) is not None and match.end() > first:
            first = match.end()
        return first, end, channel

    def _outlet(self, match: re.Match[str], masked: str, base: int) -> tuple[int, int] | None:
        read = self.phrases.read(masked, match.start("to"), match.end("to"))
        return (base + read.start, base + read.end) if read is not None and read.type == "outlet" else None
