"""Settings: words beside a short name that show a medium or a body is meant, and those that show it need not be. Used by `bodies`."""

from __future__ import annotations

import re

from server.linking.vocabulary import countries_in, nationalities_in

_REACH = 48
_MEDIUM_BEFORE = re.compile(
    r"\b(?:newspaper|magazine|tabloid|broadcaster|network|website|(?:news )?(?:site|outlet|agency)|news channel|weekly|daily|paper)s?,?[  ]"
    r"(?:(?:such as|like|including)[  ])?(?:the[  ])?$",
    re.IGNORECASE,
)
_MEDIUM_AFTER = re.compile(
    r"(?:['’]s)?[  ](?:magazine|newspaper|reporters?|columnist|correspondent|editor|journalists?|newsroom|anchor|host|op-ed|editorial|"
    r"photographer|news agency|editorial board|television|interview|article|story|poll|survey|covers?|issue|readers)\b"
)
_REPORTED_AFTER = re.compile(
    r"[  ](?:first[  ]|also[  ]|previously[  ]|has[  ]|had[  ])?(?:reported|reports|reporting|wrote|writes|published)\b(?![  ]by\b)"
    r"|['’]s[  ][^\W\d_a-z][\w.'’-]+[  ][^\W\d_a-z][\w.'’-]+[  ](?:first[  ]|also[  ])?(?:reported|reports|wrote|writes|noted)\b"
)
_PUBLISHED_BEFORE = re.compile(
    r"\b(?:reported|published|aired|printed|quoted|cited)[  ](?:in|by|on)[  ](?:the[  ])?$"
    r"|\b(?:obtained|seen|reviewed)[  ]by[  ](?:the[  ])?$|[,”\"][  ](?:reports|writes|reported)[  ](?:the[  ])?$"
    r"|\b(?:wrote|writing|writes|written|column|op-ed|essay|article|editorial|profile)[  ](?:in|for)[  ](?:the[  ])?$"
    r"|\b(?:correspondent|columnist|reporter|anchor|editor|journalist)[  ](?:for|at|of|with)[  ](?:the[  ])?$"
    r"|\b(?:issue|edition|cover|pages)[  ]of[  ](?:the[  ])?$|\b(?:new|recent|earlier)[  ]reports?[  ](?:by|from|in)[  ](?:the[  ])?$"
)
_CITED_BEFORE = re.compile(
    r"\b(?:according to|told|tells?|telling|via|statement to|spoke (?:to|with)|speaking (?:to|with)|interview with)[  ]"
    r"(?:the[  ])?$"
)
_DATELINE_BEFORE, _DATELINE_AFTER = re.compile(r"\($"), re.compile(r"\)[  ]?[—–-]")
_SCHOLAR_BEFORE = re.compile(
    r"\b(?:fellow|scholar|analyst|researcher|economist|think[  -]tank)s?,?(?:[  ](?:at|with|for|from))?[  ](?:the[  ])?$", re.IGNORECASE
)
_SCHOLAR_AFTER = re.compile(r"(?:['’]s)?[  ](?:senior[  ]|resident[  ]|research[  ])?(?:fellow|scholar|analyst|economist|researcher)\b")
_NATION_BEFORE = re.compile(r"(?<!\w)([^\W\d_][\w.]*(?:[  ][A-Z]\w+)?)(['’]s?)?[  ](?:the[  ])?$")


_MEDIA = ("newspaper", "magazine", "tabloid", "broadcaster", "network", "website", "site", "outlet", "agency", "channel", "weekly", "daily", "paper")
_INTRODUCING = frozenset(  # what the patterns of words before a name end in, but for an article
    [
        *_MEDIA,
        *(f"{word}s" for word in _MEDIA),
        *("as", "like", "including", "in", "by", "on", "of", "for", "at", "with", "from", "to"),
        *("reports", "writes", "reported", "told", "tell", "tells", "telling", "via"),
    ]
)


def setting_of(text: str, start: int, end: int, *, abbreviation: bool) -> tuple[str, str]:
    """The kind of evidence and the words that show a medium is meant at this place; two empty strings for none."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    introduction = before if _introduces(before) else ""
    for pattern, stretch, from_start in (
        (_MEDIUM_BEFORE, introduction, False),
        (_MEDIUM_AFTER, after, True),
        (_REPORTED_AFTER, after, True),
        (_PUBLISHED_BEFORE, introduction, False),
    ):
        found = pattern.match(stretch) if from_start else pattern.search(stretch)
        if found is not None:
            return "media_word", found[0].strip()
    if _DATELINE_BEFORE.search(before) and _DATELINE_AFTER.match(after):
        return "media_word", text[start - 1 : end + 1]
    cited = _CITED_BEFORE.search(introduction)
    if cited is not None:
        return ("media_word" if abbreviation and end - start > 2 else "media_setting"), cited[0].strip()
    return "", ""


def _introduces(before: str) -> bool:
    """Whether the last word before a name is one of those that the patterns end in: a look at it costs a tenth of trying them all."""
    words = before.lower().split()
    last = words[-2] if words[-1:] == ["the"] and len(words) > 1 else words[-1] if words else ""
    return last.rstrip(",") in _INTRODUCING


def scholar_setting(text: str, start: int, end: int, *, abbreviation: bool) -> tuple[str, str]:
    """The same for a body of scholars: "a fellow at Brookings"; abbreviations are too often shared to be settled by it."""
    found = _SCHOLAR_BEFORE.search(text[max(0, start - _REACH) : start]) or _SCHOLAR_AFTER.match(text[end : end + _REACH])
    if found is None:
        return "", ""
    return ("body_setting" if abbreviation else "scholar_word"), found[0].strip()


def nation_before(text: str, start: int) -> frozenset[str]:
    """The countries that claim a name as theirs right before it: "Israel's Channel 12", "the Ukrainian Air Force"."""
    found = _NATION_BEFORE.search(text[max(0, start - 40) : start])
    if found is None:
        return frozenset()
    return countries_in(found[1]) if found[2] else nationalities_in(found[1])


def opens_sentence(text: str, start: int) -> bool:
    """Whether a capital at this place says nothing: the text, a paragraph, a sentence or a quotation begins here."""
    before = text[max(0, start - 3) : start]
    return start <= 0 or not before.strip() or before[-1] in "\n“\"‘'([«„" or (before[-1] in "  " and before[-2:-1] in (*'.?!:;—–|•*"”’\n', ""))
