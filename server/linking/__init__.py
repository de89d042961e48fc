"""Linking: which entity a mention is, or an honest no. Between `attributions` and `context`."""

from server.linking.channels import settle_channels
from server.linking.mentions import link_mentions
from server.linking.settling import settle_source_types

__all__ = ["link_mentions", "settle_channels", "settle_source_types"]
