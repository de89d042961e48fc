"""People at work at a real server's desk, all at once: what each was told is stored, kept to be held against the database afterwards."""

from __future__ import annotations

import hashlib
import hmac
import random
import re
import threading
import time
from base64 import urlsafe_b64encode
from collections import Counter
from dataclasses import dataclass, field

import requests
from sqlalchemy import Engine

from credibility_db.curation.people import create_account, start_session
from server.desk.tokens import digest, new_token

ENTITIES = 40
_PROPOSAL = re.compile(r"/desk/proposals/(p[0-9a-f]{24})")
_SEEN = re.compile(r'name="seen" value="([0-9a-f]{64})"')
_TAKE = re.compile(r'name="(take\.[a-z._]+)" value="proposed"')


@dataclass
class Told:
    """What the server acknowledged: proposals handed in, and those it said were accepted."""

    proposed: set[str] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    answers: Counter[int] = field(default_factory=Counter)


class Person(threading.Thread):
    """Somebody who works until `end` is set. A server that is away is waited for."""

    def __init__(self, engine: Engine, name: str, role: str, *, url: str, end: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self.told, self.role, self.url, self.end = Told(), role, url, end
        self.chance = random.Random(name)
        self.session, token = requests.Session(), new_token()
        with engine.begin() as connection:
            create_account(connection, name, role, by="tests")
            start_session(connection, name, digest(token), stage="full", seconds=3600)
        self.session.headers["Cookie"] = f"sidenote-desk={token}"
        key = hmac.digest(token.encode(), b"sidenote desk form", hashlib.sha256)
        self.form_token = urlsafe_b64encode(bytes(32) + key).decode()

    def run(self) -> None:
        while not self.end.is_set():
            try:
                self.propose() if self.role == "contributor" else self.review()
            except requests.RequestException:
                time.sleep(0.05)
        self.session.close()

    def post(self, path: str, values: dict[str, str]) -> requests.Response:
        """Send a form."""
        response = self.session.post(self.url + path, data=values | {"form_token": self.form_token}, allow_redirects=False, timeout=30)
        self.told.answers[response.status_code] += 1
        return response

    def get(self, path: str) -> str:
        """Load a page."""
        response = self.session.get(self.url + path, timeout=30)
        self.told.answers[response.status_code] += 1
        return response.text

    def propose(self) -> None:
        """A statement of one's own, or another description of an entity that others change too."""
        number = self.chance.randrange(ENTITIES)
        subject, words = f"seeded-gazette-{number}", f"{self.name} {self.chance.randrange(10**9)}"
        if self.chance.random() < 0.5:
            head = {"name": f"Seeded Gazette {number}", "kind": "outlet", "category": "newspaper", "description": words, "status": "published"}
            response = self.post("/desk/propose/entity", head | {"subject": subject, "country": "NO", "why": "Other words."})
        else:
            cited = {"url": "https://register.example/1", "title": "Register", "publisher": "Register", "kind": "press", "accessed": "2026-11-24"}
            citation = {f"citations-0-{name}": value for name, value in cited.items()}
            statement = {"subject": subject, "predicate": "funded_by", "object_text": words, "why": "The register says so."}
            response = self.post("/desk/propose/statement", statement | citation)
        if response.status_code == 303 and (found := _PROPOSAL.search(response.headers["Location"])):
            self.told.proposed.add(found[1])

    def review(self) -> None:
        """Whatever stands in the queue, several reviewers at the same ones: conflicts are looked at and settled."""
        waiting = list(dict.fromkeys(_PROPOSAL.findall(self.get("/desk/queue"))))
        if not waiting:
            time.sleep(0.02)
            return
        proposal = self.chance.choice(waiting[:12])
        page = self.get(f"/desk/proposals/{proposal}")
        if (seen := _SEEN.search(page)) is None:
            return
        choices = dict.fromkeys(_TAKE.findall(page), "proposed")
        response = self.post(f"/desk/proposals/{proposal}/review", {"decision": "accept", "reason": "Read.", "seen": seen[1], **choices})
        if response.status_code == 303:
            self.told.accepted.add(proposal)


def together(people: list[Person]) -> Told:
    """What all of them were told. No proposal is accepted twice."""
    told = Told()
    for person in people:
        assert not told.accepted & person.told.accepted, "two reviewers were told that they accepted the same proposal"
        told.proposed |= person.told.proposed
        told.accepted |= person.told.accepted
        told.answers += person.told.answers
    return told
