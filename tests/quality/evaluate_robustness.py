"""How the figures of attribution change when the corpora are written otherwise (tests/quality/perturbing.py).

python -m tests.quality.evaluate_robustness ../shared/quotes/dev [--only ggt]
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from tests.quality.evaluate_attributions import predict, score
from tests.quality.perturbing import PERTURBATIONS, Article

COLUMNS = ("corpus", "written with", "people F1", "people precision", "spans F1", "speaker resolved", "end-to-end F1")
CORPORA = ("ggt", "polnear")


def scored(articles: list[Article], evaluate: Path) -> dict[str, Any]:
    """The figures of evaluate.py for articles that are in no file."""
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder, "gold.jsonl")
        gold.write_text("".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles), encoding="utf-8")
        return score(gold, [predict(article) for article in articles], evaluate)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--only", action="append")
    args = parser.parse_args()
    print("| " + " | ".join(COLUMNS) + " |\n|" + "---|" * len(COLUMNS))
    for name in args.only or CORPORA:
        articles = [json.loads(line) for line in (args.corpus / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
        for kind, change in PERTURBATIONS.items():
            scores = scored([change(article) for article in articles], args.corpus.parent / "evaluate.py")
            people, speaker = scores["people"], scores["speaker"]
            row = (name, kind, people["f1"], people["p"], scores["spans"]["f1"], speaker["resolved_acc"], scores["end_to_end"]["f1"])
            print("| " + " | ".join(str(cell) for cell in row) + " |")


if __name__ == "__main__":
    main()
