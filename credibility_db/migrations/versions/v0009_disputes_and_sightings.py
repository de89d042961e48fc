"""What becomes of reports (declined, marked as disputed, made public), and sightings of what is not known yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_BEFORE = "status IN ('received', 'open', 'answered')"
_AFTER = "status IN ('received', 'open', 'answered', 'declined')"


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.add_column(sa.Column("outcome", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("words", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("mark", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("marked_at", sa.String(length=27), nullable=True))
        batch_op.drop_constraint(op.f("ck_report_status"), type_="check")
        batch_op.create_check_constraint(op.f("ck_report_status"), _AFTER)
    op.create_index(op.f("ix_report_public_answered_at"), "report", ["public", "answered_at"])
    op.create_table(
        "sighting",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('host', 'organization', 'person')", name=op.f("ck_sighting_kind")),
        sa.PrimaryKeyConstraint("kind", "name", "month", name=op.f("pk_sighting")),
    )
    op.create_index(op.f("ix_sighting_month"), "sighting", ["month"])
    op.create_table(
        "sighting_dismissed",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name=op.f("pk_sighting_dismissed")),
    )


def downgrade() -> None:
    """Take the change back; declined reports count as answered."""
    op.drop_table("sighting_dismissed")
    op.drop_table("sighting")
    op.drop_index(op.f("ix_report_public_answered_at"), "report")
    op.execute("UPDATE report SET status = 'answered' WHERE status = 'declined'")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_report_status"), type_="check")
        batch_op.create_check_constraint(op.f("ck_report_status"), _BEFORE)
        for column in ("outcome", "words", "mark", "marked_at"):
            batch_op.drop_column(column)
