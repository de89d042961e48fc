"""The one definition of each record's form: marshmallow schemas in, plain members out."""

from credibility_db.schemas.citation import CitationSchema
from credibility_db.schemas.entity import EntitySchema, slugify
from credibility_db.schemas.host import HostSchema
from credibility_db.schemas.name import NameSchema
from credibility_db.schemas.plain import plain_citation, plain_entity, plain_head, plain_statement
from credibility_db.schemas.statement import StatementSchema

__all__ = [
    "CitationSchema",
    "EntitySchema",
    "HostSchema",
    "NameSchema",
    "StatementSchema",
    "plain_citation",
    "plain_entity",
    "plain_head",
    "plain_statement",
    "slugify",
]
