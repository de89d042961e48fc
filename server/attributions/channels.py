"""Through whom the source spoke: "told AFP", "in an interview with ABC News", "X reported that Y said", "according to a Reuters report"."""

from __future__ import annotations

from server.attributions.drafts import Utterance
from server.attributions.names import Mention
from server.attributions.sentences import Sentence
from server.attributions.vocabulary import Vocabulary

_BODIES = frozenset(("outlet", "organization"))
_WIDEST_GAP = 12  # characters between "interview with" and the outlet


def channel_of(s: Sentence, utterance: Utterance, mentions: list[Mention], vocabulary: Vocabulary, text: str) -> Mention | None:
    """The mention of the outlet a source spoke to or through in this sentence, if the words say so."""
    bodies = [mention for mention in mentions if mention.kind in _BODIES]
    if not bodies:  # most sentences name none
        return None
    if "tell" in utterance.kinds:
        told = next((mention for mention in bodies if mention.title_first == utterance.cue_last + 1), None)
        if told is not None:
            return told
    return _told(s, utterance, bodies, vocabulary) or _spoken_to(s, bodies, vocabulary, text) or _inside(utterance, bodies)


def _spoken_to(s: Sentence, bodies: list[Mention], vocabulary: Vocabulary, text: str) -> Mention | None:
    """The outlet right behind "in an interview with"."""
    if vocabulary.words["speaking"].isdisjoint(s.low):
        return None
    for match in vocabulary.phrases["speaking_to"].finditer(text, s.start[0], s.end(len(s.low) - 1)):
        for mention in bodies:
            start = s.start[mention.title_first]
            gap = text[match.end() : start]
            if start >= match.end() and len(gap) < _WIDEST_GAP and "," not in gap and "." not in gap:
                return mention
    return None


def _told(s: Sentence, utterance: Utterance, bodies: list[Mention], vocabulary: Vocabulary) -> Mention | None:
    """The outlet that follows cue and source as the one spoken to: "declaró Marta Ruiz a Reuters", "рассказал РБК"."""
    to = vocabulary.words.get("told_to", frozenset())
    source = utterance.source
    if not to or source is None or not utterance.kinds & {"say", "tell"}:
        return None
    k = max(utterance.cue_last, source.last) + 1
    marked = False
    while k < len(s.low) and (s.low[k] in to or (marked and s.low[k] in vocabulary.words["articles"])):
        marked = True
        k += 1
    if not marked and "dative" not in vocabulary.words["traits"]:
        return None
    return next((m for m in bodies if m.title_first == k and m.kind == "outlet" and m.last != source.last), None)


def _inside(utterance: Utterance, bodies: list[Mention]) -> Mention | None:
    """The outlet inside a nominal source: "a Reuters report"."""
    source = utterance.source
    if source is not None and source.mention is None:
        for mention in bodies:
            if source.first <= mention.first and mention.last <= source.last and mention.kind == "outlet":
                return mention
    return None
