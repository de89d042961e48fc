"""Plain words for what reports speak of and what came of them."""

from __future__ import annotations

ABOUT = {"statement": "a statement", "link": "a name linked wrongly", "outlet": "an outlet", "unknown_outlet": "an outlet that is missing"}
STATES = {"waiting": "waits", "received": "new", "open": "taken up", "answered": "answered", "declined": "put aside", "all": "all"}
OUTCOMES = {
    "stands": "The statement stands",
    "corrected": "It was corrected",
    "disputed": "It stays marked as disputed",
}
