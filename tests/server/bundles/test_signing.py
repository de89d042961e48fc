"""The signing key: made once, read back, refused where it is something else."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from server.bundles import BundleKey, create_bundle_key
from server.errors import BundleKeyMissing


def test_a_key_is_read_back_and_signs(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "bundle.pem"
    made = create_bundle_key(path)
    key = BundleKey.read(path)
    assert (path.stat().st_mode & 0o777, key.public, len(key.fingerprint)) == (0o600, made.public, 39)
    Ed25519PublicKey.from_public_bytes(base64.b64decode(key.public)).verify(base64.b64decode(key.sign(b"text")), b"text")
    with pytest.raises(FileExistsError):
        create_bundle_key(path)


@pytest.mark.parametrize("content", [None, b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_key_is_said(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "bundle.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BundleKeyMissing):
        BundleKey.read(path)
