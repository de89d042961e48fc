"""Asked by `names`: where the name begins in a run of capitals that holds titles too ("Russian Prime Minister Mikhail Mishustin")."""

from __future__ import annotations

from server.attributions.kinds import NameKinds
from server.attributions.vocabulary import Vocabulary


class Titles:
    """Answers for one text, whose `surnames` met so far it looks at."""

    def __init__(self, vocabulary: Vocabulary, kinds: NameKinds, surnames: set[str]) -> None:
        self.kinds = kinds
        self.surnames = surnames
        self.genders = vocabulary.genders
        self.quoted_names = "quoted_names" in vocabulary.words
        self.links = vocabulary.words["links"]
        self.titles = vocabulary.roles["titles"]
        self.strong_titles = vocabulary.roles["strong_titles"]
        self.heads = vocabulary.organizations["heads"]
        self.places = vocabulary.organizations["places"]
        self.known_outlets = vocabulary.organizations["known_outlets"]

    def behind(self, words: list[str]) -> tuple[int, str | None, bool]:
        """Where the name begins behind its titles, with the gender an honorific gives and whether there was a title."""
        if self.titles.isdisjoint(words):
            placed = len(words) > 2 and words[0] in self.places and words[1] in self.genders and words[0] not in self.genders
            return (1, None, True) if placed else (0, None, False)  # "ambassador to Russia Michael McFaul"
        last_title = -1
        gender: str | None = None
        if self.quoted_names and words[0] in self.heads:  # "Центра Карнеги Александра Лунина": a body, then who works there
            begin = next((k for k in range(1, len(words) - 1) if words[k] in self.genders), 0)
            if begin:
                return begin, None, True
        for k in range(len(words) - 1):
            word = words[k]
            if word in self.kinds.honorifics:
                gender = self.kinds.honorifics[word] if self.kinds.honorifics[word] != "any" else gender
                last_title = k
            elif word in self.titles:
                last_title = k
        if not self._is_titled(words, last_title) and self.strong_titles.isdisjoint(words[: last_title + 1]):
            return 0, None, False
        if last_title < 0 or words[last_title + 1] in self.links:
            return 0, None, False
        behind = words[last_title + 1]
        if behind in self.heads or (behind in self.places and behind not in self.genders):
            # "Глава Минприроды Мария Лунина": the body stands between title and name
            given = next((k for k in range(last_title + 2, len(words) - 1) if words[k] in self.genders), last_title + 1)
            return given, gender, True
        return last_title + 1, gender, True

    def _is_titled(self, words: list[str], last_title: int) -> bool:
        """Whether even a weak title counts, by what follows it: "State Hillary Clinton", "Justice Antonin Scalia", "Justice Dunphy"."""
        if last_title < 0:
            return False
        behind = words[last_title + 1]
        if behind in self.genders and last_title < len(words) - 2:
            return True
        return words[last_title] in self.kinds.honorifics and behind not in self.kinds.no_bearers

    def behind_nouns(self, words: list[str]) -> int | None:
        """In a language that writes nouns with capitals: where the name begins in a run, None when nothing shows that it is one."""
        name = " ".join(words)
        given = next((k for k, word in enumerate(words[:-1]) if word in self.genders), None)
        if given is not None:
            return given
        if words[-1] in self.surnames and (words[-2] in self.titles or words[-2] in self.kinds.honorifics):
            return len(words) - 1
        return 0 if name in self.known_outlets or name in self.places or words[-1] in self.heads else None
