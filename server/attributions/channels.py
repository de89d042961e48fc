"""Through whom the source spoke: "told AFP", "in an interview with ABC News", "X reported that Y said", "according to a Reuters report"."""

from __future__ import annotations

from server.attributions.drafts import Utterance
from server.attributions.names import Mention
from server.attributions.sentences import Sentence
from server.attributions.vocabulary import Vocabulary

_CARRIERS = frozenset(("outlet", "organization", "other", "maybe"))


def channel_of(s: Sentence, utterance: Utterance, mentions: list[Mention], vocabulary: Vocabulary, text: str) -> Mention | None:
    """The mention of the outlet a source spoke to or through in this sentence, if the words say so."""
    p = utterance.cue_last
    if "tell" in utterance.kinds:
        for mention in mentions:
            if mention.title_first == p + 1 and mention.kind in {"outlet", "organization"}:
                return mention
    told = _told(s, utterance, mentions, vocabulary)
    if told is not None:
        return told
    if vocabulary.words["speaking"].isdisjoint(s.low):
        return _inside(utterance, mentions)
    for match in vocabulary.phrases["speaking_to"].finditer(text, s.start[0], s.end(len(s.low) - 1)):
        for mention in mentions:
            gap = text[match.end() : s.start[mention.title_first]]
            if (
                s.start[mention.title_first] >= match.end()
                and len(gap) < 12
                and mention.kind in {"outlet", "organization"}
                and not set(gap) & {",", "."}
            ):
                return mention
    return _inside(utterance, mentions)


def _told(s: Sentence, utterance: Utterance, mentions: list[Mention], vocabulary: Vocabulary) -> Mention | None:
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
    return next((m for m in mentions if m.title_first == k and m.kind == "outlet" and m.last != source.last), None)


def _inside(utterance: Utterance, mentions: list[Mention]) -> Mention | None:
    """The outlet inside a nominal source: "a Reuters report"."""
    source = utterance.source
    if source is not None and source.mention is None:
        for mention in mentions:
            if source.first <= mention.first and mention.last <= source.last and mention.kind == "outlet":
                return mention
    return None
