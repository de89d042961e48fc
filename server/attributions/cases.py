"""Asked by `speakers`: the nominative of a name that stands in the genitive ("по словам Владимира Путина" → "Владимир Путин")."""

from __future__ import annotations

from server.attributions.vocabulary import Vocabulary


class NameCases:
    """Answers for one language by its endings, `genitive_cases` in words.yaml ("ова:ов"); a language without them keeps names as they are."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        pairs = (pair.partition(":") for pair in vocabulary.words.get("genitive_cases", ()))
        self.endings = sorted(((ending, nominative) for ending, _, nominative in pairs), key=lambda pair: -len(pair[0]))

    def nominative(self, name: str) -> str:
        """A name of one or more words; each word's longest known ending is exchanged, other words stay."""
        return " ".join("-".join(map(self._word, word.split("-"))) for word in name.split(" ")) if self.endings else name

    def _word(self, word: str) -> str:
        for ending, nominative in self.endings:
            if word.lower().endswith(ending) and len(word) > len(ending) + 1:
                return word[: -len(ending)] + nominative
        return word
