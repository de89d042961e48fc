"""Packs the extension for the stores: `make extension`. The same sources and options give the same bytes.

The package is the folder `extension/` as it stands: nothing is built, bundled or minified, so the sources alone are enough for a review. The manifest
differs by target: Chromium's has no `browser_specific_settings`, `sidebar_action` and `background.scripts`, Firefox's no `sidePanel`,
`side_panel` and `background.service_worker`. With --server and --key the package asks that server; without, the one in extension/config.js.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "extension"
TARGETS = ("chromium", "firefox")
LEFT_OUT = re.compile(r"(^|/)\.|~$|\.md$")
TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say: no package tells when it was packed


def manifest_for(target: str, manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest without what the other browser alone reads."""
    background = dict(manifest["background"])
    if target == "chromium":
        left_out = {"browser_specific_settings", "sidebar_action"}
        background.pop("scripts")
        permissions = manifest["permissions"]
    else:
        left_out = {"side_panel"}
        background.pop("service_worker")
        permissions = [name for name in manifest["permissions"] if name != "sidePanel"]
    return {name: value for name, value in manifest.items() if name not in left_out} | {"background": background, "permissions": permissions}


def config_for(server: str, key: str) -> bytes:
    """The text of config.js for a server and its key."""
    text = (SOURCE / "config.js").read_text()
    made, count = re.subn(r"= \{ server: '[^']*', key: '[^']*' \};", f"= {{ server: '{server}', key: '{key}' }};", text)
    if count != 1:
        raise SystemExit("extension/config.js has not the expected form")
    return made.encode()


def contents(target: str, server: str, key: str) -> dict[str, bytes]:
    """Every file of the package by its path, sorted."""
    names = [str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*") if path.is_file()]
    found = {name: (SOURCE / name).read_bytes() for name in sorted(names) if not LEFT_OUT.search(name)}
    found["manifest.json"] = json.dumps(manifest_for(target, json.loads(found["manifest.json"])), indent=2, ensure_ascii=False).encode() + b"\n"
    if server:
        found["config.js"] = config_for(server, key)
    return found


def pack(target: str, folder: Path, *, server: str = "", key: str = "") -> Path:
    """Write the package of a target into a folder; returns its path."""
    found = contents(target, server, key)
    version = json.loads(found["manifest.json"])["version"]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"sidenote-{version}-{target}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:  # stored: what a compressor gives differs between versions of it
        for name, content in found.items():
            entry = zipfile.ZipInfo(name, TIME)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            package.writestr(entry, content)
    return path


def main(arguments: list[str]) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Pack the extension for both stores.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where the packages go (default: dist)")
    parser.add_argument("--server", default="", help="the server that the package asks, such as https://sidenote.example")
    parser.add_argument("--key", default="", help="its public key: `python -m server create-bundle-key` shows it")
    given = parser.parse_args(arguments)
    if given.server and not re.fullmatch(r"https://[A-Za-z0-9.-]+(:\d+)?", given.server):
        parser.error("--server must be an https origin")
    if bool(given.server) != bool(given.key) or (given.key and not re.fullmatch(r"[A-Za-z0-9+/]{43}=", given.key)):
        parser.error("--server and --key go together; the key is 32 bytes in base64")
    for target in TARGETS:
        path = pack(target, given.out, server=given.server, key=given.key)
        sys.stdout.write(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
