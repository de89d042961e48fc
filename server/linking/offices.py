"""Evidence from offices: titles beside a name, party tags, the country of an office, and a text that is about an office's world."""

from __future__ import annotations

import re

from server.linking.described import Description, PersonSeen, Setting
from server.linking.recorded import Office, Recorded
from server.linking.vocabulary import CORPORATE, IMPLIED_BY, LOCAL, NATIONAL, countries_in, country_word, is_about_office, offices_in
from server.records.dates import ended_before, held_on
from server.records.link import LinkEvidence

_TITLE_OF_ANOTHER = re.compile(r"\b[\w-]+[  ](?=[^\W\d_a-z]\w+[  ][^\W\d_a-z]\w+)")
_LOWER_HOUSE = re.compile(r"\bstate[  ](?:sen|rep|lawmaker|legislator|house|assembly)|\bassembly(?:man|woman|member)\b", re.IGNORECASE)
_PLACE_REACH = 80
_SEATS = frozenset(["senator", "representative"])


def from_offices(record: Recorded, seen: PersonSeen, descriptions: list[Description], setting: Setting) -> list[LinkEvidence]:
    """What titles and tags beside the name say for the offices the record has, as of the article's date."""
    if not record.offices:
        return []
    said = [(description, _titles_of(description)) for description in descriptions if description.words]
    found: list[LinkEvidence] = []
    for office in record.offices:
        held = held_on(office.statement.valid_from, office.statement.valid_to, setting.day)
        found += _from_titles(office, held, said, seen, setting)
        if held is not False and office.public and office.titles & NATIONAL:
            found += _from_country(office, seen, setting)
        if office.titles & _SEATS:
            found += _from_party_tag(office, seen, setting)
    if any(piece.kind == "office_title" for piece in found):
        found = [piece for piece in found if piece.kind != "office_at_another_time"]
    if any(office.titles & _SEATS for office in record.offices):
        found += [_evidence("other_office", d, None) for d, _titles in said if _LOWER_HOUSE.search(d.words)]
    return found


def _from_titles(
    office: Office, held: bool | None, said: list[tuple[Description, frozenset[str]]], seen: PersonSeen, setting: Setting
) -> list[LinkEvidence]:
    wanted = office.titles | {loose for loose, strict in IMPLIED_BY.items() if strict & office.titles}
    found = []
    for description, titles in said:
        shared = titles & wanted
        countries = countries_in(description.words) if shared else frozenset()
        if not shared or (countries and office.countries and not countries & office.countries):
            continue
        if not office.public or shared <= CORPORATE or (shared <= LOCAL and not _place_agrees(office, description, seen, setting)):
            kind = "role"
        elif held is not False:
            kind = "office_title"
        elif ended_before(office.statement.valid_to, setting.day) and (description.former or office.titles & NATIONAL):
            kind = "former_office"  # former heads of state keep the title in print
        else:
            kind = "office_at_another_time"
        found.append(_evidence(kind, description, office.statement.id))
    return found


def _titles_of(description: Description) -> frozenset[str]:
    """The offices a description gives the person, without those it gives others ("met President Vladimir Putin")."""
    return offices_in(_TITLE_OF_ANOTHER.sub(" ", description.words))


def _place_agrees(office: Office, description: Description, seen: PersonSeen, setting: Setting) -> bool:
    """Whether a place of the office's own words ("Mayor of New York City") stands near one of the name's places."""
    if not office.places:
        return False
    around = [description.words] + [setting.text[max(0, start - _PLACE_REACH) : end + _PLACE_REACH] for start, end in seen.told_places]
    return any(place in words for words in around for place in office.places)


def _from_country(office: Office, seen: PersonSeen, setting: Setting) -> list[LinkEvidence]:
    for place in seen.told_places:
        found = country_word(setting.sentence(place), office.countries)
        if found is not None:
            start = setting.around(place).sentence[0] + found[1]
            return [LinkEvidence("country_of_office", found[0], start, start + len(found[0]), office.statement.id)]
    return []


def _from_party_tag(office: Office, seen: PersonSeen, setting: Setting) -> list[LinkEvidence]:
    for place in seen.told_places:
        tag = setting.around(place).party_tag
        if tag is not None:
            return [LinkEvidence("party_tag", tag, statement=office.statement.id)]
    return []


def from_the_whole_text(record: Recorded, setting: Setting, colleagues: dict[str, frozenset[str]]) -> list[LinkEvidence]:
    """Weak evidence: the text is about the office's world, names its country, or names others of the same body."""
    held = [o for o in record.offices if o.public and held_on(o.statement.valid_from, o.statement.valid_to, setting.day) is not False]
    found = []
    for office in held:
        if any(is_about_office(setting.text, title) for title in office.titles):
            found.append(LinkEvidence("office_word", office.statement.object.name, statement=office.statement.id))
            break
    mates = [other for other, bodies in colleagues.items() if other != record.entity.id and bodies & record.bodies]
    if mates:
        found.append(LinkEvidence("colleague", mates[0]))
    for office in held:
        if office.titles & NATIONAL and office.countries & countries_in(setting.text):
            found.append(LinkEvidence("country_in_text", ", ".join(sorted(office.countries)), statement=office.statement.id))
            break
    return found


def _evidence(kind: str, description: Description, statement: str | None) -> LinkEvidence:
    words = description.words.strip()
    start = description.start + len(description.words) - len(description.words.lstrip())
    return LinkEvidence(kind, words, start, start + len(words), statement)
