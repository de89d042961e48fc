"""The key that outlet bundles are signed with: Ed25519, a PEM file (PKCS 8) that only the server's account can read.

`cryptography` is imported where a key is read or made: it weighs 6 MB, and a worker that signs nothing need not carry it.
"""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from server.errors import BundleKeyMissing

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True)
class BundleKey:
    """A private key with what is told of it."""

    private: Ed25519PrivateKey

    @classmethod
    def read(cls, path: Path) -> BundleKey:
        """The key of a file. Raises BundleKeyMissing, also where the file holds something else."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - for its weight
        from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

        try:
            key = load_pem_private_key(path.read_bytes(), password=None)
        except (OSError, ValueError, TypeError) as error:
            raise BundleKeyMissing() from error
        if not isinstance(key, Ed25519PrivateKey):
            raise BundleKeyMissing()
        return cls(key)

    @cached_property
    def public(self) -> str:
        """The public key's 32 bytes in base64, as the extension's config.js has it."""
        return base64.b64encode(self.private.public_key().public_bytes_raw()).decode()

    @cached_property
    def fingerprint(self) -> str:
        """The first 16 bytes of the public key's SHA-256 in groups of four, for people to compare."""
        digest = hashlib.sha256(base64.b64decode(self.public)).hexdigest()[:32]
        return " ".join(digest[i : i + 4] for i in range(0, 32, 4))

    def sign(self, text: bytes) -> str:
        """The signature in base64: the same for the same text."""
        return base64.b64encode(self.private.sign(text)).decode()


def create_bundle_key(path: Path) -> BundleKey:
    """Make a key in a file, which must not be there yet (FileExistsError)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - for its weight
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat  # noqa: PLC0415

    key = Ed25519PrivateKey.generate()
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123 - no moment at which others can read it
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return BundleKey(key)
