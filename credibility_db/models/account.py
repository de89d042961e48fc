"""The tables of the people who work at the desk: accounts, sessions, links sent once, recovery codes, failed sign-ins.

Secrets that are only compared (session ids, links, recovery codes) are stored as SHA-256 digests of random values, passwords as argon2 hashes.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base

ROLES = ("contributor", "curator", "admin")
"""Each may do what those before it may."""


class Account(Base):
    """A person at the desk. `name` signs proposals, reviews and revisions, so it never changes; accounts are disabled, never deleted.

    `totp_step` is the number of the last time step whose code was used: a code opens once.
    """

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("role IN ('contributor', 'curator', 'admin')", name="role"),
        CheckConstraint("status IN ('active', 'disabled')", name="status"),
    )

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    role: Mapped[str] = mapped_column(String(12))
    status: Mapped[str] = mapped_column(String(8), default="active")
    password: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_step: Mapped[int | None] = mapped_column(BigInteger)
    created: Mapped[str] = mapped_column(String(27))
    created_by: Mapped[str] = mapped_column(String(60))


class Session(Base):
    """A browser that signed in. `stage` is `password` while the second factor is awaited. Times are UTC, ISO 8601 to the microsecond."""

    __tablename__ = "session"
    __table_args__ = (CheckConstraint("stage IN ('password', 'full')", name="stage"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.name"), index=True)
    stage: Mapped[str] = mapped_column(String(8))
    created: Mapped[str] = mapped_column(String(27))
    seen: Mapped[str] = mapped_column(String(27))
    expires: Mapped[str] = mapped_column(String(27), index=True)


class AccountLink(Base):
    """A link that lets its holder set the account's password, once, until it expires."""

    __tablename__ = "account_link"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.name"), index=True)
    expires: Mapped[str] = mapped_column(String(27))


class RecoveryCode(Base):
    """A code that stands in for a lost second factor. Used ones are gone."""

    __tablename__ = "recovery_code"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.name"), index=True)


class LoginFailure(Base):
    """A sign-in that failed, under each key it counts for: the account's name and the address's digest. Kept for an hour."""

    __tablename__ = "login_failure"
    __table_args__ = (Index(None, "key", "at"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    key: Mapped[str] = mapped_column(String(80))
    at: Mapped[str] = mapped_column(String(27))
