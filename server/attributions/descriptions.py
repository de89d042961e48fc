"""How the article describes a source, from any mention: titles before the name, appositions after it, "is a …"; with the organizations in them."""

from __future__ import annotations

from dataclasses import dataclass

from server.attributions.names import Mention
from server.attributions.people import People, Person
from server.attributions.sentences import QUOTE, Sentence
from server.attributions.vocabulary import PAST, Vocabulary
from server.records.span import Span

_CLOSING = frozenset((".", "!", "?", ";", ":", "--", "—", "–", "―", ")", QUOTE))
_BODIES = frozenset(("organization", "outlet"))
_LONGEST = 40  # words of an apposition; longer ones are a parser's mistake


@dataclass(frozen=True, slots=True)
class Description:
    """The words on one source: all of them joined, their places, and the organizations inside them."""

    text: str | None = None
    spans: tuple[Span, ...] = ()
    organizations: tuple[Span, ...] = ()
    candidate: bool = False  # the text speaks of "X's campaign"


class Describer:
    """Finds descriptions in one text; each person is described once and remembered."""

    def __init__(self, vocabulary: Vocabulary, text: str, sentences: list[Sentence], mentions: list[list[Mention]], people: People) -> None:
        self.text = text
        self.sentences = sentences
        self.mentions = mentions
        self.people = people
        self.verbs = vocabulary.verbs
        self.words = vocabulary.words
        self.roles = vocabulary.roles["any_role"]
        self.determiners = vocabulary.words["determiners"]
        self.former = vocabulary.roles["former"]
        self.plain_honorifics = vocabulary.roles["plain_honorifics"]
        self.articles = vocabulary.words["articles"]
        self.inverting = "inverting" in vocabulary.words["traits"]
        self.reported = vocabulary.words["according_words"]  # "по мнению эксперта …"
        self.joining = vocabulary.words["joining"]
        self.relatives = vocabulary.words["relatives_personal"]
        self.known: dict[int, Description] = {}

    def of(self, person: Person) -> Description:
        """The description of a person."""
        if id(person) not in self.known:
            self.known[id(person)] = self._describe(person)
        return self.known[id(person)]

    def _describe(self, person: Person) -> Description:
        spans: list[Span] = []
        organizations: list[Span] = []
        seen: set[str] = set()
        candidate = False
        for mention in person.mentions[:40]:
            s = self.sentences[mention.sentence]
            candidate = candidate or (mention.possessive and not self.words["campaigns"].isdisjoint(s.low[mention.last + 1 : mention.last + 2]))
            for first, last in (find(s, mention) for find in (self._owner, self._before, self._after, self._at, self._as)):
                if first > last:
                    continue
                start, end = s.span(first, last)
                words = self.text[start:end]
                if words.endswith(("'s", "’s")):
                    words, end = words[:-2], end - 2
                if words.count("«") > words.count("»") and self.text[end : end + 1] == "»":  # the mark of a name, see quotations.without_names
                    words, end = words + "»", end + 1
                if words.lower() in seen or any(words.lower() in other for other in seen):
                    continue
                seen.add(words.lower())
                spans.append(Span(words, start, end))
                organizations += self._organizations(s, first, last, person)
        spans = spans[:4]
        kept = [o for o in organizations if any(span.start <= o.start and o.end <= span.end for span in spans)]
        return Description("; ".join(span.text for span in spans) or None, tuple(spans), tuple(kept), candidate)

    def _before(self, s: Sentence, mention: Mention) -> tuple[int, int]:
        """Titles and role words that stand right before the name."""
        low = s.low
        first = mention.title_first
        last = mention.first - 1
        if first <= last and first > 1 and low[first - 1] in self.words["prepositions"] and s.raw[first - 2][0].isupper():
            k = first - 1  # "former U.S. Ambassador to Russia Mary Quill"
            while k > 0 and first - k < 8 and (s.raw[k - 1][0].isupper() or low[k - 1] in self.former):
                k -= 1
            return k, last
        honorific_only = last == first and s.raw[first].endswith(".") and low[first] in self.plain_honorifics
        k = self._over_complements(s, first)
        if k == first and self.inverting and last < first:
            k, last = self._before_comma(s, mention)
            if k <= last:
                return k, last
            k, last = first, first - 1
        if k < first:
            return k, last if last >= first else first - 1
        if k > 0 and (low[k - 1] in self.roles or (last >= first and low[k - 1] in self.former)):
            k -= 1
            while k > 0 and first - k < 10 and self._may_precede(s, k - 1):
                k -= 1
            while k < first and (low[k] in self.articles or low[k] in self.joining) and not s.raw[k][0].isupper():
                k += 1
        elif honorific_only:
            return 1, 0
        return (k, last) if last >= k else (1, 0)

    def _before_comma(self, s: Sentence, mention: Mention) -> tuple[int, int]:
        """The office before a name between commas: "El presidente del Gobierno, Pedro Soler, …"."""
        low, comma = s.low, mention.title_first - 1
        closed = mention.last + 1 >= len(low) or low[mention.last + 1] in {",", ".", ":"}
        if comma < 1 or low[comma] != "," or not closed:
            return 1, 0
        for k in range(comma - 1, max(-1, comma - 12), -1):
            if not s.raw[k][0].isalpha() or low[k] in self.verbs:
                break
            if low[k] in self.roles and (k == 0 or low[k - 1] in self.articles):
                return k, comma - 1
        return 1, 0

    def _over_complements(self, s: Sentence, first: int) -> int:
        """Where a role begins whose complement stands between it and the name ("министр водного хозяйства Иван Бремов"), else `first`.

        Only in a language that says by which endings (genitive_endings) or link words a complement is told.
        """
        endings, others = tuple(self.words.get("genitive_endings", ())), tuple(self.words.get("other_endings", ()))
        if not endings:
            return first
        k = first - 1
        while k > 0 and first - k < 6 and s.low[k] not in self.roles and s.raw[k].isalpha() and s.low[k].endswith(endings):
            if s.low[k].endswith(others) or s.low[k] in self.words["prepositions"] or s.low[k] in self.words["coordinators"]:
                return first
            k -= 1
        return k if 0 <= k < first - 1 and s.low[k] in self.roles else first

    def _may_precede(self, s: Sentence, k: int) -> bool:
        word = s.low[k]
        if not (s.raw[k][0].isalpha() or word == "&"):
            return False
        if (
            word in self.reported
            or word in self.words["prepositions"]
            or word in self.words["conjunctions"]
            or word in self.words["auxiliaries"]
            or word in self.words["pronouns"]
        ):
            return False
        if word in self.articles or word in self.joining:
            return (s.raw[k][0].isupper() and s.raw[k + 1][0].isupper()) or (word in self.joining and s.low[k - 1] in self.roles)
        if word in self.words["determiners"] or word in self.words["adverbs"] or word in self.words["time"]:
            return False
        verb = self.verbs.get(word)
        return verb is None or (PAST not in verb.forms and "say" not in verb.kinds)

    def _after(self, s: Sentence, mention: Mention) -> tuple[int, int]:
        """An apposition after the name, or what it "is"."""
        low = s.low
        size = len(low)
        k = mention.last + 1
        if k + 1 >= size or mention.possessive:
            return 1, 0
        if low[k] in self.words["copulas"] and low[k + 1] in self.articles and any(word in self.roles for word in low[k + 2 : k + 6]):
            return k + 1, self._close(s, k + 1)
        if low[k] == "," and low[k + 1].isdigit() and k + 3 < size and low[k + 2] == ",":
            k += 2
        if low[k] not in {",", "--", "—", "–", "("}:
            return 1, 0
        first = k + 1
        owner = next((m for m in self.mentions[s.order] if m.title_first == first and m.possessive), None)
        if not self._opens(low[first]) and owner is None:
            acronym = next((m for m in self.mentions[s.order] if m.title_first == first), None)
            if acronym is None or acronym.last + 1 >= size or low[acronym.last + 1] not in self.roles:
                return 1, 0
        last = self._close(s, first)
        if (
            any(w in self.verbs and PAST in self.verbs[w].forms and self.verbs[w].kinds & {"say", "tell"} for w in low[first : last + 1])
            and low[first] not in self.relatives
        ):
            return 1, 0
        if low[first] not in self.words["indefinite"] and not any(w in self.roles or w in self.relatives for w in low[first : last + 1]):
            return 1, 0
        return first, last

    def _opens(self, word: str) -> bool:
        return word in self.determiners or word in self.former or word in self.roles or word in self.relatives

    def _close(self, s: Sentence, first: int) -> int:
        """The last item of an apposition that begins at `first`; further appositions to it ("…, an American think tank,") belong to it."""
        low = s.low
        size = len(low)
        k = first
        while k < size and k - first < _LONGEST and low[k] not in _CLOSING:
            if low[k] == ",":
                following = low[k + 1] if k + 1 < size else "."
                if following not in self.articles or first + 1 >= k:
                    break
                if self.inverting and following not in self.words["indefinite"] and low[k + 2] not in self.roles:
                    break
                end = next((i for i in range(k + 1, min(size, k + 12)) if low[i] in {",", "."}), None)
                if end is None or any(w in self.verbs and PAST in self.verbs[w].forms for w in low[k + 1 : end]):
                    break
            k += 1
        return k - 1

    def _owner(self, s: Sentence, mention: Mention) -> tuple[int, int]:
        """The body whose somebody is: "the Lindholm Institute's Mary Quill"; the possessive ending is left out by the span's words."""
        owner = next((m for m in self.mentions[s.order] if m.last == mention.title_first - 1 and m.possessive and m.kind in _BODIES), None)
        return (owner.first, owner.last) if owner is not None else (1, 0)

    def _at(self, s: Sentence, mention: Mention) -> tuple[int, int]:
        """Where somebody belongs, right behind the name: "of the Lindholm Institute", ", now at CNN", "(Eurasia Group)"."""
        low = s.low
        k = mention.last + 1
        if mention.possessive or k + 1 >= len(low):
            return 1, 0
        bracketed = low[k] == "("
        if bracketed:
            first = at = k + 1
        else:
            first = k + 2 if low[k] == "," and low[k + 1] in self.words["asides"] else k
            if low[first] not in self.words["belonging"]:
                return 1, 0
            at = first + 1
        at += at < len(low) and low[at] in self.articles
        body = next((m for m in self.mentions[s.order] if m.title_first == at and m.kind in _BODIES and not m.possessive), None)
        if body is None or (bracketed and low[body.last + 1 : body.last + 2] != [")"]):
            return 1, 0
        return first, body.last

    def _as(self, s: Sentence, mention: Mention) -> tuple[int, int]:
        """ "As secretary of state, Mrs. Clinton …"."""
        comma = mention.title_first - 1
        if comma < 2 or s.low[comma] != "," or comma > 12:
            return 1, 0
        k = comma - 1
        while k > 0 and s.low[k] not in self.words["as"] and s.low[k] != ",":
            k -= 1
        if s.low[k] in self.words["as"] and s.low[k + 1] in self.roles:
            return k + 1, comma - 1
        return 1, 0

    def _organizations(self, s: Sentence, first: int, last: int, person: Person) -> list[Span]:
        found = []
        for mention in self.mentions[s.order]:
            if mention.title_first < first or mention.first > last or self.people.who(mention) is person:
                continue
            behind = s.low[mention.title_first - 1] if mention.title_first else ""
            linked = behind in self.words["prepositions"] or (behind in self.articles and mention.kind == "maybe" and len(mention.core) > 1)
            if mention.kind in {"organization", "outlet"} or (mention.kind in {"maybe", "other"} and linked and not mention.titled):
                start, end = s.span(mention.first, min(mention.last, last))
                end -= 2 if mention.possessive and mention.last <= last else 0
                found.append(Span.cut(self.text, start, end))
        return found
