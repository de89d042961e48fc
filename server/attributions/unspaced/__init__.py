"""Attributions in scripts without spaces and capitals (Chinese): clauses, source phrases and names are read from the characters.

The flow: passages (sentences with their quotations) → phrases (who stands before a cue) → reading (cues, contents, channels) → records.
"""

from __future__ import annotations

from server.attributions.unspaced.reading import UnspacedReader

__all__ = ["UnspacedReader"]
