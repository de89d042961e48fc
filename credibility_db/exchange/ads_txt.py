"""ads.txt 1.1: sites name the business that owns them and the one that sells their space. Read from saved files; what it says is self-declared.

The format is the IAB Tech Lab's (https://iabtechlab.com/ads-txt, version 1.1 of 2022): records of sellers `domain, account, DIRECT|RESELLER`,
which are passed over, and variables `NAME=value`, comments from `#`. OWNERDOMAIN is the business domain of the owner; only its first occurrence
counts, and where it is absent or the site itself, nothing is stated. MANAGERDOMAIN may be followed by a country: `example.com, US`.
The owner's side has no word in this format, so that an owner stated here is always one-sided.
"""

from __future__ import annotations

from collections.abc import Iterator

from credibility_db.exchange.declarations import Declaration, DeclarationsReader, DeclaredFile, host_named, text_lines
from credibility_db.hosts import HostInvalid
from credibility_db.incoming import ImportProblem, reference

MANAGER = "manager of advertising space"


def read_ads_txt(file: DeclaredFile) -> Iterator[Declaration | ImportProblem]:
    """Owner and managers that an ads.txt file declares."""
    owner_seen = False
    for number, line in text_lines(file.content):
        name, equals, value = line.partition("=")
        variable = name.strip().upper()
        if not equals or variable not in ("OWNERDOMAIN", "MANAGERDOMAIN"):
            continue
        if variable == "OWNERDOMAIN" and owner_seen:
            yield ImportProblem(number, "a second OWNERDOMAIN, only the first counts")
            continue
        owner_seen = owner_seen or variable == "OWNERDOMAIN"
        try:
            there = host_named(value.split(",")[0])
        except HostInvalid as error:
            yield ImportProblem(number, f"{variable}: {error}")
            continue
        if there != file.host:
            predicate, role = ("owned_by", None) if variable == "OWNERDOMAIN" else ("affiliated_with", MANAGER)
            yield Declaration(number, file.host, reference("host", file.host), predicate, reference("host", there), there, role)


def ads_txt_reader(files: tuple[DeclaredFile, ...]) -> DeclarationsReader:
    """A reader of the ads.txt files of several sites."""
    return DeclarationsReader("ads-txt", "ads.txt", files, read_ads_txt)
