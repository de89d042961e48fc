"""Accounts, sessions and what belongs to signing in, out of the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, func, select

from credibility_db.models import Account, AccountLink, LoginFailure, RecoveryCode, Session


def account(connection: Connection, name: str) -> Row[Any] | None:
    """One account, None where there is none of that name."""
    return connection.execute(select(*Account.__table__.columns).where(Account.name == name)).first()


def accounts(connection: Connection) -> list[Row[Any]]:
    """Every account by name, without secrets, each with when it was last seen."""
    seen = select(func.max(Session.seen)).where(Session.account == Account.name).scalar_subquery()
    columns = (Account.name, Account.role, Account.status, Account.created, Account.created_by)
    factors = (Account.password.is_not(None).label("has_password"), Account.totp_secret.is_not(None).label("has_totp"))
    return list(connection.execute(select(*columns, *factors, seen.label("seen")).order_by(Account.name)))


def session(connection: Connection, digest: str) -> Row[Any] | None:
    """A session with its account's role, status and second factor; whether it has expired is the caller's to judge."""
    columns = (Session.digest, Session.account, Session.stage, Session.created, Session.seen, Session.expires)
    query: Any = select(*columns, Account.role, Account.status, Account.totp_secret.is_not(None).label("has_totp"))
    found: Row[Any] | None = connection.execute(query.join(Account, Account.name == Session.account).where(Session.digest == digest)).first()
    return found


def account_link(connection: Connection, digest: str) -> Row[Any] | None:
    """The account and expiry of a link sent once."""
    return connection.execute(select(*AccountLink.__table__.columns).where(AccountLink.digest == digest)).first()


def count_recovery_codes(connection: Connection, name: str) -> int:
    """How many recovery codes an account has left."""
    return connection.scalar(select(func.count()).select_from(RecoveryCode).where(RecoveryCode.account == name)) or 0


def count_failures(connection: Connection, key: str, since: str) -> int:
    """How many sign-ins failed under a key since a time."""
    return connection.scalar(select(func.count()).select_from(LoginFailure).where(LoginFailure.key == key, LoginFailure.at >= since)) or 0


def count_active_admins(connection: Connection) -> int:
    """How many active admins there are."""
    return connection.scalar(select(func.count()).select_from(Account).where(Account.role == "admin", Account.status == "active")) or 0
