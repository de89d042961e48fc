"""24,000 distinct pages by two server processes: their memory after the first pages stays where it is (± 5 %): `make soak`.

The pages are the dev pages' HTML, each with an address and words of its own. `python -m tests.soak 6000` takes fewer. Exits with 1 where it grows.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from statistics import mean

from tests.conftest import ROOT
from tests.nodes import Node, until

PAGES = 24_000
WARM, SAMPLES, MOST_DRIFT = 0.25, 24, 0.05
CLIENTS = 4


def pages(folder: Path, count: int) -> Iterator[bytes]:
    """Requests with distinct pages."""
    kept = []
    for path in sorted((folder / "pages" / "dev").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            kept += list(islice(map(json.loads, lines), 150))
    for number, page in enumerate(islice(cycle(kept), count)):
        html = page["html"].replace("</p>", f" Edition {number}.</p>", 3)
        yield json.dumps({"url": f"{page['url']}?soak={number}", "html": html}).encode()


def memory(processes: list[int]) -> list[float]:
    """MB of each process."""
    lines = (Path(f"/proc/{process}/status").read_text().splitlines() for process in processes)
    return [next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024 for status in lines]


def main(count: int) -> int:
    shared = Path(os.environ.get("SIDENOTE_SHARED", ROOT.parent / "shared"))
    with tempfile.TemporaryDirectory(prefix="sidenote-soak-") as folder:
        environment = {"SIDENOTE_LIMITS": "no", "SIDENOTE_LOG_LEVEL": "ERROR", "SIDENOTE_EDITIONS": str(ROOT / "var" / "editions")}
        node = Node(Path(folder), "--workers", "2", environment=environment)
        node.start()
        try:
            until(node.ready, 60)
            processes = node.children()
            samples: list[list[float]] = []
            answered = failed = 0
            began = time.monotonic()
            with ThreadPoolExecutor(CLIENTS) as clients:
                asked = pages(shared, count)
                while some := list(islice(asked, max(1, count // SAMPLES))):
                    statuses = [status for status, _ in clients.map(lambda body: node.ask("/v1/annotations", body), some)]
                    answered, failed = answered + statuses.count(200), failed + sum(status >= 500 for status in statuses)
                    samples.append(memory(processes))
                    sys.stdout.write(f"{len(samples) * len(some):6} pages: {', '.join(f'{size:.1f}' for size in samples[-1])} MB\n")
                    sys.stdout.flush()
        finally:
            node.kill()
    settled = [sum(sample) for sample in samples[int(WARM * len(samples)) :]]
    third = max(1, len(settled) // 3)
    drift = mean(settled[-third:]) / mean(settled[:third]) - 1
    sys.stdout.write(
        f"{answered} answered, {failed} failed, {time.monotonic() - began:.0f} s; after warm-up {drift:+.1%} from the first third to the last\n"
    )
    return 1 if failed or abs(drift) > MOST_DRIFT else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES))
