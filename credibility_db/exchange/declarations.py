"""What sites declare of themselves and of one another, and how far it counts. Fed by `trust_txt`, `ads_txt` and `linked_data`, read by the import.

Whoever runs a site can write anything into its files. A relation that both sites declare is compiled; one that only one of them declares is
reported, and its note names the one that said so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from credibility_db.errors import RecordError
from credibility_db.exchange.dumps import day_of
from credibility_db.hosts import HostInvalid, normal_host
from credibility_db.incoming import ImportProblem, Incoming, reference
from credibility_db.records import CitationRecord, EntityRecord, StatementRecord


@dataclass(frozen=True, slots=True)
class DeclaredFile:
    """A file as a site served it: the host it was read from, its address, its bytes, the day it was read (a partial date)."""

    host: str
    url: str
    content: bytes
    accessed: str


@dataclass(frozen=True, slots=True)
class Declaration:
    """What line `line` of a file says. `subject` and `target` are references; `text` names a target that is not known here, or is all there is.

    `by` is the host that declares it.
    """

    line: int
    by: str
    subject: str
    predicate: str
    target: str | None
    text: str | None = None
    role: str | None = None

    @property
    def fact(self) -> tuple[str, str, str | None, str | None, str | None]:
        """What is declared, whoever declares it."""
        return self.subject, self.predicate, self.target, None if self.target else self.text, self.role


ReadFile = Callable[[DeclaredFile], Iterator[Declaration | ImportProblem]]


@dataclass(frozen=True, slots=True)
class DeclarationsReader:
    """The files of one kind of several sites, read together, so that one site's word meets the other's. A Reader of `incoming`.

    Lines are counted through all files in their order. What a site's file no longer declares of that site is withdrawn; entities are never made.
    """

    source: str
    title: str
    files: tuple[DeclaredFile, ...]
    read_file: ReadFile
    fingerprint: str = field(default="")

    def __post_init__(self) -> None:
        digest = hashlib.sha256()
        for file in self.files:
            digest.update(f"{file.url} {len(file.content)} ".encode() + file.content)
        object.__setattr__(self, "fingerprint", digest.hexdigest())

    def read(self, after: int = 0) -> Iterator[Incoming | ImportProblem]:
        """Problems of each file and one record a subject: at its own file's last line, those without a file behind the last."""
        said: dict[str, list[tuple[DeclaredFile, Declaration]]] = {}
        found: list[Incoming | ImportProblem] = []
        ends: dict[str, int] = {}
        start = 0
        for file in self.files:
            for item in self.read_file(file):
                if isinstance(item, ImportProblem):
                    found.append(ImportProblem(start + item.line, f"{file.url}: {item.message}" if len(self.files) > 1 else item.message))
                else:
                    said.setdefault(item.subject, []).append((file, item))
            start += file.content.count(b"\n") + 1
            ends[reference("host", file.host)] = start
        for subject, line in ends.items():
            found.append(self._incoming(line, subject, said.pop(subject, []), complete=True))
        for subject in sorted(said):
            found.append(self._incoming(start + 1, subject, said[subject], complete=False))
        found.sort(key=lambda item: item.line)
        yield from (item for item in found if item.line > after)

    def _incoming(self, line: int, subject: str, said: Sequence[tuple[DeclaredFile, Declaration]], *, complete: bool) -> Incoming:
        statements = tuple(self._statements(said))
        record = EntityRecord(subject, "outlet", "website", subject.partition(":")[2], layer="reported", statements=statements)
        return Incoming(line, record, creates=False, complete=complete)

    def _statements(self, said: Iterable[tuple[DeclaredFile, Declaration]]) -> Iterator[StatementRecord]:
        by_fact: dict[tuple[str | None, ...], list[tuple[DeclaredFile, Declaration]]] = {}
        for file, declaration in said:
            by_fact.setdefault(declaration.fact, []).append((file, declaration))
        for declared in by_fact.values():
            yield self._statement(declared)

    def _statement(self, declared: Sequence[tuple[DeclaredFile, Declaration]]) -> StatementRecord:
        first = declared[0][1]
        hosts = sorted({declaration.by for _, declaration in declared})
        mutual = {first.subject, first.target} <= {reference("host", host) for host in hosts}
        self_description = first.predicate == "describes_itself_as"
        citations = {file.url: self.citation(file) for file, _ in declared}
        return StatementRecord(
            id="",
            subject="",
            predicate=first.predicate,
            object_id=first.target,
            object_text=first.text,
            role=first.role,
            layer="compiled" if mutual or self_description else "reported",
            note=None if self_description else "Declared by both sites." if mutual else f"Declared by {', '.join(hosts)} only.",
            citations=tuple(citations[url] for url in sorted(citations)),
        )

    def citation(self, file: DeclaredFile) -> CitationRecord:
        """The citation of a site's own file."""
        return CitationRecord(file.url, f"{self.title} of {file.host}", file.host, file.accessed, "self-declaration", asserted_by=file.host)


def host_named(value: str) -> str:
    """The host that a URL or a domain names. Raises HostInvalid."""
    text = value.strip()
    try:
        host = urlsplit(text).hostname if "://" in text else text.split("/")[0].split(":")[0]
    except ValueError as error:
        raise HostInvalid(f"{value!r} is not an address") from error
    return normal_host(host or "")


def text_lines(content: bytes) -> Iterator[tuple[int, str]]:
    """The lines of a text file with their numbers, without byte order mark, comments (from #) and blank lines."""
    for number, line in enumerate(content.decode("utf-8-sig", "replace").split("\n"), 1):
        plain = line.split("#", 1)[0].strip()
        if plain:
            yield number, plain


def declared_files(
    path: Path, *, name: str, accessed: str | None = None, host: str | None = None, url: str | None = None
) -> tuple[DeclaredFile, ...]:  # fmt: skip
    """The file `path`, or all files of the folder `path`, kept as `<host>/<name>` or `<host>.txt` (`.html`).

    For a single file `host` and `url` may be given. `accessed` is the day of reading, by default each file's own. Raises RecordError where the
    site cannot be told, OSError where a file cannot be read.
    """
    found = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
    if len(found) > 1 and (host or url):
        raise RecordError("is a folder of several files: their names tell the site, not --host and --url", source=str(path))
    return tuple(_declared_file(file, name, accessed or day_of(file), host, url) for file in found)


def _declared_file(path: Path, name: str, accessed: str, host: str | None, url: str | None) -> DeclaredFile:
    try:
        own = normal_host(host) if host else host_named(url) if url else normal_host(path.parent.name if path.name == name else path.stem)
    except HostInvalid as error:
        raise RecordError(f"which site is it of? {error}", source=str(path)) from error
    return DeclaredFile(own, url or f"https://{own}/{'' if name.endswith('.html') else name}", path.read_bytes(), accessed)
