"""The extension's packages: the same bytes twice, whole, each for its browser, without warnings that are not explained."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKER = ROOT / "packaging" / "extension.py"
KEY = "A" * 43 + "="
EXPLAINED = {"UNSAFE_VAR_ASSIGNMENT"}
"""The two `import()` of our own files in enter.js and enter-links.js: docs/extension.md."""


def pack(folder: Path, *options: str) -> dict[str, Path]:
    done = subprocess.run([sys.executable, str(PACKER), "--out", str(folder), *options], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return {target: next(folder.glob(f"*-{target}.zip")) for target in ("chromium", "firefox")}


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    first, again = pack(tmp_path / "a"), pack(tmp_path / "b")
    assert all(first[target].read_bytes() == again[target].read_bytes() for target in first)


@pytest.mark.parametrize("target", ["chromium", "firefox"])
def test_a_package_is_the_folder_with_the_manifest_of_its_browser(tmp_path: Path, target: str) -> None:
    with zipfile.ZipFile(pack(tmp_path)[target]) as package:
        names = set(package.namelist())
        manifest = json.loads(package.read("manifest.json"))
        assert all(package.read(name) == (ROOT / "extension" / name).read_bytes() for name in names - {"manifest.json"})
    assert names == {str(path.relative_to(ROOT / "extension")) for path in (ROOT / "extension").rglob("*") if path.is_file()}
    source = json.loads((ROOT / "extension" / "manifest.json").read_text())
    foreign = {"chromium": {"sidebar_action", "browser_specific_settings"}, "firefox": {"side_panel"}}[target]
    assert set(source) - set(manifest) == foreign
    assert set(manifest["background"]) == {"chromium": {"service_worker", "type"}, "firefox": {"scripts", "type"}}[target]
    assert ("sidePanel" in manifest["permissions"]) == (target == "chromium")


def test_another_server_and_its_key_are_written_in(tmp_path: Path) -> None:
    with zipfile.ZipFile(pack(tmp_path, "--server", "https://sidenote.example", "--key", KEY)["firefox"]) as package:
        assert f"= {{ server: 'https://sidenote.example', key: '{KEY}' }};" in package.read("config.js").decode()


@pytest.mark.parametrize("options", [("--server", "https://a.example"), ("--server", "http://a.example", "--key", KEY), ("--key", KEY)])
def test_half_an_answer_is_refused(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert subprocess.run([sys.executable, str(PACKER), "--out", str(tmp_path), *options], capture_output=True).returncode == 2


def test_the_firefox_package_lints_without_errors_or_unexplained_warnings(tmp_path: Path) -> None:
    tool = ROOT / "node_modules" / ".bin" / "web-ext"
    if not tool.exists() or shutil.which("node") is None:
        pytest.skip("web-ext is not installed (npm ci)")
    package = pack(tmp_path)["firefox"]
    done = subprocess.run([str(tool), "lint", "--output", "json", "--source-dir", str(package)], capture_output=True, text=True)
    found = json.loads(done.stdout)
    assert found["errors"] == []
    assert {warning["code"] for warning in found["warnings"]} <= EXPLAINED, found["warnings"]


def test_every_permission_is_justified_in_the_privacy_page() -> None:
    manifest = json.loads((ROOT / "extension" / "manifest.json").read_text())
    text = (ROOT / "docs" / "privacy.md").read_text()
    asked = [*manifest["permissions"], *manifest["optional_host_permissions"]]
    assert [name for name in asked if f"| `{name}`" not in text] == []


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in (ROOT / "extension").rglob("*"):
        if path.suffix in (".js", ".html", ".css"):
            text = path.read_text()
            assert "eval(" not in text, path
            assert "innerHTML" not in text, path
            assert 'src="http' not in text, path
            assert "import('http" not in text, path
