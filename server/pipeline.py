"""The order of the steps, written once (DESIGN.md, section 2).

    cache → fetching → reading → attributions → (cache) → outlets → linking → context → annotations → (cache)

`annotate_reading` and `read_submission` are pure; `Pipeline` adds the two edges, fetching and cache. Two results are cached
because they age differently: what a page says (`Reading`) and what one edition knows of it (the answer's bytes).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
import orjson

from server.annotations import annotation_page
from server.attributions import find_attributions, languages
from server.cache import Cache, Keys
from server.context import build_context
from server.errors import UnsupportedLanguage
from server.fetching import Fetcher
from server.linking import link_mentions, settle_source_types
from server.outlets import identify_outlet
from server.reading import read_html, read_page, read_text
from server.records.knowledge import Knowledge
from server.records.page import Page
from server.records.reading import Reading
from server.records.request import AnnotationRequest
