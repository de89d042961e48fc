"""Proposals, import checkpoints, known references, and an index for recognising entities by country and name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "proposal",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=9), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("target", sa.String(length=400), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("created", sa.String(length=27), nullable=False),
        sa.CheckConstraint("kind IN ('entity', 'statement')", name=op.f("ck_proposal_kind")),
        sa.CheckConstraint("status IN ('open', 'accepted', 'declined')", name=op.f("ck_proposal_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_subject"), "proposal", ["subject"])
    op.create_index(op.f("ix_proposal_status_created"), "proposal", ["status", "created"])
    op.create_table(
        "import_checkpoint",
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("fingerprint", sa.String(length=80), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("updated", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_import_checkpoint")),
    )
    op.create_table(
        "known_reference",
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("entity_id", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name=op.f("fk_known_reference_entity_id")),
        sa.PrimaryKeyConstraint("scheme", "value", name=op.f("pk_known_reference")),
    )
    op.create_index(op.f("ix_known_reference_entity_id"), "known_reference", ["entity_id"])
    op.create_index(op.f("ix_entity_country_name"), "entity", ["country", "name"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(op.f("ix_entity_country_name"), "entity")
    for table in ("known_reference", "import_checkpoint", "proposal"):
        op.drop_table(table)
