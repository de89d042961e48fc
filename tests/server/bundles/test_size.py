"""What the bundle of the bundled records weighs, and a delta after a change to one in a hundred outlets."""

from __future__ import annotations

import random
from pathlib import Path

import brotli
import orjson

from credibility_db.edition import open_edition
from credibility_db.edition.bundle_delta import bundle_delta
from credibility_db.edition.outlet_bundle import outlet_bundle

MOST = 400_000
"""Bytes, compressed, as the extension is promised to load: issue of the extension, "Done when"."""


def test_the_bundle_and_a_delta_stay_small(bundled_editions: Path) -> None:
    text = outlet_bundle(open_edition(bundled_editions))
    lines = text.splitlines(keepends=True)
    chance = random.Random(1)
    changed = list(lines)
    outlets = [place for place, line in enumerate(lines) if line.startswith(b'["o:')]
    for place in chance.sample(outlets, len(outlets) // 100):
        line = orjson.loads(lines[place])
        line[6].append(["owned_by", "gannett", [f"c:{chance.getrandbits(32):08x}"], f"2025-{chance.randint(1, 12):02}"])
        changed[place] = orjson.dumps(line) + b"\n"
    whole, delta = (len(brotli.compress(each, quality=11, lgwin=24)) for each in (text, bundle_delta(text, b"".join(changed))))
    assert whole <= MOST
    assert delta <= 0.05 * whole
