"""Score the step `attributions` on corpora with gold attributions, by the corpora's own evaluate.py.

    python -m tests.quality.evaluate_attributions ../shared/quotes/dev [--errors DIR] [--only ggt] [--rows FILE.md]

Each `*.jsonl` of the folder is annotated in this process, the predictions are written to a temporary folder, and `evaluate.py` beside the
folder scores them in a process of its own. `--errors` writes a file for each corpus and kind of error, for people to read.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from server.attributions import find_attributions
from server.records.page import Page
from tests.quality.attribution_errors import write_errors

COLUMNS = (
    "corpus",
    "people F1 (P/R)",
    "spans F1 (P/R)",
    "direct/mixed/indirect",
    "speaker resolved",
    "speaker",
    "end-to-end F1",
    "ms per 1,000 words",
)


def predict(article: dict[str, Any]) -> dict[str, Any]:
    """The prediction line evaluate.py takes for one article."""
    page = Page(article["text"], "", "submitted", language=article["lang"])
    quotes = []
    people: list[str] = []
    for found in find_attributions(page):
        source = found.source
        quotes.append(
            {
                "speaker": source.span.text if source.span else "",
                "speaker_start": source.span.start if source.span else None,
                "speaker_end": source.span.end if source.span else None,
                "speaker_name": source.name or "",
                "quote": found.content.text,
                "quote_start": found.content.start,
                "quote_end": found.content.end,
                "cue": found.cue.text if found.cue else "",
            }
        )
        if source.name and source.type in {"person", "official"}:
            people.append(source.name)
    return {"id": article["id"], "quotes": quotes, "people": sorted(set(people))}


def score(gold: Path, predictions: list[dict[str, Any]], evaluate: Path) -> dict[str, Any]:
    """What evaluate.py prints for these predictions; raises CalledProcessError when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "predictions.jsonl")
        path.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predictions), encoding="utf-8")
        done = subprocess.run([sys.executable, str(evaluate), "--gold", str(gold), "--pred", str(path)], check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def row(name: str, scores: dict[str, Any], pace: float) -> tuple[str, ...]:
    """One line of the table."""

    def f1(part: str) -> str:
        figures = scores[part]
        return f"{figures['f1']} ({figures['p']}/{figures['r']})"

    kinds = "/".join(str(scores["recall_by_kind"].get(kind, ["–"])[0]) for kind in ("direct", "mixed", "indirect"))
    speaker = scores["speaker"]
    return (name, f1("people"), f1("spans"), kinds, str(speaker["resolved_acc"]), str(speaker["acc"]), f1("end_to_end"), f"{pace:.2f}")


def evaluate_corpus(gold: Path, evaluate: Path, errors: Path | None) -> tuple[str, ...]:
    """Annotate and score one corpus; gives its row."""
    articles = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    begun = time.process_time()
    predictions = [predict(article) for article in articles]
    spent = time.process_time() - begun
    words = sum(len(article["text"].split()) for article in articles)
    if errors is not None:
        write_errors(articles, predictions, errors / gold.stem, evaluate)
    return row(gold.stem, score(gold, predictions, evaluate), 1e6 * spent / words)


def main() -> int:
    """Print the table; 0 when every corpus was scored."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--errors", type=Path)
    parser.add_argument("--only", action="append")
    parser.add_argument("--rows", type=Path, help="write the table there too, as Markdown")
    args = parser.parse_args()
    evaluate = args.corpus.parent / "evaluate.py"
    rows: list[tuple[str, ...]] = [COLUMNS]
    for gold in sorted(args.corpus.glob("*.jsonl")):
        if args.only is None or gold.stem in args.only:
            rows.append(evaluate_corpus(gold, evaluate, args.errors))
    table = "\n".join("| " + " | ".join(cells) + " |" for cells in [rows[0], tuple("---" for _ in COLUMNS), *rows[1:]])
    print(table)
    if args.rows is not None:
        args.rows.write_text(table + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
