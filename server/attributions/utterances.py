"""Seventh step: in one sentence, each cue with its source and the stretches of content around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from server.attributions.names import Mention
from server.attributions.sentences import QUOTE, Sentence
from server.attributions.sources import _DASHES, Candidate, SourceFinder
from server.attributions.vocabulary import BASE, ING, PARTICIPLE, PAST, THIRD, Verb, Vocabulary

_ENDS = frozenset((".", "!", "?", "…", "...", ";"))
_SUBORDINATE = frozenset(("when", "as", "while", "although", "though", "after", "if", "because", "since", "once", "before", "whenever", "where"))
_CLAUSE_ONLY = frozenset(("add", "deny", "post", "find", "read", "write", "report", "relate", "share", "reflect", "promise", "pledge", "respond", "charge"))
_PROMISES = frozenset(("promise", "pledge", "vow", "threaten", "offer", "swear", "ask", "urge", "volunteer", "agree"))
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "'s", "got", "gets"))


@dataclass(slots=True)
class Utterance:
    """What one cue reports: items `cue_first`..`cue_last`, its source, and content as pairs of first and last item."""

    sentence: int
    cue_first: int
    cue_last: int
    source: Candidate | None
    contents: list[tuple[int, int]]
    kinds: frozenset[str] = field(default_factory=frozenset)
    inherits: bool = False  # the source is that of the utterance before, or the subject of the sentence
    channel: Mention | None = None


class UtteranceFinder:
    """Reads sentences of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.sources = SourceFinder(vocabulary)
        self.verbs = vocabulary.verbs
        self.cues = frozenset(self.verbs) | {"according"}
        words = vocabulary.words
        self.determiners = words["determiners"]
        self.noun_signs = words["possessives"] | frozenset(("the", "a", "an", "this", "that", "these", "those", "no", "any", "some", "many", "such", "of", "with", "for", "so"))
        self.addressees = words["addressees"]
        self.adverbials = words["adverbials"]
        self.time = words["time"]
        self.time_modifiers = words["time_modifiers"]
        self.openers = words["openers"]

    def read(self, s: Sentence, mentions: list[Mention]) -> list[Utterance]:
        """The utterances of a sentence, in the order of their cues."""
        found: list[Utterance] = []
        low = s.low
        labelled = self._labelled(s, mentions) or self._signed(s, mentions)
        if labelled is not None:
            return [labelled]
        if self.cues.isdisjoint(low):
            return found
        for p in [p for p, word in enumerate(low) if word in self.cues]:
            word = low[p]
            utterance: Utterance | None = None
            if word == "according":
                if low[p + 1 : p + 2] == ["to"]:
                    utterance = self._according(s, p, mentions)
            else:
                utterance = self._spoken(s, p, self.verbs[word], mentions, found)
            if utterance is not None and utterance.contents:
                found.append(utterance)
        return found

    def _labelled(self, s: Sentence, mentions: list[Mention]) -> Utterance | None:
        """A line that begins with a name and a colon, as headlines, lists of quotes and printed interviews do."""
        if not mentions or mentions[0].title_first > 0 or not self._opens_paragraph(s):
            return None
        if mentions[0].kind != "person" and (mentions[0].kind != "maybe" or len(mentions[0].core) > 1):
            return None
        colon = mentions[0].last + 1
        if colon + 2 >= len(s.low) or s.low[colon] != ":":
            return None
        source = Candidate(mentions[0].first, mentions[0].last, 0, mentions[0])
        return Utterance(s.order, colon, colon, source, [(colon + 1, len(s.low) - 1)], frozenset(("label",)))

    def _signed(self, s: Sentence, mentions: list[Mention]) -> Utterance | None:
        """A quotation followed by a dash and a name: "“…” ― Carlos Raúl"."""
        low = s.low
        if len(low) < 3 or low[0] != QUOTE or low[1] not in _DASHES or len(low) > 12 or not mentions or mentions[0].title_first != 2:
            return None
        if mentions[0].kind not in {"person", "maybe"} or any(word in self.verbs for word in low[2:]):
            return None
        return Utterance(s.order, 1, 1, Candidate(mentions[0].first, mentions[0].last, 2, mentions[0]), [(0, 0)], frozenset(("quote",)))

    def _opens_paragraph(self, s: Sentence) -> bool:
        return s.start[0] == 0 or s.text[: s.start[0]].rstrip(" \t\"“").endswith("\n")

    # -- according to --------------------------------------------------------------------------------------------------------------

    def _according(self, s: Sentence, p: int, mentions: list[Mention]) -> Utterance | None:
        source = self.sources.right(s, p + 2, mentions)
        if source is None:
            return None
        low = s.low
        if p == 0 or low[p - 1] in self.openers or (low[p - 1] == "," and p <= 3):
            k = source.last + 1
            while k < len(low) and low[k] not in {",", QUOTE, ":"}:
                k += 1
            if k >= len(low):
                return None
            first = k if low[k] == QUOTE else k + 1
            last = self._clause_end(s, first)
        else:
            last = p - 1
            while last > 0 and low[last] in {",", "(", "—", "–", "--", "-"}:
                last -= 1
            first = self._clause_begin(s, last)
        if last < first:
            return None
        contents = [(first, last)]
        tail = source.last + 1
        if p > 3 and low[p - 1] == "," and tail + 2 < len(low) and low[tail] == "," and low[tail + 1] not in {"who", "which", "a", "an", "the"}:
            rest = (tail + 1, self._clause_end(s, tail + 1))
            contents = [(first, last), rest] if last - first > 4 else [rest]
        return Utterance(s.order, p, p + 1, source, contents, frozenset(("say",)))

    # -- verbs -----------------------------------------------------------------------------------------------------------------------

    def _spoken(self, s: Sentence, p: int, verb: Verb, mentions: list[Mention], earlier: list[Utterance]) -> Utterance | None:
        low = s.low
        previous = low[p - 1] if p else ""
        if self._is_noun(s, p, verb, previous):
            return None
        j, negated, infinitive = self.sources.before_verb(s, p)
        if self._is_passive(s, p, j, verb):
            return None
        source, inherits = self._source(s, p, j, verb, mentions, earlier, infinitive=infinitive)
        if source is None and not inherits:
            return None
        if source is not None and not self._may_speak(s, source, verb, p):
            return None
        inverted = source is not None and source.first > p
        contents = self._contents(s, p, verb, source, inverted=inverted, mentions=mentions, earlier=earlier)
        if negated or infinitive or (inherits and not (verb.forms & {PAST, ING} and verb.kinds & {"say", "tell"})):
            contents = [c for c in contents if QUOTE in low[c[0] : c[1] + 1] or low[c[0] - 1] == "that"]
        if not contents:
            return None
        return Utterance(s.order, p, p, source, contents, verb.kinds, inherits)

    def _is_noun(self, s: Sentence, p: int, verb: Verb, previous: str) -> bool:
        if previous in self.noun_signs or (previous.endswith("'s") and previous not in {"he's", "she's", "it's"}):
            return not (previous == "that" and verb.forms & {PAST})
        if verb.forms <= {BASE, THIRD} and previous in self.sources.prepositions:
            return True
        return p > 0 and s.raw[p][0].isupper() and not _is_heading(s)

    def _is_passive(self, s: Sentence, p: int, j: int, verb: Verb) -> bool:
        if PARTICIPLE not in verb.forms:
            return False
        return any(word in _BE for word in s.low[j + 1 : p]) or (s.low[j].endswith(("'s", "'re")) and s.low[j] in {"he's", "she's", "it's", "they're", "that's", "what's"})

    def _may_speak(self, s: Sentence, source: Candidate, verb: Verb, p: int) -> bool:
        """Whether a phrase can be the source of this verb: anything says, but only people urge, think or call."""
        if source.pronoun is not None:
            return source.pronoun not in {"you", "this", "that", "which", "one"} and not (source.pronoun in {"we", "i"} and verb.kinds == {"think"})
        if source.mention is not None:
            return not (verb.kinds <= {"object", "remark", "quote", "think"} and source.mention.kind == "other")
        head = s.low[source.last]
        known = head in self.sources.people_nouns or s.low[source.first] in self.sources.people_nouns or any(
            s.low[k] in self.sources.people_nouns for k in range(source.first, source.last + 1))
        if source.first > p and "say" in verb.kinds and p > 0 and s.low[p - 1] == QUOTE:
            return True
        if not verb.forms & {PAST, ING}:
            return head in self.sources.people_nouns or (head.endswith("s") and known)
        if known:
            return True
        return "say" in verb.kinds and bool(verb.forms & {PAST}) and verb.lemma in {"say", "add", "write", "tell"} and head.isalpha()

    def _source(
        self, s: Sentence, p: int, j: int, verb: Verb, mentions: list[Mention], earlier: list[Utterance], *, infinitive: bool
    ) -> tuple[Candidate | None, bool]:
        """The source of the verb at item p and whether it is inherited from the sentence."""
        low = s.low
        ing = verb.forms == {ING}
        if ing and j + 1 == p and j >= 0 and low[j] in {"from", "of", "for", "without", "about", "avoid"}:
            return None, False
        free = j + 1 == p
        if free and not ing and "tell" not in verb.kinds and j >= 0 and (low[j] == QUOTE or low[j] == "," or low[j] in _DASHES):
            source = self.sources.right(s, p + 2 if low[p + 1 : p + 2] == ["out"] else p + 1, mentions)
            if source is not None and self._inverts(s, source, j, mentions):
                return source, False
        if infinitive or (ing and not any(word in _BE for word in low[j + 1 : p])):
            return self._inherited(s, p, mentions, earlier)
        if verb.forms <= {BASE} and j + 1 == p and j >= 0 and not self._plural(s, j):
            return None, False
        if j >= 0 and low[j] in {"and", "but", "then", "or"}:
            return self._inherited(s, p, mentions, earlier)
        if j < 0:
            return None, False
        source = self.sources.left(s, j, mentions)
        if source is None and low[j] in {",", *_DASHES}:
            return self._inherited(s, p, mentions, earlier) if low[j] == "," and verb.forms & {PAST} and "say" in verb.kinds else (None, False)
        return source, False

    def _inherited(self, s: Sentence, p: int, mentions: list[Mention], earlier: list[Utterance]) -> tuple[Candidate | None, bool]:
        for utterance in reversed(earlier):
            if utterance.source is not None:
                return utterance.source, True
        return self.sources.main_subject(s, p, mentions), True

    def _inverts(self, s: Sentence, source: Candidate, j: int, mentions: list[Mention]) -> bool:
        """Whether what follows a cue is its subject: "…," said the senator. But not "X, a lawyer, said the senator was …"."""
        low = s.low
        quoted = low[j] == QUOTE or (j > 0 and low[j - 1] == QUOTE)
        following = low[source.last + 1] if source.last + 1 < len(low) else "."
        closed = following in _ENDS or following in {",", ":", "(", *_DASHES} or following in self.adverbials or following in self.time or (
            following in self.sources.coordinators)
        if source.pronoun is not None:
            return quoted or (closed and source.pronoun in {"he", "she"})
        if not closed and not (source.mention is not None and quoted):
            return False
        first = low[source.begin]
        if source.mention is None and first not in self.determiners and first not in self.sources.people_nouns and first not in self.sources.roles:
            return False
        if quoted:
            return True
        apposed = self.sources.left(s, j, mentions)
        if apposed is None or apposed.mention is None:
            return True
        return source.mention is not None and source.first - source.begin < 3 and (following in _ENDS or following == ",")

    def _plural(self, s: Sentence, j: int) -> bool:
        word = s.low[j]
        return word.endswith("s") or word in {"i", "you", "we", "they", "people", "men", "women", "some", "many", "others", "who", ",", "both", "most", "police", ")"}

    # -- content ---------------------------------------------------------------------------------------------------------------------

    def _contents(
        self, s: Sentence, p: int, verb: Verb, source: Candidate | None, *, inverted: bool, mentions: list[Mention], earlier: list[Utterance]
    ) -> list[tuple[int, int]]:
        low = s.low
        begin = p if inverted or source is None or source.begin > p else source.begin
        tail = source.last if inverted and source is not None else p
        before = self._before(s, begin, earlier) if begin == p or not earlier or source is None or earlier[-1].cue_last < begin else None
        if before is not None and low[before[1]] == QUOTE:
            return [before, *self._later_quotes(s, tail + 1, comma=True)]
        if not inverted:
            subordinate = begin > 0 and low[begin - 1] in _SUBORDINATE
            after = self._after(s, p, verb, mentions, subordinate=subordinate, before=before is not None)
            if after is not None:
                if before is not None and after[0] == p + 2 and low[p + 1] == "," and low[after[0]] == QUOTE and self._continues(s, after[0]):
                    return [before, after]
                return [after]
        if before is None or not verb.kinds & {"say", "tell", "that", "think"} or verb.forms == {ING}:
            return self._later_quotes(s, tail + 1, comma=False) if verb.kinds & {"say", "tell", "that", "object", "remark", "quote"} and not inverted else []
        if not inverted and not self._is_done(s, p, verb, mentions):
            return []
        around = None if inverted else self._around(s, tail + 1)
        if around is None and before[1] - before[0] < 2:
            return []
        return [before] if around is None else [before, around]

    def _is_done(self, s: Sentence, p: int, verb: Verb, mentions: list[Mention]) -> bool:
        """Whether nothing but an addressee, a place or a time follows the cue at item p before a comma or the end."""
        c = self._behind_addressee(s, p + 1, mentions) if "tell" in verb.kinds else p + 1
        c = self._behind_adverbials(s, c)
        return c >= len(s.low) or s.low[c] in _ENDS or s.low[c] in {",", ")", *_DASHES}

    def _continues(self, s: Sentence, q: int) -> bool:
        """Whether the quotation at item q goes on with a clause begun before it: its first letter is lower case."""
        return next((c for c in s.text[s.start[q] + 1 : s.start[q] + 4] if c.isalpha()), "A").islower()

    def _closes(self, s: Sentence, q: int) -> bool:
        """Whether the quotation at item q ends in a comma or full stop inside its marks."""
        inner = s.text[s.start[q] : s.end[q]].rstrip("\"”’'»“ ")
        return inner[-1:] in {",", ".", "!", "?"}

    def _before(self, s: Sentence, begin: int, earlier: list[Utterance]) -> tuple[int, int] | None:
        """The content that ends just before item `begin`: a quotation, or a clause closed by a comma."""
        low = s.low
        i = begin - 1
        if i < 0:
            return None
        if low[i] in {",", *_DASHES} and i > 0:
            i -= 1
        elif low[i] != QUOTE:
            return None
        floor = max((max(u.cue_last, u.contents[-1][1]) + 1 for u in earlier), default=0)
        if i < floor:
            return None
        if low[i] == QUOTE:
            first = i
            if floor == 0 and i > 0 and low[i - 1] not in {",", ":", ".", "!", "?"}:
                first = self._clause_begin(s, i)
            return first, i
        first = max(floor, self._clause_begin(s, i))
        while first < i and low[first] in {",", "and", "but", ";"}:
            first += 1
        return (first, i) if i >= first else None

    def _clause_begin(self, s: Sentence, i: int) -> int:
        """Where the clause that ends at item i begins: after the last sentence end, colon or semicolon before it."""
        k = i
        while k > 0 and s.low[k - 1] not in _ENDS and s.low[k - 1] != ":":
            k -= 1
        return k

    def _around(self, s: Sentence, k: int) -> tuple[int, int] | None:
        """The second half of a clause that "he said," interrupts."""
        low = s.low
        while k < len(low) and (low[k] in self.time or low[k] in self.time_modifiers or low[k] in {"on"}):
            k += 1
        if k + 1 >= len(low) or low[k] not in {",", *_DASHES}:
            return None
        first = k + 1
        word = low[first]
        if (word in self.verbs and self.verbs[word].forms == {ING}) or word.endswith("ing") or word in {"who", "which", "a", "an", "according", "citing"}:
            return None
        last = self._clause_end(s, first)
        return (first, last) if last - first >= 1 else None

    def _later_quotes(self, s: Sentence, k: int, *, comma: bool) -> list[tuple[int, int]]:
        """The next quotation of the sentence when only an addition of place or time stands before it."""
        low = s.low
        for q in s.quotes:
            if q < k:
                continue
            between = low[k:q]
            if any(word in self.verbs and self.verbs[word].kinds & {"say", "tell"} and self.verbs[word].forms & {PAST, THIRD, ING} for word in between):
                return []
            if comma and (not between or between[-1] not in {",", ":", ".", *_DASHES}):
                return []
            return [(q, q)]
        return []

    def _after(self, s: Sentence, p: int, verb: Verb, mentions: list[Mention], *, subordinate: bool, before: bool) -> tuple[int, int] | None:
        low = s.low
        size = len(low)
        c = p + 1
        if "tell" in verb.kinds:
            c = self._behind_addressee(s, c, mentions)
        begin = min(c, size - 1)
        if not (verb.kinds & {"object", "remark"} and not verb.kinds & {"say", "tell"}):
            c = c if low[c : c + 1] == ["to"] and verb.lemma in _PROMISES else self._behind_adverbials(s, c)
        if c >= size or low[c] in _ENDS:
            if c - begin > 5 and "say" in verb.kinds and not before and self._has_clause(s, begin, c - 1) and low[begin] in {"about", "in", "after", "for", "with", "to", "over"}:
                return begin, self._clause_end(s, begin)
            return None
        if low[c] == "," and c + 1 < size:
            if low[c + 1] == QUOTE or low[c + 1] == "that":
                c += 1
            elif low[begin] in _SUBORDINATE and "say" in verb.kinds and c - begin > 2 and size - c > 4:
                return begin, self._clause_end(s, c + 1)
            else:
                return None
        if low[c] == ":" or low[c] in _DASHES:
            c += 1
            if c >= size:
                return None
            colon = True
        else:
            colon = False
        explicit = low[c] == "that"
        if explicit:
            c += 1
        if c >= size:
            return None
        if low[c] == QUOTE:
            return c, self._quote_end(s, c, subordinate=subordinate)
        if colon:
            return (c, size - 1 if low[-1] not in _ENDS else size - 2) if verb.kinds & {"say", "tell"} else None
        if low[c] == ",":
            return (c + 1, self._clause_end(s, c + 1)) if explicit and c + 1 < size else None
        if not explicit and low[c] in {"and", "or", ")", "("}:
            return None
        if verb.kinds <= {"quote"}:
            return None
        if low[c] in {"so", "yes", "no"} and not explicit:
            return None
        last = self._clause_end(s, c, subordinate=subordinate)
        if not explicit and not self._is_content(s, c, last, verb):
            return None
        if explicit and verb.kinds <= {"think", "quote"} and not verb.forms & {THIRD, BASE}:
            return None
        return (c, last) if last - c >= 1 else None

    def _is_content(self, s: Sentence, c: int, last: int, verb: Verb) -> bool:
        """Whether the words c..last, with no "that" before them, are what somebody said: most verbs want a clause or a quotation."""
        low = s.low
        if verb.lemma in {"say", "tell"} or QUOTE in low[c : last + 1]:
            return True
        if not verb.kinds & {"say", "tell", "object"} or (verb.lemma == "state" and verb.forms == {THIRD}):
            return False
        clause = self._has_clause(s, c, last)
        if verb.lemma in {"ask", "wonder", "question"}:
            return any(word in {"if", "whether", "how", "why", "what", "who", "when", "where", "which", "to", "about", "?"} for word in low[c : c + 8])
        return clause or verb.lemma not in _CLAUSE_ONLY or (low[c] == "to" and verb.lemma in _PROMISES)

    def _has_clause(self, s: Sentence, c: int, last: int) -> bool:
        """Whether the words c..last begin with a subject pronoun or hold an auxiliary."""
        low = s.low
        return low[c] in self.sources.subjects or any(
            word in self.sources.auxiliaries or ("'" in word and not word.endswith("'s")) for word in low[c : min(last + 1, c + 14)])

    def _behind_addressee(self, s: Sentence, c: int, mentions: list[Mention]) -> int:
        low, raw = s.low, s.raw
        size = len(low)
        if c >= size:
            return c
        for mention in mentions:
            if mention.title_first == c or mention.first == c:
                c = mention.last + 1
                while mention.possessive and c < size and low[c] not in {"that", ",", ":", QUOTE} and (raw[c][0].isupper() or low[c] not in self.determiners):
                    c += 1
                    if c < size and low[c] in self.adverbials:
                        break
                return c
        if low[c] in self.addressees:
            return c + 1
        stops = {"that", ",", ":", QUOTE, "how", "why", "what", "whether", "to", "about", "if", "there"}
        if low[c] in self.determiners:
            k = c + 1
            while k < size and not (low[k] in stops or low[k] in _ENDS or low[k] in self.sources.subjects or low[k] in self.adverbials or (
                k > c + 1 and (low[k] in self.determiners or raw[k][0].isupper()))):
                k += 1
            return k
        if raw[c][0].islower() and low[c] not in stops and low[c] not in self.sources.subjects and low[c] not in self.adverbials:
            return c + 1
        return c

    def _behind_adverbials(self, s: Sentence, c: int) -> int:
        """Skip "in a statement on Tuesday", "of Mr. Trump", "to reporters" after a cue, up to "that", a comma, a colon or a quotation."""
        low = s.low
        size = len(low)
        k = c
        if k + 1 < size and self.sources.is_adverb(low[k]) and low[k] not in self.adverbials and (
            low[k + 1] in {"that", ",", ":", QUOTE} or low[k + 1] in self.adverbials or low[k + 1] in self.time):
            k += 1
        if k < size and (low[k] in self.time or (low[k] in self.time_modifiers and k + 1 < size and low[k + 1] in self.time)):
            while k < size and (low[k] in self.time or low[k] in self.time_modifiers or low[k].isdigit()):
                k += 1
            if k < size and low[k] not in self.adverbials and low[k] not in {"that", ",", ":", QUOTE}:
                return k
        if k >= size or low[k] not in self.adverbials:
            return k
        start = k
        while k < size:
            word = low[k]
            if word in {"that", ":", QUOTE} or word in _ENDS:
                return k
            if word == ",":
                return k
            if k > start + 1 and word in {"he", "she", "they", "it", "we", "i"} and low[k - 1] not in {"when", "while", "as", "after", "before", "if", "because", "where", "who"}:
                return k
            if k > start + 1 and low[k - 1] in self.time and word not in self.adverbials and word not in self.time:
                return k
            k += 1
        return k

    def _quote_end(self, s: Sentence, q: int, *, subordinate: bool = False) -> int:
        """Where content that begins with the quotation at item q ends: with it, or with its clause if that goes on."""
        low = s.low
        k = q + 1
        if k >= len(low) or low[k] in _ENDS or low[k] in {",", ")", *_DASHES} or self._closes(s, q):
            return q
        if low[k] in {"and", "but", "or"}:
            following = low[k + 1] if k + 1 < len(low) else "."
            if not (following in {"that", QUOTE} or following in self.determiners or following in self.sources.prepositions or following in self.sources.pronouns):
                return q
        if low[k] in self.adverbials and low[k] not in {"of", "to", "from", "by", "with", "for", "about", "in", "because", "if"} or low[k] in self.time:
            return q
        return self._clause_end(s, q, subordinate=subordinate)

    def _reports_again(self, s: Sentence, k: int, last: int) -> bool:
        """Whether a further report begins at item k, after "and": "said …", "he said …", "Mrs. Clinton has accused …"."""
        low = s.low
        start = k
        while k <= last and k - start < 5:
            verb = self.verbs.get(low[k])
            if verb is not None and verb.forms & {PAST, THIRD} and verb.kinds & {"say", "tell", "that", "object", "remark"}:
                previous = low[k - 1]
                subject = k > start and (previous in self.sources.subjects or s.raw[k - 1][0].isupper() or previous in self.sources.auxiliaries)
                return subject or (k == start and bool(verb.forms & {PAST}) and "say" in verb.kinds) or (k == start + 1 and self.sources.is_adverb(previous))
            if low[k] == QUOTE or low[k] in {",", "that"}:
                return False
            k += 1
        return False

    def _clause_end(self, s: Sentence, c: int, *, subordinate: bool = False) -> int:
        """The last item of the clause that begins at item c: before the sentence's final mark, or before the next report in it."""
        low = s.low
        size = len(low)
        last = size - 1
        while last > c and (low[last] in _ENDS or low[last] in {")", "]"}):
            last -= 1
        for k in range(c + 1, last):
            word = low[k]
            if word == "and" or word == "but":
                if self._reports_again(s, k + 1, last):
                    return k - 1 if low[k - 1] != "," else k - 2
                continue
            if word != "," and word not in _DASHES:
                continue
            word = low[k + 1]
            if word == "according" or (word in self.verbs and self.verbs[word].forms == {ING} and self.verbs[word].kinds & {"say", "tell", "that", "object", "remark"}):
                return k - 1
            if subordinate and low[k] == ",":
                return k - 1
            if low[k] != "," and word in {"who", "which", "a", "an"} and not any(mark in _DASHES for mark in low[k + 1 : last + 1]):
                return k - 1
            if low[k] == "," and word == "which" and not any(mark == "," for mark in low[k + 1 : last + 1]):
                return k - 1
            if word in {"while", "even", "although", "though", "whereas"} and not (word == "even" and low[k + 2] not in {"as", "though"}):
                return k - 1
        return last


def _is_heading(s: Sentence) -> bool:
    """Whether most words of a sentence begin with a capital, as headlines do."""
    words = [word for word in s.raw if word[0].isalpha()]
    return 2 * sum(word[0].isupper() for word in words) > len(words) + 2
