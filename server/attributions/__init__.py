"""The step `attributions`: who is quoted on a page, how the page describes them, and through which outlet they spoke.

The flow: tokens → quotations → sentences → names → people → sources → utterances → descriptions and channels → assembling.
"""

from __future__ import annotations

from server.attributions.finding import find_attributions, languages

__all__ = ["find_attributions", "languages"]
