"""Reports of readers and subjects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "report",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=14), nullable=False),
        sa.Column("entity", sa.String(length=120), nullable=True),
        sa.Column("statement", sa.String(length=400), nullable=True),
        sa.Column("host", sa.String(length=253), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("contact", sa.String(length=320), nullable=True),
        sa.Column("edition", sa.String(length=40), nullable=True),
        sa.Column("created", sa.String(length=27), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.String(length=120), nullable=True),
        sa.Column("answered_at", sa.String(length=27), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.CheckConstraint("about IN ('statement', 'link', 'outlet', 'unknown_outlet')", name=op.f("ck_report_about")),
        sa.CheckConstraint("status IN ('received', 'open', 'answered')", name=op.f("ck_report_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("key", name=op.f("uq_report_key")),
    )
    op.create_index(op.f("ix_report_entity"), "report", ["entity"])
    op.create_index(op.f("ix_report_statement"), "report", ["statement"])
    op.create_index(op.f("ix_report_status_created"), "report", ["status", "created"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("report")
