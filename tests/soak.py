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
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Soaked:
    """What a soak saw: MB of each process after each share of the pages, and how the pages were answered."""

    samples: list[list[float]] = field(default_factory=list)
    answered: int = 0
    failed: int = 0

    @property
    def drift(self) -> float:
        """Growth after warm-up, from the first third of the samples to the last, as a share."""
        settled = [sum(sample) for sample in self.samples[int(WARM * len(self.samples)) :]]
        third = max(1, len(settled) // 3)
        return mean(settled[-third:]) / mean(settled[:third]) - 1


def soak(shared: Path, editions: Path, count: int, *, workers: int, told: Callable[[str], object] = str) -> Soaked:
    """Annotate `count` distinct pages with so many server processes, watching their memory."""
    seen = Soaked()
    with tempfile.TemporaryDirectory(prefix="sidenote-soak-") as folder:
        environment = {"SIDENOTE_LIMITS": "no", "SIDENOTE_LOG_LEVEL": "ERROR", "SIDENOTE_EDITIONS": str(editions)}
        environment["DATABASE_URL"] = f"sqlite:///{folder}/curators.db"
        node = Node(Path(folder), "--workers", str(workers), environment=environment)
        node.start()
        try:
            until(node.ready, 60)
            processes = node.children()
            with ThreadPoolExecutor(CLIENTS) as clients:
                asked = pages(shared, count)
                while some := list(islice(asked, max(1, count // SAMPLES))):
                    statuses = [status for status, _ in clients.map(lambda body: node.ask("/v1/annotations", body), some)]
                    seen.answered += statuses.count(200)
                    seen.failed += sum(status >= 500 for status in statuses)
                    seen.samples.append(memory(processes))
                    told(f"{len(seen.samples) * len(some):6} pages: {', '.join(f'{size:.1f}' for size in seen.samples[-1])} MB\n")
        finally:
            node.kill()
    return seen


def main(count: int) -> int:
    began = time.monotonic()
    shared = Path(os.environ.get("SIDENOTE_SHARED", ROOT.parent / "shared"))
    seen = soak(shared, ROOT / "var" / "editions", count, workers=2, told=lambda line: (sys.stdout.write(line), sys.stdout.flush()))
    sys.stdout.write(f"{seen.answered} answered, {seen.failed} failed, {time.monotonic() - began:.0f} s; ")
    sys.stdout.write(f"after warm-up {seen.drift:+.1%} from the first third to the last\n")
    return 1 if seen.failed or abs(seen.drift) > MOST_DRIFT else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES))
