"""The word classes of a language under the names the rules use, made once a language."""

from __future__ import annotations

from server.attributions.vocabulary import Vocabulary

DASHES = frozenset(("-", "–", "—", "--", "―"))
STOPS = frozenset((",", ";", ":", "(", ")", "[", "]", ".", "!", "?", "…", "/", "•", "*", "|")) | DASHES
ENDS = frozenset((".", "!", "?", "…", "...", ";"))


class Grammar:
    """Read-only; every attribute is a set of lower-case words, `verbs` maps a form to its verb."""

    def __init__(self, vocabulary: Vocabulary) -> None:  # long, because it is a list
        words, roles = vocabulary.words, vocabulary.roles
        self.words = words
        self.verbs = vocabulary.verbs
        self.given_names = vocabulary.genders
        self.verb_second = "verb_second" in words["traits"]  # the subject may follow its verb, and reported clauses follow a comma
        self.inverting = "inverting" in words["traits"]  # the subject may follow its verb: "aseguró el ministro", "a dit le ministre"
        self.explicit_that = "explicit_that" in words["traits"]  # no reported clause without its conjunction
        self.told_to = words.get("told_to", frozenset())
        self.capital_nouns = "capital_nouns" in words["traits"]  # a capital shows no name
        self.pronouns = words["pronouns"]
        self.genders = vocabulary.pronoun_genders
        self.first_person = words["pronouns_first"]
        self.first_persons = words["pronouns_first"] | words["pronouns_plural_first"]
        self.personal = words["pronouns_male"] | words["pronouns_female"] | self.first_persons | words["pronouns_plural_subject"]
        self.impersonal = words["pronouns_neuter"] | words["pronouns_second"]
        self.relatives = words["relatives"]
        self.relatives_personal = words["relatives_personal"]
        self.relative_signs = self.relatives_personal | (self.relatives & words["possessives"])  # what a relative clause on somebody begins with
        self.subjects = self.personal | self.impersonal | self.relatives_personal
        self.no_speakers = words["pronouns_demonstrative"] | words["pronouns_second"]
        self.articles = words["articles"]
        self.determiners = words["determiners"]
        self.possessives = words["possessives"]
        self.noun_signs = words["possessives"] | words["noun_signs"]
        self.contracted = words["contracted"]
        self.links = words["links"]
        self.participle_endings = tuple(words["participle_endings"])
        self.prepositions = words["prepositions"]
        self.agents = words["agents"]
        self.place_words = words["place_words"]
        self.adverbials = words["adverbials"]
        self.addressees = words["addressees"]
        self.conjunctions = words["conjunctions"]
        self.coordinators = words["coordinators"]
        self.that = words["that"]
        self.starts = self.that | frozenset((",", ":", "“”"))  # what content can begin with
        self.infinitive = words["infinitive"]
        self.infinitive_endings = tuple(words["infinitive_endings"])
        self.auxiliaries = words["auxiliaries"]
        self.negations = words["negations"]
        self.adverbs = words["adverbs"]
        self.adverb_endings = tuple(words["adverb_endings"])
        self.not_adverbs = words["not_adverbs"]
        self.asides = words["asides"]
        self.openers = words["openers"]
        self.time = words["time"]
        self.time_modifiers = words["time_modifiers"]
        self.people_nouns = roles["people_nouns"]
        self.roles = roles["title_words"] | roles["official"] | roles["private"] | roles["personal"]

    def is_adverb(self, word: str) -> bool:
        """Whether a word may stand between a subject and its verb."""
        return word in self.adverbs or (len(word) > 4 and word.endswith(self.adverb_endings) and word not in self.not_adverbs)
