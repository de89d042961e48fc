"""Rule: a host belongs to one outlet at a time, and is not a suffix under which strangers register."""

from __future__ import annotations

from collections.abc import Iterator

from credibility_db.curation.rules.known import Known
from credibility_db.dates import overlap
from credibility_db.hosts import is_public_suffix
from credibility_db.records import EntityRecord, Finding


def check_hosts(record: EntityRecord, known: Known) -> Iterator[Finding]:
    """`host-shared` and `host-suffix`."""
    for host in record.hosts:
        where = host.host + (host.path if host.path != "/" else "")
        if is_public_suffix(host.host):
            yield Finding("host-suffix", f"{host.host} is a public suffix", record.id)
        for other, theirs in known.hosts.get((host.host, host.path), ()):
            if other != record.id and overlap((host.valid_from, host.valid_to), (theirs.valid_from, theirs.valid_to)):
                yield Finding("host-shared", f"{where} also belongs to {other}", record.id)
