"""Error lists by kind for evaluate_attributions: missed and false spans, wrong speakers, missed and false people, each with its context."""

from __future__ import annotations

import importlib.util
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_evaluate", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _around(text: str, start: int, end: int) -> str:
    shown = text[max(0, start - 110) : start] + "[[" + text[start:end] + "]]" + text[end : end + 90]
    return shown.replace("\n", "/")


def write_errors(articles: list[dict[str, Any]], predictions: list[dict[str, Any]], folder: Path, evaluate: Path) -> None:
    """Write one text file a kind of error into `folder`, most frequent cue first."""
    rules = _load(evaluate)
    lists: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for article, prediction in zip(articles, predictions, strict=True):
        _collect(rules, article, prediction, lists)
    folder.mkdir(parents=True, exist_ok=True)
    for kind, lines in lists.items():
        counts = Counter(cue for cue, _ in lines)
        lines.sort(key=lambda line: (-counts[line[0]], line[0]))
        summary = ", ".join(f"{cue or '–'} {n}" for cue, n in counts.most_common(60))
        (folder / f"{kind}.txt").write_text(
            f"{len(lines)}: {summary}\n\n" + "\n".join(f"{cue:12.30} | {line}" for cue, line in lines) + "\n", encoding="utf-8"
        )


def _collect(rules: ModuleType, article: dict[str, Any], prediction: dict[str, Any], lists: dict[str, list[tuple[str, str]]]) -> None:
    known, text = rules.Article(article), article["text"]
    gold = [(known.tokset(g["quote_start"], g["quote_end"]), g) for g in article["gold"]]
    wanted = [(tokens, len(tokens) >= 3 and g.get("speech", True)) for tokens, g in gold]
    spans = [known.locate(q) for q in prediction["quotes"]]
    matched = rules.greedy(spans, wanted, 0.5)
    for p, k, _ in matched:
        g, q = gold[k][1], prediction["quotes"][p]
        if wanted[k][1] and (g.get("speaker") or rules.identity(g)):
            right, resolved = rules.speaker_ok(q, g)
            if not right or resolved is False:
                who = f"gold {g.get('speaker')!r} {rules.identity(g)} got {q['speaker']!r} {q['speaker_name']!r}"
                said = f"{who}: {_around(text, g['quote_start'], g['quote_end'])}"
                lists["speaker" if not right else "unresolved"].append((q["cue"].lower(), said))
    paired_p, paired_k = {p for p, _, _ in matched}, {k for _, k, _ in matched}
    for k, (_, g) in enumerate(gold):
        if wanted[k][1] and k not in paired_k:
            near = any(spans[i] & gold[k][0] for i in range(len(spans)))
            name = f"missed_{g['kind']}" + ("_near" if near else "")
            lists[name].append(((g.get("cue") or "").lower(), f"{g.get('speaker')!r}: {_around(text, g['quote_start'], g['quote_end'])}"))
    for p, q in enumerate(prediction["quotes"]):
        if p not in paired_p:
            near = any(spans[p] & tokens for tokens, _ in gold)
            lists["false" + ("_near" if near else "")].append(
                (q["cue"].lower(), f"{q['speaker']!r}: {_around(text, q['quote_start'], q['quote_end'])}")
            )
    _, people = rules.score_article(article, prediction)
    lists["people_missed"] += [("", f"{article['id']} {name}") for name in people["fn"]]
    lists["people_false"] += [("", f"{article['id']} {name}") for name in people["fp"]]
