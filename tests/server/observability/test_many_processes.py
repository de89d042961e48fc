"""A server of two processes answers /metrics for both, whichever is asked."""

from __future__ import annotations

import re
import time
from pathlib import Path

from tests.server.served import serving

COUNT = re.compile(r'^sidenote_requests_total\{method="GET",route="/v1/edition",status="200"\} (\d+)', re.MULTILINE)


def test_figures_are_those_of_all_processes(golden_editions: Path, tmp_path: Path) -> None:
    with serving(tmp_path, golden_editions, "--no-worker", "--workers", "2") as served:
        deadline = time.monotonic() + 60
        while served.log.read_text().count("Started worker") < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        for _ in range(40):
            assert served.get("/v1/edition").status_code == 200
        pages = [served.get("/metrics").text for _ in range(6)]
        processes = served.log.read_text().count("Started worker")
    assert [COUNT.findall(page) for page in pages] == [["40"]] * 6
    assert all(page.count("sidenote_edition_info{") == 1 and page.count("# TYPE sidenote_requests_total") == 1 for page in pages)
    assert processes == 2
