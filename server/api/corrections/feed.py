"""Corrections as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit
from xml.etree import ElementTree

from server.api.corrections.wording import STATES
from server.corrections import Correction

ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""
ElementTree.register_namespace("", ATOM)


def atom_feed(found: Sequence[Correction], public_url: str) -> bytes:
    """The feed; every text is text, none is markup."""
    home = public_url.rstrip("/")
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    _text(feed, "title", "Sidenote: corrections")
    _text(feed, "id", f"{home}/corrections")
    _text(feed, "updated", found[0].day if found else "2026-01-01T00:00:00Z")
    _text(_part(feed, "author"), "name", "Sidenote")
    _part(feed, "link", rel="self", type="application/atom+xml", href=f"{home}/corrections.atom")
    _part(feed, "link", rel="alternate", type="text/html", href=f"{home}/corrections")
    for each in found:
        entry = _part(feed, "entry")
        _text(entry, "title", f"{each.name}: {STATES[each.state]}")
        _text(entry, "id", f"tag:{urlsplit(home).hostname},2026:{each.id}")
        _text(entry, "published", each.created)
        _text(entry, "updated", each.day)
        _part(entry, "link", rel="alternate", type="text/html", href=f"{home}/corrections#{each.id}")
        _text(entry, "content", _content(each)).set("type", "text")
    content: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return content


def _content(each: Correction) -> str:
    parts = [f"{each.name} {each.statement}." if each.statement else "", f"Disputed: “{each.words}”" if each.words else "", each.answer]
    return "\n".join(part for part in parts if part) or STATES[each.state]


def _part(parent: ElementTree.Element, tag: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)


def _text(parent: ElementTree.Element, tag: str, text: str) -> ElementTree.Element:
    element = _part(parent, tag)
    element.text = _NOT_XML.sub("\ufffd", text)
    return element
