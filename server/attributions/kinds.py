"""Asked by `names`: what kind of thing bears a name, from its words alone."""

from __future__ import annotations

from typing import Literal

from server.attributions.vocabulary import Vocabulary

Kind = Literal["person", "maybe", "organization", "outlet", "place", "other"]


class NameKinds:
    """Answers for one language; made once, and shared by all its texts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        organizations = vocabulary.organizations
        self.genders = vocabulary.genders
        self.definite = vocabulary.words["definite"]
        self.links = vocabulary.words["links"]
        self.suffixes = vocabulary.words["suffixes"]
        self.heads = organizations["heads"]
        self.head_surnames = organizations["head_surnames"]
        self.outlet_heads = organizations["outlets"]
        self.known_outlets = organizations["known_outlets"]
        self.companies = organizations["companies"]
        self.places = organizations["places"]
        self.nationalities = organizations["nationalities"]
        self.agencies = organizations["agencies"]
        self.agency_signs = organizations["agency_signs"]
        self.acronyms = organizations.get("acronyms", frozenset())
        self.compass = organizations.get("compass", frozenset())
        roles = vocabulary.roles
        self.honorifics = {word: gender for gender in ("male", "female", "any") for word in roles[f"honorifics_{gender}"]}
        self.gendered = vocabulary.role_genders
        self.no_names = roles["titles"] | self.nationalities
        self.no_bearers = self.heads | self.no_names | self.known_outlets | self.companies | self.places | self.links

    def of(self, core: list[str], printed: list[str], *, titled: bool) -> Kind:
        """The kind of a name in lower case, with an article or without, as printed and behind a title or not."""
        article = core[0] in self.definite
        core = core[1:] if article else core
        if not core:
            return "other"
        name = " ".join(core)
        if (
            name in self.known_outlets
            or (len(core) > 1 and core[-1] in self.agencies and not self.agency_signs.isdisjoint(core))
            or (len(core) > 1 and core[-1] in self.outlet_heads and core[0] not in self.genders)
        ):
            return "outlet"
        if name in self.companies:
            return "organization"
        if (
            name in self.places
            or (len(core) == 2 and core[0] in self.compass and core[1] in self.places)
            or (len(core) == 1 and name[-1] == "." and len(name) > 2)
            or (core[0] in self.nationalities and len(core) < 3 and core[0] not in self.genders)
        ):
            return "place"
        first_name = core[0] in self.genders
        if core[-1] in self.heads and not (titled and len(core) == 1 and core[-1] in self.head_surnames):
            return "organization" if len(core) > 1 or article else "other"
        if len(core) > 1 and not first_name and all(len(part) > 1 and part.upper() == part and part[-1] != "." for part in printed):
            return "other"
        if len(core) > 1 and not titled and any(self._is_acronym(part) for part in printed):
            return "organization"
        if (titled and len(core) < 5) or (first_name and len(core) in {2, 3, 4}):
            return "person"
        if not self.heads.isdisjoint(core) or not self.links.isdisjoint(core) or "&" in core:
            return "organization"
        word = printed[-1]
        if len(core) == 1 and len(word) > 1 and word.upper() == word:
            return "organization"
        if article:
            return "organization"
        if len(core) > 4 or (not name.isalpha() and any(c.isdigit() for c in name)):
            return "other"
        return "maybe"

    def _is_acronym(self, part: str) -> bool:
        """Whether a word of a name is the short form of a body: "RCMP", "POLITICO", "BC"; two letters may be initials, so those are listed."""
        return part.isupper() and part.isalpha() and part.lower() not in self.suffixes and (len(part) > 2 or part.lower() in self.acronyms)
