"""Alembic's entry: runs on the connection that `migrations.upgrade` hands over in the configuration's attributes."""

from __future__ import annotations

from alembic import context

from credibility_db.models import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=connection.dialect.name == "sqlite")
with context.begin_transaction():
    context.run_migrations()
