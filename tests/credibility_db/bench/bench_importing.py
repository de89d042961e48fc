"""What importing 200,000 entities of a Wikidata dump costs: memory at its highest, and time. Takes about ten minutes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.credibility_db.exchange.make_wikidata_dump import write_dump

ENTITIES, MEGABYTES = 200_000, 300
ROOT = Path(__file__).parents[3]
_RUN = """
import resource, sys
from credibility_db.cli import main
try:
    main(["import", "wikidata", sys.argv[1]])
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_stays_within_its_limit(benchmark: Any, tmp_path: Path) -> None:
    dump = tmp_path / "dump.json.gz"
    broken = write_dump(dump, ENTITIES, malformed=20)
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}"}

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-c", _RUN, str(dump)], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    done = benchmark.pedantic(run, rounds=1)
    assert done.returncode == 1, done.stderr[-2000:]  # the lines that are cut off were told
    assert all(f"line {line}: is not JSON" in done.stderr for line in broken)
    highest = int(done.stdout.split()[-1]) / 1024
    benchmark.extra_info["megabytes"] = highest
    assert highest <= MEGABYTES
