"""Outlets: the clues of a page → who published it, and where its text comes from. Pure: asks only the `Knowledge` port."""

from server.outlets.identity import identify_outlet

__all__ = ["identify_outlet"]
