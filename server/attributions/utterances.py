"""Seventh step: in one sentence, each cue with its source and the stretches of content around it.

Most of it is what a verb may not be and who may not be its source: one list of refusals, long and best read in its order.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress, islice

from server.attributions.according import AccordingFinder
from server.attributions.contents import ContentFinder, Cue
from server.attributions.drafts import Utterance
from server.attributions.grammar import DASHES, ENDS, STOPS, Grammar
from server.attributions.kinds import NameKinds
from server.attributions.labels import LabelFinder
from server.attributions.names import Mention
from server.attributions.runs import is_heading
from server.attributions.sentences import QUOTE, Sentence
from server.attributions.sources import Candidate, SourceFinder
from server.attributions.subjects import SubjectFinder
from server.attributions.vocabulary import BASE, ING, PARTICIPLE, PAST, THIRD, Verb, Vocabulary

_LONGEST_ANNOUNCEMENT = 16  # items between "writes" and the colon that ends its sentence
_QUOTING = frozenset(("quote", "remark"))
_MOST_CUES = 24  # in one sentence; no sentence that people write has more, and work stays linear


@dataclass(frozen=True, slots=True)
class _Verbal:
    """The verb at item `at`; `before` is the item found left of its auxiliaries and adverbs."""

    sentence: Sentence
    at: int
    before: int
    verb: Verb
    mentions: list[Mention]
    earlier: list[Utterance]


class UtteranceFinder:
    """Reads sentences of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.grammar = Grammar(vocabulary)
        self.sources = SourceFinder(self.grammar)
        self.subjects = SubjectFinder(self.grammar)
        self.contents = ContentFinder(self.grammar)
        self.labels = LabelFinder(self.grammar)
        self.kinds = NameKinds(vocabulary)
        self.verbs = vocabulary.verbs
        self.according = AccordingFinder(self.grammar, self.sources, self.subjects, self.contents)
        self.cues = self.according.cues.union(self.verbs)
        # Without a quotation or "that" in the sentence these report nothing: a sixth of all cues ("went", "called", "pointed") need no closer look.
        self.plain_cues = self.cues - {word for word, verb in self.verbs.items() if verb.kinds <= _QUOTING and not verb.traits & {"bare", "promise"}}

    def read(self, s: Sentence, mentions: list[Mention]) -> list[Utterance]:
        """The utterances of a sentence, in the order of their cues."""
        found: list[Utterance] = []
        low, according = s.low, self.according
        labelled = self.labels.find(s, mentions)
        if labelled is not None:
            return [labelled]
        if self.cues.isdisjoint(low):
            return found
        cues = self.plain_cues if not s.quotes and self.grammar.that.isdisjoint(low) else self.cues
        for p in islice(compress(range(len(low)), map(cues.__contains__, low)), _MOST_CUES):
            word = low[p]
            utterance: Utterance | None = None
            length = according.length(low, p) if p == 1 or word in according.firsts else 0
            if length:
                utterance = according.read(s, p, p + length, mentions)
            elif word in according.after:
                if p and (low[p - 1] in {",", QUOTE} or low[p - 1] in DASHES):
                    utterance = according.read(s, p, p + 1, mentions, after=True)
            elif word in according.postpositions:
                utterance = according.before(s, p, mentions)
            elif word in self.verbs:
                utterance = self._spoken(s, p, self.verbs[word], mentions, found)
            if utterance is not None and utterance.contents:
                found.append(utterance)
        return found

    def announced(self, s: Sentence, mentions: list[Mention]) -> Candidate | None:
        """Who says the paragraph after a sentence that ends in "Quill writes:" or "According to Quill:"."""
        g = self.grammar
        low = s.low
        stop = len(low) - 1
        length = self.according.length(low, 0)
        if length:
            return self.subjects.right(s, length, mentions)
        for p in range(stop - 1, max(-1, stop - _LONGEST_ANNOUNCEMENT), -1):
            verb = self.verbs.get(low[p])
            if verb is None or not verb.kinds & {"say", "tell"} or not verb.forms & {PAST, THIRD} or self._is_noun(s, p, verb, mentions):
                continue
            behind = self.contents.clauses.behind_addressee(s, p + 1, mentions) if "tell" in verb.kinds else p + 1
            behind = self.contents.clauses.behind_adverbials(s, behind)
            if behind < stop and not (low[behind] in g.that and behind + 1 == stop):
                return None
            j, negated, infinitive = self.sources.before_verb(s, p)
            return None if negated or infinitive else self._source(_Verbal(s, p, j, verb, mentions, []))[0]
        return None

    def _spoken(self, s: Sentence, p: int, verb: Verb, mentions: list[Mention], earlier: list[Utterance]) -> Utterance | None:
        g = self.grammar
        low = s.low
        if self._is_noun(s, p, verb, mentions):
            return None
        j, negated, infinitive = self.sources.before_verb(s, p)
        if self._is_passive(s, p, j, verb):
            return None
        verbal = _Verbal(s, p, j, verb, mentions, earlier)
        source, inherits = self._inherited(verbal) if infinitive else self._source(verbal)
        if source is None and not inherits:
            return None
        if source is not None and not self._may_speak(s, source, verb, p):
            return None
        inverted = source is not None and source.first > p
        contents = self.contents.contents(Cue(s, p, verb, source, inverted, mentions, earlier))
        supposed = not g.words["modals"].isdisjoint(low[j + 1 : p])  # "will argue": not said yet
        if negated or infinitive or supposed or (inherits and not (verb.forms & {PAST, ING} and verb.kinds & {"say", "tell"})):
            contents = [c for c in contents if QUOTE in low[c[0] : c[1] + 1] or low[c[0] - 1] in g.that]
        contents = [c for c in contents if c[0] <= c[1]]  # "A sagt:." reports nothing
        if not contents:
            return None
        return Utterance(s.order, p, p, source, contents, verb.kinds, inherits)

    def _is_noun(self, s: Sentence, p: int, verb: Verb, mentions: list[Mention]) -> bool:
        g = self.grammar
        previous = s.low[p - 1] if p else ""
        if previous in g.noun_signs or (previous.endswith("'s") and previous not in g.contracted):
            return not (previous in g.that and verb.forms & {PAST})
        if verb.forms <= {BASE, THIRD} and (previous in g.prepositions or ("noun" in verb.traits and self._heads_no_clause(s, p, mentions))):
            return True
        return p > 0 and s.raw[p][0].isupper() and not is_heading(s)

    def _heads_no_clause(self, s: Sentence, p: int, mentions: list[Mention]) -> bool:
        """Whether "states", "claims" at item p is a noun: something but a subject goes before, or a verb or preposition follows."""
        g = self.grammar
        low = s.low
        following = low[p + 1] if p + 1 < len(low) else "."
        k = p - 1
        while k > 0 and (g.is_adverb(low[k]) and s.raw[k][0].islower()):
            k -= 1
        if k >= 0 and (low[k] in g.personal or low[k] in g.impersonal or low[k] in g.auxiliaries or low[k] in g.negations):
            return False
        if following in g.auxiliaries or following in g.words["no_content"]:
            return True
        if k > 0 and low[k] in g.coordinators and THIRD in self.verbs[low[p]].forms:
            return following not in g.that and following not in g.infinitive
        if k < 0 or low[k] == QUOTE or low[k] in g.subjects or low[k] in g.people_nouns or low[k] in g.words["plurals"] - g.determiners:
            return False
        if low[k] in STOPS:
            return low[k] not in {",", ")", *DASHES}
        return not any(m.last == k and (m.kind != "place" or m.title_first == 0) and not m.possessive for m in mentions)

    def _is_passive(self, s: Sentence, p: int, j: int, verb: Verb) -> bool:
        g = self.grammar
        if PARTICIPLE not in verb.forms:
            return False
        return not g.words["passives"].isdisjoint(s.low[j + 1 : p]) or s.low[j] in g.contracted

    def _may_speak(self, s: Sentence, source: Candidate, verb: Verb, p: int) -> bool:
        """Whether a phrase can be the source of this verb: anything says, but only people urge, think or call."""
        g = self.grammar
        if source.pronoun is not None:
            return source.pronoun not in g.no_speakers and not (source.pronoun in g.first_persons and verb.kinds == {"think"})
        if source.mention is not None:
            return not (verb.kinds <= {"object", "remark", "quote", "think"} and source.mention.kind == "other")
        head = s.low[source.last]
        if (g.explicit_that or g.verb_second) and verb.kinds & {"say", "tell", "that"} and self._that_follows(s, max(p, source.last) + 1):
            return True
        if "say" in verb.kinds and s.low[p + 1 : p + 3] == [":", QUOTE]:
            return True  # "Der Verteidiger entgegnete: „…“"
        known = (
            head in g.people_nouns
            or s.low[source.first] in g.people_nouns
            or any(s.low[k] in g.people_nouns for k in range(source.first, source.last + 1))
        )
        if source.first > p and "say" in verb.kinds and self._behind_quote(s, p):
            return True
        if self._is_lone_name(s, source, p) and "say" in verb.kinds and verb.forms & {PAST, THIRD}:
            return True
        named = (source.last > 0 and not g.capital_nouns and s.raw[source.last][0].isupper()) or head in g.words["pronouns_plural"] or head[-1] == "%"
        if named and verb.kinds & {"say", "tell", "that"}:
            return True
        if head in g.words["quantities"] or head.isdigit() or head[-1] == "%":
            return bool(verb.kinds & {"say", "tell", "that"})
        if not verb.forms & {PAST, ING}:
            return head in g.people_nouns or (head.endswith("s") and (known or "bare" in verb.traits))
        if known:
            return True
        return "say" in verb.kinds and bool(verb.forms & {PAST}) and "free" in verb.traits and head.isalpha()

    def _that_follows(self, s: Sentence, k: int) -> bool:
        """Whether a conjunction opens a reported clause right behind item k, but for a comma, a preposition or a day."""
        g = self.grammar
        following = s.low[k : k + 3]
        return not g.that.isdisjoint(following if following[:1] == [","] else following[:2])

    def _behind_quote(self, s: Sentence, p: int) -> bool:
        """Whether a quotation stands before item p, with no more than a comma or a dash and adverbs between."""
        g = self.grammar
        k = p - 1
        while k > 0 and p - k < 6 and (s.low[k] == "," or s.low[k] in DASHES or s.low[k] in g.auxiliaries or g.is_adverb(s.low[k])):
            k -= 1
        return k >= 0 and s.low[k] == QUOTE

    def _is_lone_name(self, s: Sentence, source: Candidate, p: int) -> bool:
        """Whether a source is one capitalized word right before its verb that opens the clause: "Arend betonte", "Аранов подчеркнул"."""
        k, following = source.first, s.low[p + 1] if p + 1 < len(s.low) else "."
        if self.grammar.verb_second and following not in self.grammar.starts and following != QUOTE:
            return False
        return k == source.last == p - 1 and s.raw[k][0].isupper() and (k == 0 or s.low[k - 1] in STOPS) and s.low[k] not in self.grammar.openers

    def _source(self, v: _Verbal) -> tuple[Candidate | None, bool]:
        """The source of a verb and whether it is inherited from the sentence."""
        g, s, p, j, verb = self.grammar, v.sentence, v.at, v.before, v.verb
        low = s.low
        free = j + 1 == p
        ing = verb.forms == {ING}
        if ing and free and j >= 0 and low[j] in g.words["before_gerund"]:
            return None, False
        if g.verb_second and verb.forms & {PAST, THIRD} and self._subject_follows(s, j):
            return self.subjects.right(s, p + 1, v.mentions), False
        if g.inverting and verb.forms & {PAST, THIRD} and (self._subject_follows(s, j) or low[j] in DASHES):
            source = self.subjects.right(s, self.subjects.behind_asides(s, p + 1), v.mentions)
            if source is not None and "tell" in verb.kinds and source.mention is not None and source.mention.kind == "outlet":
                source = self.sources.left(s, j, v.mentions) or source  # "источник, близкий к следствию, подтвердил ТАСС, что …"
            if source is not None:
                return source, False
        if free and not ing and "tell" not in verb.kinds and j >= 0 and (low[j] in {QUOTE, ","} or low[j] in DASHES):
            particle = p + 1 < len(low) and low[p + 1] in g.words["verb_particles"]
            source = self.subjects.right(s, p + 2 if particle else p + 1, v.mentions)
            if source is not None and self._inverts(s, source, j, v.mentions):
                return source, False
        if (ing and g.words["passives"].isdisjoint(low[j + 1 : p])) or (j >= 0 and low[j] in g.coordinators):
            return self._inherited(v)
        if j < 0:
            return None, False
        related = None
        if not ing and verb.kinds & {"say", "tell", "that"}:
            related = self.sources.over_relative(s, j, v.mentions) or self.sources.quantity(s, j)
        if related is not None:
            return related, False
        if verb.forms <= {BASE} and free and not self._plural(s, j):
            return None, False
        source = self.sources.left(s, j, v.mentions)
        if source is None and low[j] == "," and verb.forms & {PAST} and "say" in verb.kinds:
            return self._inherited(v)
        return source, False

    def _subject_follows(self, s: Sentence, j: int) -> bool:
        """In a verb-second language: whether something other than the subject opens the clause that item j ends."""
        g = self.grammar
        if j < 0 or s.low[j] == QUOTE or s.low[j] == ",":
            return True
        k = j
        while k > 0 and s.low[k - 1] not in {",", ":", ";", QUOTE} and s.low[k - 1] not in DASHES:
            k -= 1
        return (
            s.low[k] in g.prepositions
            or s.low[k] in g.adverbs
            or s.low[k] in g.time
            or s.low[k] in g.asides
            or s.low[k] in g.words["according_after"]
        )

    def _inherited(self, v: _Verbal) -> tuple[Candidate | None, bool]:
        for utterance in reversed(v.earlier):
            if utterance.source is not None:
                return utterance.source, True
        return self.subjects.main(v.sentence, v.at, v.mentions), True

    def _inverts(self, s: Sentence, source: Candidate, j: int, mentions: list[Mention]) -> bool:
        """Whether what follows a cue is its subject: "…," said the senator. But not "X, a lawyer, said the senator was …"."""
        g = self.grammar
        low = s.low
        quoted = low[j] == QUOTE or (j > 0 and low[j - 1] == QUOTE)
        following = low[source.last + 1] if source.last + 1 < len(low) else "."
        closed = (
            following in ENDS
            or following in {",", ":", "(", *DASHES}
            or following in g.adverbials
            or following in g.time
            or (following in g.coordinators)
        )
        if source.pronoun is not None:
            return quoted or (closed and source.pronoun in g.genders and following not in g.coordinators)
        if not closed and not (source.mention is not None and quoted):
            return False
        first = low[source.begin]
        if source.mention is None and first not in g.determiners and first not in g.people_nouns and first not in g.roles:
            return False
        if quoted:
            return True
        apposed = self.sources.left(s, j, mentions)
        if apposed is None or apposed.mention is None:
            return True
        return source.mention is not None and source.first - source.begin < 3 and (following in ENDS or following == ",")

    def _plural(self, s: Sentence, j: int) -> bool:
        g = self.grammar
        word = s.low[j]
        if word.endswith("s") or word in g.words["plurals"] or word in {",", ")"} or word[-1] == "%" or word in g.words["quantities"]:
            return True
        begin = self.sources.clause_begin(s, j)
        return any(self._is_plural_head(s, k, j) for k in range(begin, j))

    def _is_plural_head(self, s: Sentence, k: int, j: int) -> bool:
        """Whether the words k..j are "sources close to her campaign", "majorities in all five", "one in five" or "Quill and Bremmer"."""
        g = self.grammar
        low = s.low
        if low[k] in g.coordinators:
            return k > 0 and s.raw[k - 1][0].isupper() and s.raw[k + 1][0].isupper() and s.raw[j][0].isupper()
        plural = (low[k].endswith("s") and low[k] in g.people_nouns) or low[k] in g.words["quantities"]
        return plural and any(word in g.prepositions for word in low[k + 1 : k + 3])
