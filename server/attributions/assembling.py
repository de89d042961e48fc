"""Last step: from the utterances of all sentences to attributions, with the speakers named and quotations without a cue carried over."""

from __future__ import annotations

from server.attributions.asides import aside_paragraphs
from server.attributions.channels import channel_of
from server.attributions.descriptions import Describer, Description
from server.attributions.drafts import Draft, Speaker, Utterance
from server.attributions.names import Mention, NameFinder
from server.attributions.naming import LaterNames
from server.attributions.nominals import NominalResolver
from server.attributions.people import People
from server.attributions.quotations import cut_at_cues, find_quotations, is_title, without_names
from server.attributions.sentences import Sentence, find_sentences
from server.attributions.signatures import Signature, find_signatures
from server.attributions.source_types import type_of
from server.attributions.sources import Candidate
from server.attributions.speakers import Speakers
from server.attributions.tokens import tokenize
from server.attributions.utterances import UtteranceFinder
from server.attributions.vocabulary import Vocabulary
from server.records.attribution import Attribution, Directness, Source, SourceType
from server.records.span import Span

_SHORTEST_BLOCK = 5  # items; a shorter line after "says:" is an item of a list


class Assembler:
    """Works through one text."""

    def __init__(self, text: str, vocabulary: Vocabulary, finder: UtteranceFinder) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.finder = finder
        tokens = tokenize(text, vocabulary)
        quotations = find_quotations(tokens)
        bare = without_names(tokens, quotations, vocabulary)
        if bare is not tokens:
            tokens, quotations = bare, find_quotations(bare)
        self.sentences = find_sentences(tokens, cut_at_cues(tokens, quotations, vocabulary), vocabulary)
        inner_capitals = {s.raw[p] for s in self.sentences for p in s.capitals if p}
        inner_capitals |= {name[:-2] for name in inner_capitals if name.endswith(("'s", "’s"))}
        names = NameFinder(vocabulary, finder.kinds, tokens.small, inner_capitals)
        self.aside = aside_paragraphs(self.sentences, vocabulary)
        self.mentions: list[list[Mention]] = [[] if s.paragraph in self.aside else names.mentions(s) for s in self.sentences]
        self.people = People([m for ms in self.mentions for m in ms], self.sentences, vocabulary)
        self.describer = Describer(vocabulary, text, self.sentences, self.mentions, self.people)
        nominals = NominalResolver(vocabulary, self.people, self.describer, self.mentions)
        self.speakers = Speakers(text, vocabulary, self.mentions, self.people, nominals)
        self.later = LaterNames(vocabulary, self.describer)
        self.coordinators = vocabulary.words["coordinators"]
        self.drafts: list[Draft] = []
        self.types: dict[int, SourceType] = {}  # of people already described
        self.long_quote = int(next(iter(vocabulary.words["long_quote"])))
        self.labelled = -1  # the paragraph that one "Name:" covers

    def attributions(self) -> tuple[Attribution, ...]:
        """The attributions of the text in the order of their content."""
        signatures = find_signatures(self.sentences, self.mentions, self.people, self.vocabulary)
        for sentence in self.sentences:
            if sentence.paragraph in self.aside:
                continue
            signature = signatures.get(sentence.paragraph)
            if signature is not None:
                if signature.sentence is sentence:
                    self._sign(signature)
            elif sentence.paragraph == self.labelled:
                self._extend(sentence)
            else:
                self._read(sentence)
        self.later.give(self.drafts)
        order = sorted(range(len(self.drafts)), key=lambda i: (self.drafts[i].start, self.drafts[i].end))
        ids = {index: f"a{number}" for number, index in enumerate(order, 1)}
        return tuple(self._record(self.drafts[i], ids[i], ids) for i in order)

    # -- sentence by sentence --------------------------------------------------------------------------------------------------------

    def _read(self, s: Sentence) -> None:
        mentions = self.mentions[s.order]
        utterances = self.finder.read(s, mentions)
        if len(utterances) > 1:
            utterances = self._without_channels(utterances)
        claimed: set[int] = set()
        for utterance in utterances:
            fresh = [
                c for c in utterance.contents if not claimed.intersection(q for q in s.quotes if c[0] <= q <= c[1]) or utterance.cue_first < c[0]
            ]
            if not fresh:
                continue
            resolve = self.speakers.governed if "according" in utterance.kinds else self.speakers.of
            speaker = resolve(s, utterance.source, utterance.contents)
            carrier = utterance.channel or channel_of(s, utterance, mentions, self.vocabulary, self.text)
            channel = None if carrier is None else self._mention_span(s, carrier)
            head: int | None = None
            for first, last in fresh:
                claimed.update(q for q in s.quotes if first <= q <= last)
                draft = self._draft(s, first, last, speaker)
                draft.cue = s.span(utterance.cue_first, utterance.cue_last)
                draft.head, draft.kinds = head, utterance.kinds
                draft.channel = channel
                self._keep(draft)
                head = len(self.drafts) - 1 if head is None else head
            self.speakers.remember(s, speaker)
            self.speakers.learn_gender(s, speaker, fresh[0])
            if "label" in utterance.kinds and utterance.contents[0][0] > utterance.cue_last:
                self.labelled = s.paragraph
                return
        if not utterances and not s.quotes:
            if s.low[0] in self.coordinators:
                self._reported_further(s)
            if s.low[-1] == ":":
                self._announce(s, mentions)
        for q in s.quotes:
            if q not in claimed:
                self._uncued(s, q, mentions)

    def _announce(self, s: Sentence, mentions: list[Mention]) -> None:
        """ "Quill writes:" gives her the next paragraph, when it stands there without marks, as block quotes do."""
        following = self.sentences[s.order + 1] if s.order + 1 < len(self.sentences) else None
        if following is None or following.paragraph == s.paragraph or following.paragraph in self.aside or following.quotes:
            return
        source = self.finder.announced(s, mentions)
        if source is None or len(following.low) < _SHORTEST_BLOCK:
            return
        speaker = self.speakers.of(s, source)
        self._keep(self._draft(following, 0, len(following.low) - 1, speaker))
        self.speakers.remember(following, speaker)
        self.labelled = following.paragraph

    def _sign(self, signature: Signature) -> None:
        """A whole paragraph said by who signed it."""
        s = signature.sentence
        speaker = self.speakers.of(s, Candidate(signature.first, signature.last, signature.first, signature.mention))
        self._keep(Draft(speaker, signature.start, signature.end, "direct", s.order, s.paragraph))

    def _extend(self, s: Sentence) -> None:
        """What follows "Name:" in its paragraph is said by the same."""
        self.drafts[-1].end = s.end(len(s.low) - 1)

    def _without_channels(self, utterances: list[Utterance]) -> list[Utterance]:
        """Where an outlet only reports what somebody said, the somebody is the source and the outlet the channel."""
        kept: list[Utterance] = []
        carrier: Mention | None = None
        reach = -1
        for index, utterance in enumerate(utterances):
            source = utterance.source
            mention = source.mention if source is not None else None
            first, last = utterance.contents[0]
            if mention is not None and mention.kind == "outlet" and first > utterance.cue_last:
                inner = utterances[index + 1] if index + 1 < len(utterances) else None
                if (
                    inner is not None
                    and inner.source is not None
                    and first <= inner.source.begin <= first + 2
                    and inner.cue_first > inner.source.last
                ):
                    carrier, reach = mention, last
                    continue
            if carrier is not None and utterance.cue_first <= reach:
                utterance.channel = carrier
            kept.append(utterance)
        return kept

    def _mention_span(self, s: Sentence, mention: Mention) -> tuple[int, int]:
        start, end = s.span(mention.first, mention.last)
        return start, end - 2 if mention.possessive else end

    def _keep(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self.speakers.latest = draft.sentence

    def _draft(self, s: Sentence, first: int, last: int, speaker: Speaker) -> Draft:
        start, end = s.span(first, last)
        inside = [q for q in s.quotes if first <= q <= last]
        directness: Directness = "indirect" if not inside else "direct" if first == last else "mixed"
        return Draft(speaker, start, end, directness, s.order, s.paragraph)

    def _uncued(self, s: Sentence, q: int, mentions: list[Mention]) -> None:
        """A quotation without a cue: the same speaker goes on, or the sentence's subject has it; short ones are scare quotes and titles."""
        start, end = s.span(q, q)
        words = self.text.count(" ", start, end) + 1
        if len(s.low) <= 2 and words > 2:
            self._uncued_alone(s, q, words)
        elif not is_title(self.text[start:end]):
            self._uncued_inside(s, q, words, mentions)

    def _uncued_alone(self, s: Sentence, q: int, words: int) -> None:
        """A sentence that is a quotation and nothing else."""
        head: int | None = None
        if self.drafts and self.drafts[-1].sentence >= s.order - 1:
            head = self.drafts[-1].head if self.drafts[-1].head is not None else len(self.drafts) - 1
        before = self.sentences[s.order - 1] if s.order else None
        if before is not None and before.low[-1] == ":":
            announced = self.finder.subjects.main(before, len(before.low), self.mentions[before.order])
            if announced is not None:
                speaker = self.speakers.of(before, announced)
                self._keep(self._draft(s, q, q, speaker))
                self.speakers.remember(s, speaker)
                return
        previous = self.speakers.last
        if before is not None and not before.quotes and (not self.drafts or self.drafts[-1].sentence < before.order):
            previous = self._acting(before) or previous  # "Bremmer wiped his brow.\n\n“It is done.”"
        if previous is not None:
            same = head is not None and self.drafts[-1].paragraph == s.paragraph  # the utterance goes on; else the speaker is only carried over
            place = (previous.start, previous.end) if same else (None, None)
            speaker = Speaker(*place, previous.person, previous.organization, previous.nominal, previous.pronoun)
            draft = self._draft(s, q, q, speaker)
            draft.head = head
            draft.channel = self.drafts[-1].channel if same else None
            self._keep(draft)
            if speaker.person is not None:
                self.people.spoke(s.order, speaker.person)
        elif words >= self.long_quote:
            self._keep(self._draft(s, q, q, Speaker(None, None)))  # nobody has spoken yet

    def _uncued_inside(self, s: Sentence, q: int, words: int, mentions: list[Mention]) -> None:
        """A quotation among other words, long or behind a colon."""
        by_colon = s.low[q - 1] == ":" and q + 2 >= len(s.low)
        if not (words >= self.long_quote or (words > 1 and q > 1 and by_colon)):
            return
        source = self.finder.subjects.main(s, q, mentions)
        if source is None and not by_colon and not self.finder.grammar.capital_nouns:
            return
        # Where capitals show no names the subject is often not found; the words are speech all the same.
        # "And here was the news: “…”": whoever spoke last goes on.
        speaker = Speaker(None, None) if source is None and not by_colon else self.speakers.of(s, source)
        self._keep(self._draft(s, q, q, speaker))
        self.speakers.remember(s, speaker)

    def _acting(self, s: Sentence) -> Speaker | None:
        """The person that a sentence without a report is about."""
        subject = self.finder.subjects.main(s, len(s.low), self.mentions[s.order])
        if subject is None or subject.begin > 1 or (subject.mention is None and subject.pronoun is None):
            return None
        speaker = self.speakers.of(s, subject)
        return Speaker(None, None, speaker.person) if speaker.person is not None and speaker.person.sure else None

    def _reported_further(self, s: Sentence) -> None:
        """A sentence that begins with a conjunction and has no cue, between two reports of one speaker, carries the first report on.

        "X told the paper that … . But for Russia, it has been hard. He said, …"
        """
        last = self.drafts[-1] if self.drafts else None
        following = self.sentences[s.order + 1] if s.order + 1 < len(self.sentences) else None
        if last is None or following is None or last.sentence != s.order - 1 or last.directness != "indirect" or "tell" not in last.kinds:
            return
        if following.paragraph != s.paragraph or s.paragraph != last.paragraph:
            return
        if not (following.low[0] in self.vocabulary.words["pronouns"] and any(word in self.vocabulary.verbs for word in following.low[1:4])):
            return
        draft = self._draft(s, 0, len(s.low) - 1, Speaker(None, None, last.speaker.person, last.speaker.organization, last.speaker.nominal))
        draft.head = last.head if last.head is not None else len(self.drafts) - 1
        draft.channel, draft.kinds = last.channel, last.kinds
        self._keep(draft)

    # -- records ---------------------------------------------------------------------------------------------------------------------

    def _record(self, draft: Draft, identity: str, ids: dict[int, str]) -> Attribution:
        speaker = draft.speaker
        description = self.describer.of(speaker.person) if speaker.person is not None else Description()
        span = Span.cut(self.text, speaker.start, speaker.end) if speaker.start is not None and speaker.end is not None else None
        name = speaker.person.name if speaker.person else self.people.organization_name(speaker.organization) if speaker.organization else None
        kind = self.types.get(id(speaker.person)) if speaker.person is not None else None
        if kind is None:
            kind = type_of(speaker.person, speaker.organization, speaker.nominal, description, self.vocabulary)
            if speaker.person is not None:
                self.types[id(speaker.person)] = kind
        return Attribution(
            id=identity,
            source=Source(span, kind, name),
            content=Span.cut(self.text, draft.start, draft.end),
            directness=draft.directness,
            cue=Span.cut(self.text, *draft.cue) if draft.cue else None,
            continues=ids[draft.head] if draft.head is not None else None,
            described_as=description.text,
            descriptions=description.spans,
            described_organizations=description.organizations,
            channel=Span.cut(self.text, *draft.channel) if draft.channel else None,
        )
