"""TLS: the certificate is checked for the name that was asked, on the address that was checked."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest
import trustme

from server.errors import FetchFailed
from server.fetching.transport import tls_context
from tests.server.fetching.conftest import PUBLIC, World, reply

URL = "https://news.example.org/a"
AUTHORITY = trustme.CA()


@pytest.fixture
def ca_file(tmp_path: Path) -> str:
    """The test authority's certificate as a file."""
    path = tmp_path / "ca.pem"
    AUTHORITY.cert_pem.write_to_path(path)
    return str(path)


def serve(world: World, *names: str, authority: trustme.CA = AUTHORITY) -> list[str | None]:
    """Let the site speak TLS with a certificate for `names`; the list fills with the names clients ask for."""
    world.site.context = context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    asked: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    world.site.replies["/a"] = reply("<p>inside")
    return asked


def test_name_and_certificate_are_those_of_the_url(world: World, ca_file: str) -> None:
    asked = serve(world, "news.example.org")
    assert world.fetcher(ca_file=ca_file).fetch(URL).body == b"<p>inside"
    assert set(asked) == {"news.example.org"}
    assert set(world.dialled) == {PUBLIC}
    assert "Host: news.example.org\r\n" in world.site.asked[-1]


def test_an_international_name_is_asked_for_in_ascii(world: World, ca_file: str) -> None:
    world.names["xn--zrcher-3ya.example.org"] = [PUBLIC]
    asked = serve(world, "xn--zrcher-3ya.example.org")
    assert world.fetcher(ca_file=ca_file).fetch("https://Zürcher.example.org/a").status == 200
    assert set(asked) == {"xn--zrcher-3ya.example.org"}


@pytest.mark.parametrize("names", [["www.example.com"], [PUBLIC], ["127.0.0.1"], ["*.org"]])
def test_a_certificate_for_another_name_is_refused(world: World, ca_file: str, names: list[str]) -> None:
    serve(world, *names)
    with pytest.raises(FetchFailed) as caught:
        world.fetcher(ca_file=ca_file).fetch(URL)
    assert caught.value.detail == "The site's certificate is not valid for its name"
    assert world.site.asked == []


def test_a_certificate_of_a_stranger_is_refused(world: World, ca_file: str) -> None:
    serve(world, "news.example.org", authority=trustme.CA())
    with pytest.raises(FetchFailed):
        world.fetcher(ca_file=ca_file).fetch(URL)
    serve(world, "news.example.org")
    with pytest.raises(FetchFailed):
        world.fetcher().fetch(URL)


def test_old_protocols_are_not_spoken() -> None:
    context = tls_context()
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_a_site_that_speaks_no_tls_is_told(world: World) -> None:
    with pytest.raises(FetchFailed):
        world.fetcher().fetch(URL)
