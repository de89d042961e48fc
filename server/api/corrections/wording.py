"""What came of a dispute, in words."""

from __future__ import annotations

STATES = {"disputed": "disputed", "stands": "examined, it stands", "corrected": "corrected"}
