"""Reconciliation: names of a table matched with records of an edition, for OpenRefine and its like. Pure questions to one edition; no web in it."""

from server.reconciliation.extending import EXTENSION_SETTINGS, Extension, extend
from server.reconciliation.matching import Query, reconcile
from server.reconciliation.properties import PROPERTIES, find_properties, proposed_properties
from server.reconciliation.types import find_types, types_of

__all__ = [
    "EXTENSION_SETTINGS",
    "PROPERTIES",
    "Extension",
    "Query",
    "extend",
    "find_properties",
    "find_types",
    "proposed_properties",
    "reconcile",
    "types_of",
]
