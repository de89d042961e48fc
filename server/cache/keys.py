"""What results are filed under. Keys are hashes: who can list them learns no address that they could not already guess.

Two levels (DESIGN.md, section 2): what a page says is keyed by its address or its submitted bytes; what an edition knows of it by the content,
the edition and the engine's version as well, so that a new edition or a new engine never meets an old answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from server.records.address import normalise_address


@dataclass(frozen=True, slots=True)
class Keys:
    """`engine` is the version of the code that reads and links; a new one forgets everything."""

    engine: str

    def fetched(self, url: str, *options: str) -> str:
        """Of what the page at an address says. Addresses that differ by fragment, default port or tracking parameters share it."""
        return _key("page", (self.engine, normalise_address(url), *options))

    def submitted(self, content: str | bytes, *options: str) -> str:
        """Of what a submitted page says; `options` are the request's other members that reading depends on."""
        content = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        return _key("text", (self.engine, hashlib.sha256(content).hexdigest(), *options))

    def answer(self, page_key: str, *, content_hash: str, edition: str, options: Iterable[str] = ()) -> str:
        """Of an answer: `page_key` from one of the above, the SHA-256 of the page text, the edition that knows, the request's other members."""
        return _key("answer", (self.engine, page_key, content_hash, edition, *options))


def _key(kind: str, parts: Iterable[str]) -> str:
    """`sidenote:kind:hash`. Each part's length goes in, so that no two lists of parts read the same."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return f"sidenote:{kind}:{digest.hexdigest()}"
