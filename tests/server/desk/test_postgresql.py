"""The desk's main ways on PostgreSQL: the very tests of the other files, on another database."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from credibility_db.curation import load_records
from credibility_db.curation.people import create_account
from credibility_db.migrations import upgrade
from credibility_db.models import ROLES, open_database
from server.config import Config
from tests.conftest import ROOT
from tests.credibility_db.conftest import OPTIONS, postgres_url, read_folder
from tests.server.desk.conftest import NAMES
from tests.server.desk.test_editions import published, test_what_changed_in_an_edition_is_told_with_links
from tests.server.desk.test_overview import test_more_that_waits_asks_no_more, test_what_waits_is_seen_at_a_glance_with_links
from tests.server.desk.test_propose import (
    test_a_statement_is_proposed_and_stands_in_the_queue,
    test_an_entity_is_proposed_with_names_hosts_and_identifiers,
)
from tests.server.desk.test_reports import test_a_report_is_marked_and_answered, test_reports_are_filtered_and_put_aside_together
from tests.server.desk.test_review import (
    test_a_change_since_is_shown_and_merged_by_field,
    test_a_curator_sees_the_change_and_accepts_it,
    test_a_duplicate_is_looked_at_and_merged_and_its_id_leads_on,
    test_a_version_is_restored_by_a_proposal,
    test_an_import_is_reviewed_by_the_group_and_what_does_not_fit_is_told,
)

__all__ = [
    "postgres_url",
    "published",
    "test_a_change_since_is_shown_and_merged_by_field",
    "test_a_curator_sees_the_change_and_accepts_it",
    "test_a_duplicate_is_looked_at_and_merged_and_its_id_leads_on",
    "test_a_report_is_marked_and_answered",
    "test_a_statement_is_proposed_and_stands_in_the_queue",
    "test_a_version_is_restored_by_a_proposal",
    "test_an_entity_is_proposed_with_names_hosts_and_identifiers",
    "test_an_import_is_reviewed_by_the_group_and_what_does_not_fit_is_told",
    "test_more_that_waits_asks_no_more",
    "test_reports_are_filtered_and_put_aside_together",
    "test_what_changed_in_an_edition_is_told_with_links",
    "test_what_waits_is_seen_at_a_glance_with_links",
]
pytestmark = pytest.mark.postgres


@pytest.fixture
def desk_config(postgres_url: str, golden_editions: Path, tmp_path: Path) -> Config:
    """The settings of a desk with the golden world and an account of each role on PostgreSQL, and editions of its own."""
    engine = open_database(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    upgrade(engine)
    with engine.begin() as connection:
        load_records(connection, read_folder(ROOT / "tests" / "golden" / "records"), OPTIONS)
        for role in ROLES:
            create_account(connection, NAMES[role], role, by="tests")
    engine.dispose()
    return Config(editions=copied(golden_editions, tmp_path / "editions"), database_url=postgres_url)


def copied(editions: Path, to: Path) -> Path:
    """A copy of a folder of editions."""
    return Path(shutil.copytree(editions, to))
