"""Entities, names, hosts, identifiers, statements, citations, contradictions, revisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "citation",
        sa.Column("id", sa.String(length=21), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("accessed", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("asserted_by", sa.Text(), nullable=True),
        sa.Column("archive_url", sa.Text(), nullable=True),
        sa.Column("licence", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
    )
    op.create_table(
        "entity",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("description", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("alone", sa.Boolean(), nullable=True),
        sa.Column("layer", sa.String(length=8), nullable=False),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.Column("merged_into", sa.String(length=120), nullable=True),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.CheckConstraint("(status = 'merged') = (merged_into IS NOT NULL)", name=op.f("ck_entity_merged")),
        sa.CheckConstraint("kind IN ('outlet', 'organization', 'person')", name=op.f("ck_entity_kind")),
        sa.CheckConstraint("layer IN ('curated', 'compiled', 'reported')", name=op.f("ck_entity_layer")),
        sa.CheckConstraint("status IN ('published', 'withdrawn', 'merged')", name=op.f("ck_entity_status")),
        sa.ForeignKeyConstraint(["merged_into"], ["entity.id"], name=op.f("fk_entity_merged_into")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity")),
    )
    with op.batch_alter_table("entity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entity_kind"), ["kind"], unique=False)

    op.create_table(
        "revision",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("target", sa.String(length=400), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("action", sa.String(length=12), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_revision")),
        sa.UniqueConstraint("hash", name=op.f("uq_revision_hash")),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_subject_seq"), ["subject", "seq"], unique=False)
        batch_op.create_index(batch_op.f("ix_revision_target_seq"), ["target", "seq"], unique=False)

    op.create_table(
        "host",
        sa.Column("entity_id", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("host", sa.String(length=253), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.String(length=10), nullable=True),
        sa.Column("valid_to", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name=op.f("fk_host_entity_id")),
        sa.PrimaryKeyConstraint("entity_id", "position", name=op.f("pk_host")),
    )
    with op.batch_alter_table("host", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_host_host"), ["host"], unique=False)

    op.create_table(
        "identifier",
        sa.Column("entity_id", sa.String(length=120), nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name=op.f("fk_identifier_entity_id")),
        sa.PrimaryKeyConstraint("entity_id", "scheme", name=op.f("pk_identifier")),
    )
    with op.batch_alter_table("identifier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identifier_scheme_value"), ["scheme", "value"], unique=False)

    op.create_table(
        "name",
        sa.Column("entity_id", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=15), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=True),
        sa.Column("script", sa.String(length=4), nullable=True),
        sa.Column("alone", sa.Boolean(), nullable=True),
        sa.Column("valid_from", sa.String(length=10), nullable=True),
        sa.Column("valid_to", sa.String(length=10), nullable=True),
        sa.CheckConstraint("kind IN ('alias', 'abbreviation', 'former', 'transliteration')", name=op.f("ck_name_kind")),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name=op.f("fk_name_entity_id")),
        sa.PrimaryKeyConstraint("entity_id", "position", name=op.f("pk_name")),
    )
    with op.batch_alter_table("name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_name_folded"), ["folded"], unique=False)

    op.create_table(
        "statement",
        sa.Column("id", sa.String(length=400), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("predicate", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.String(length=120), nullable=True),
        sa.Column("object_text", sa.Text(), nullable=True),
        sa.Column("object_unknown", sa.Text(), nullable=True),
        sa.Column("role", sa.String(length=300), nullable=True),
        sa.Column("valid_from", sa.String(length=10), nullable=True),
        sa.Column("valid_to", sa.String(length=10), nullable=True),
        sa.Column("rank", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.Column("layer", sa.String(length=8), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("share", sa.Double(), nullable=True),
        sa.Column("amount", sa.Double(), nullable=True),
        sa.Column("amount_max", sa.Double(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("period", sa.String(length=10), nullable=True),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.CheckConstraint("layer IN ('curated', 'compiled', 'reported')", name=op.f("ck_statement_layer")),
        sa.CheckConstraint("rank IN ('preferred', 'normal', 'deprecated')", name=op.f("ck_statement_rank")),
        sa.CheckConstraint("status IN ('published', 'disputed', 'withdrawn')", name=op.f("ck_statement_status")),
        sa.CheckConstraint(
            "(CASE WHEN object_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN object_text IS NULL THEN 0 ELSE 1 END + CASE WHEN object_unknown IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_statement_one_object"),
        ),
        sa.ForeignKeyConstraint(["object_id"], ["entity.id"], name=op.f("fk_statement_object_id")),
        sa.ForeignKeyConstraint(["subject"], ["entity.id"], name=op.f("fk_statement_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_object_id"), ["object_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_subject"), ["subject"], unique=False)

    op.create_table(
        "contradiction",
        sa.Column("statement_id", sa.String(length=400), nullable=False),
        sa.Column("other_id", sa.String(length=400), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["other_id"], ["statement.id"], name=op.f("fk_contradiction_other_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_contradiction_statement_id")),
        sa.PrimaryKeyConstraint("statement_id", "other_id", name=op.f("pk_contradiction")),
    )
    with op.batch_alter_table("contradiction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contradiction_other_id"), ["other_id"], unique=False)

    op.create_table(
        "statement_citation",
        sa.Column("statement_id", sa.String(length=400), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("citation_id", sa.String(length=21), nullable=False),
        sa.ForeignKeyConstraint(["citation_id"], ["citation.id"], name=op.f("fk_statement_citation_citation_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_statement_citation_statement_id")),
        sa.PrimaryKeyConstraint("statement_id", "position", name=op.f("pk_statement_citation")),
    )
    with op.batch_alter_table("statement_citation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_citation_citation_id"), ["citation_id"], unique=False)

    _forbid_changes()


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("statement_citation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_citation_citation_id"))

    op.drop_table("statement_citation")
    with op.batch_alter_table("contradiction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contradiction_other_id"))

    op.drop_table("contradiction")
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statement_subject"))
        batch_op.drop_index(batch_op.f("ix_statement_object_id"))

    op.drop_table("statement")
    with op.batch_alter_table("name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_name_folded"))

    op.drop_table("name")
    with op.batch_alter_table("identifier", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identifier_scheme_value"))

    op.drop_table("identifier")
    with op.batch_alter_table("host", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_host_host"))

    op.drop_table("host")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_target_seq"))
        batch_op.drop_index(batch_op.f("ix_revision_subject_seq"))

    op.drop_table("revision")
    with op.batch_alter_table("entity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entity_kind"))

    op.drop_table("entity")
    op.drop_table("citation")


def _forbid_changes() -> None:
    """Revisions are only added: triggers refuse to change or remove a row."""
    message = "revisions are never changed or removed"
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER revision_no_{event.lower()} BEFORE {event} ON revision BEGIN SELECT RAISE(ABORT, '{message}'); END")
        return
    op.execute(f"CREATE FUNCTION revision_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{message}'; END $$")
    op.execute("CREATE TRIGGER revision_no_change BEFORE UPDATE OR DELETE ON revision FOR EACH ROW EXECUTE FUNCTION revision_refuse()")
    op.execute("CREATE TRIGGER revision_no_truncate BEFORE TRUNCATE ON revision FOR EACH STATEMENT EXECUTE FUNCTION revision_refuse()")
