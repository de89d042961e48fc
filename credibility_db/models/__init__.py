"""The tables of the curators' database, a file a table."""

from credibility_db.models.account import ROLES, Account, AccountLink, LoginFailure, RecoveryCode, Session
from credibility_db.models.api_key import ApiKey
from credibility_db.models.base import DEFAULT_URL, Base, open_database
from credibility_db.models.citation import Citation, StatementCitation
from credibility_db.models.contradiction import Contradiction
from credibility_db.models.entity import Entity
from credibility_db.models.host import Host
from credibility_db.models.identifier import Identifier
from credibility_db.models.import_state import ImportCheckpoint, KnownReference
from credibility_db.models.known_label import KnownLabel
from credibility_db.models.link_check import LinkCheck
from credibility_db.models.name import Name
from credibility_db.models.proposal import Proposal
from credibility_db.models.report import Report
from credibility_db.models.review import ProposalComment, Review
from credibility_db.models.revision import Revision
from credibility_db.models.rollback import Rollback
from credibility_db.models.sighting import Sighting, SightingDismissed
from credibility_db.models.statement import Statement

__all__ = [
    "DEFAULT_URL",
    "ROLES",
    "Account",
    "AccountLink",
    "ApiKey",
    "Base",
    "Citation",
    "Contradiction",
    "Entity",
    "Host",
    "Identifier",
    "ImportCheckpoint",
    "KnownLabel",
    "KnownReference",
    "LinkCheck",
    "LoginFailure",
    "Name",
    "Proposal",
    "ProposalComment",
    "RecoveryCode",
    "Report",
    "Review",
    "Revision",
    "Rollback",
    "Session",
    "Sighting",
    "SightingDismissed",
    "Statement",
    "StatementCitation",
    "open_database",
]
