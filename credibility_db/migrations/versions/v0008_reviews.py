"""Reviews of proposals, comments, and what the desk's queue is filtered by."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_STATES = "status IN ('open', 'changes', 'accepted', 'declined', 'superseded', 'withdrawn')"
_INDICES = (["status", "who"], ["status", "country"], ["status", "entity_kind"], ["status", "source", "kind", "predicate"])


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("base", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("supersedes", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("entity_kind", sa.String(length=12), nullable=True))
        batch_op.add_column(sa.Column("country", sa.String(length=2), nullable=True))
        batch_op.add_column(sa.Column("predicate", sa.String(length=40), nullable=True))
        batch_op.alter_column("status", type_=sa.String(length=10), existing_type=sa.String(length=8), existing_nullable=False)
        batch_op.drop_constraint(op.f("ck_proposal_status"), type_="check")
        batch_op.create_check_constraint(op.f("ck_proposal_status"), _STATES)
    _fill()
    op.create_index(op.f("ix_proposal_target"), "proposal", ["target"])
    for columns in _INDICES:
        op.create_index(op.f("ix_proposal_" + "_".join([*columns, "created"])), "proposal", [*columns, "created"])
    op.create_index(op.f("ix_entity_name"), "entity", ["name"])
    op.create_table(
        "review",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("proposal", sa.String(length=40), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("decision", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("decision IN ('accept', 'changes', 'decline')", name=op.f("ck_review_decision")),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_review_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_proposal"), "review", ["proposal"])
    op.create_index(op.f("ix_review_revision"), "review", ["revision"])
    op.create_table(
        "proposal_comment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("proposal", sa.String(length=40), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["proposal"], ["proposal.id"], name=op.f("fk_proposal_comment_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_comment")),
    )
    op.create_index(op.f("ix_proposal_comment_proposal"), "proposal_comment", ["proposal"])


def _fill() -> None:
    """Give the proposals that are there what the queue is filtered by."""
    connection = op.get_bind()
    heads = {row.id: row for row in connection.execute(sa.text("SELECT id, kind, country FROM entity WHERE id IN (SELECT subject FROM proposal)"))}
    fill = sa.text("UPDATE proposal SET entity_kind = :kind, country = :country, predicate = :predicate WHERE id = :id")
    rows = []
    for row in connection.execute(sa.text("SELECT id, kind, subject, after FROM proposal")):
        after, head = json.loads(row.after), heads.get(row.subject)
        kind = after.get("kind") if row.kind == "entity" else getattr(head, "kind", None)
        country = after.get("country") if row.kind == "entity" else getattr(head, "country", None)
        rows.append({"id": row.id, "kind": kind, "country": country, "predicate": after.get("predicate")})
    if rows:
        connection.execute(fill, rows)


def downgrade() -> None:
    """Take the change back; proposals in states that were not known then count as declined."""
    op.drop_table("proposal_comment")
    op.drop_table("review")
    op.drop_index(op.f("ix_entity_name"), "entity")
    for columns in _INDICES:
        op.drop_index(op.f("ix_proposal_" + "_".join([*columns, "created"])), "proposal")
    op.drop_index(op.f("ix_proposal_target"), "proposal")
    op.execute("UPDATE proposal SET status = 'declined' WHERE status IN ('changes', 'superseded', 'withdrawn')")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_proposal_status"), type_="check")
        batch_op.create_check_constraint(op.f("ck_proposal_status"), "status IN ('open', 'accepted', 'declined')")
        batch_op.alter_column("status", type_=sa.String(length=8), existing_type=sa.String(length=10), existing_nullable=False)
        for column in ("base", "supersedes", "entity_kind", "country", "predicate"):
            batch_op.drop_column(column)
