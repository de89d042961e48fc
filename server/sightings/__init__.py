"""Sightings: what pages name and the record does not know, counted without who asked or where it stood."""

from server.sightings.keeping import SightingsKeeper
from server.sightings.noticing import Seen, noticed

__all__ = ["Seen", "SightingsKeeper", "noticed"]
