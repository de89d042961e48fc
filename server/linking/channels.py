"""Channels that only the record can tell: "told Wirepress", "Wirepress reported that Komarek stressed …". After `link_mentions`.

The article's words alone do not say whether a name after "told" is an outlet or a person; the link does. The first words name no new
attribution, they say through whom the second one came.
"""

from __future__ import annotations

from dataclasses import replace

from server.records.attribution import Attribution
from server.records.knowledge import Knowledge
from server.records.link import Link
from server.records.span import Span

TELLING = frozenset({"told", "tells", "telling", "tell", "has told", "have told", "had told", "once told", "previously told", "informed"})
_GAP = len(" the ")
_PREAMBLE = 60
"""Most characters between the start of a reported content and the inner source ("on Monday, Prime Minister ")."""


def settle_channels(
    attributions: tuple[Attribution, ...], links: tuple[Link, ...], knowledge: Knowledge
) -> tuple[tuple[Attribution, ...], tuple[Link, ...]]:
    """The attributions with channels that linked outlets are, without those that only reported another's words; and the links that say so."""
    outlets = {
        link.mention.span.start: link
        for link in links
        if link.entity is not None and link.mention.span is not None and _is_outlet(link.entity, knowledge)
    }
    channels: dict[str, Span] = {}
    reports: set[str] = set()
    for attribution in attributions:
        if attribution.channel is None and attribution.cue is not None and attribution.cue.text.lower() in TELLING:
            told = _next_to(attribution.cue, outlets)
            if told is not None:
                channels[attribution.id] = told
        source = attribution.source.span
        if source is not None and source.start in outlets:
            inner = _inner(attribution, attributions)
            if inner is not None:
                channels.setdefault(inner.id, source)
                reports.add(attribution.id)
    if not channels:
        return attributions, links
    kept = tuple(
        replace(each, channel=channels[each.id]) if each.id in channels and each.channel is None else each
        for each in attributions
        if each.id not in reports
    )
    return kept, tuple(_as_channel(link, channels, reports) for link in links)


def _is_outlet(entity_id: str, knowledge: Knowledge) -> bool:
    entity = knowledge.entity(entity_id)
    return entity is not None and entity.kind == "outlet"


def _next_to(cue: Span, outlets: dict[int, Link]) -> Span | None:
    for start in range(cue.end + 1, cue.end + _GAP + 1):
        if start in outlets:
            return outlets[start].mention.span
    return None


def _inner(outer: Attribution, attributions: tuple[Attribution, ...]) -> Attribution | None:
    """The attribution that the outer one's content consists of."""
    for each in attributions:
        source = each.source.span
        if each is outer or source is None or each.cue is None or each.channel is not None:
            continue
        within = outer.content.start <= source.start <= outer.content.start + _PREAMBLE and each.content.end <= outer.content.end
        if within and outer.content.start <= each.cue.start < each.content.start:
            return each
    return None


def _as_channel(link: Link, channels: dict[str, Span], reports: set[str]) -> Link:
    """The link of a channel belongs to the attributions that came through it."""
    span = link.mention.span
    through = tuple(key for key, channel in channels.items() if span is not None and channel == span)
    if not through:
        return link
    kept = tuple(key for key in link.mention.attributions if key not in reports)
    return replace(link, mention=replace(link.mention, role="channel", attributions=(*kept, *through)))
