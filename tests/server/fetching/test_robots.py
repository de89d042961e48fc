"""robots.txt: what its states mean, and that its size and form cannot hurt."""

from __future__ import annotations

import time

import pytest

from server.errors import FetchTimeout, PageError, RobotsRefused
from server.fetching.robots import parse_robots
from server.fetching.settings import PRODUCT
from tests.server.fetching.conftest import World, reply

URL = "http://news.example.org/a"


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: Sidenote\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /\nUser-agent: sidenote\nAllow: /", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/open", "/a/open/1", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x.pdf?y", True),
        ("user-agent:sidenote\r\ndisallow:/a # comment", "/a", False),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("<html>not found</html>", "/a", True),
        ("User-agent: *\nDisallow: /ü", "/%C3%BC", False),
    ],
)
def test_rules_are_read_for_us(rules: str, path: str, allowed: bool) -> None:
    assert parse_robots(rules.encode()).can_fetch(f"http://news.example.org{path}", PRODUCT) is allowed


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (reply("User-agent: *\nDisallow: /", status="404 Not Found"), True),
        (reply("", status="403 Forbidden"), True),
        (reply("", status="302 Found", headers=["Location: /robots.txt"]), True),
        (reply(b"\xff\xfe\0\1" * 100), True),
        (reply("x" * 600_000), True),
        (reply("", status="500 No"), False),
        (reply("", status="503 No"), False),
        (reply("", status="429 Slow down"), False),
        (reply("", status="301 Moved", headers=["Location: http://www.example.com/rules"]), False),
    ],
)
def test_what_the_answer_for_robots_txt_means(world: World, answer: bytes, allowed: bool) -> None:
    world.site.replies |= {"/robots.txt": answer, "/a": reply("<p>"), "/rules": reply("User-agent: *\nDisallow: /")}
    if allowed:
        assert world.fetcher().fetch(URL).status == 200
    else:
        with pytest.raises(RobotsRefused):
            world.fetcher().fetch(URL)
        assert "/a" not in world.site.paths()


def test_a_site_that_does_not_answer_for_robots_txt_is_out_of_time(world: World) -> None:
    world.site.replies["/robots.txt"] = lambda: iter([b"HTTP/1.1 200 OK\r\n", *(time.sleep(0.1) or b"" for _ in range(20))])
    with pytest.raises(FetchTimeout):
        world.fetcher(total_seconds=0.5).fetch(URL)


def test_a_redirect_of_robots_txt_into_a_private_network_is_not_followed(world: World) -> None:
    world.site.replies["/robots.txt"] = reply(status="302 Found", headers=["Location: http://169.254.169.254/"])
    with pytest.raises(PageError):
        world.fetcher().fetch(URL)
    assert world.entered() == {}


@pytest.mark.parametrize(
    "rules",
    [
        "".join(f"User-agent: a{number}\n" for number in range(15_000)) + "Disallow: /x\n" * 15_000,
        "User-agent: *\n" + "Disallow: /*a*b*c*d*e*f*g*h*i*j*k\n" * 10_000,
        "User-agent: *\nDisallow: /" + "*a" * 200_000,
        "User-agent" * 50_000,
        "User-agent:" + " " * 500_000,
    ],
)
def test_hostile_rules_cost_little(rules: str) -> None:
    began = time.thread_time()
    parse_robots(rules.encode()).can_fetch("http://news.example.org/" + "a" * 2000, PRODUCT)
    assert time.thread_time() - began < 1.5
