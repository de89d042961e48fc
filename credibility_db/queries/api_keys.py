"""API keys out of the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from credibility_db.models import ApiKey


def api_key_of(connection: Connection, prefix: str) -> Row[Any] | None:
    """The key with a prefix, revoked and expired ones too."""
    return connection.execute(select(*ApiKey.__table__.columns).where(ApiKey.prefix == prefix)).first()


def api_keys(connection: Connection) -> list[Row[Any]]:
    """Every key that was ever handed out, newest first."""
    return list(connection.execute(select(*ApiKey.__table__.columns).order_by(ApiKey.created.desc(), ApiKey.id)))


def api_keys_of(connection: Connection, account: str) -> list[Row[Any]]:
    """The keys that act for an account and were not revoked, newest first."""
    query = select(*ApiKey.__table__.columns).where(ApiKey.account == account, ApiKey.revoked.is_(None))
    return list(connection.execute(query.order_by(ApiKey.created.desc(), ApiKey.id)))
