"""Writing accounts. Whatever takes rights away ends the account's sessions in the same transaction."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, update

from credibility_db.clock import moment
from credibility_db.curation.history import lock_writing
from credibility_db.curation.people.sessions import end_sessions_of
from credibility_db.errors import AccountRefused
from credibility_db.models import Account, AccountLink, RecoveryCode
from credibility_db.queries import account, account_link, count_active_admins

NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,58}[a-z0-9])?\Z")


def create_account(connection: Connection, name: str, role: str, *, by: str) -> None:
    """Add an account without a password. Raises AccountRefused for a name that is taken or not of the form."""
    if not NAME.match(name):
        raise AccountRefused("A name has lower-case letters, digits, and . _ - between them; at most 60.")
    lock_writing(connection)
    if account(connection, name) is not None:
        raise AccountRefused(f"There is an account {name} already.")
    connection.execute(insert(Account), [{"name": name, "role": role, "status": "active", "created": moment(), "created_by": by}])


def set_password(connection: Connection, name: str, hashed: str) -> None:
    """Store a password's hash; every session and link of the account ends."""
    connection.execute(update(Account).where(Account.name == name).values(password=hashed))
    connection.execute(delete(AccountLink).where(AccountLink.account == name))
    end_sessions_of(connection, name)


def change_role(connection: Connection, name: str, role: str) -> None:
    """Give an account another role; its sessions end. Raises AccountRefused rather than leave no admin."""
    lock_writing(connection)
    if role != "admin":
        _keep_an_admin(connection, name)
    connection.execute(update(Account).where(Account.name == name).values(role=role))
    end_sessions_of(connection, name)


def disable_account(connection: Connection, name: str) -> None:
    """Shut an account out at once. Raises AccountRefused rather than leave no admin."""
    lock_writing(connection)
    _keep_an_admin(connection, name)
    connection.execute(update(Account).where(Account.name == name).values(status="disabled"))
    connection.execute(delete(AccountLink).where(AccountLink.account == name))
    end_sessions_of(connection, name)


def enable_account(connection: Connection, name: str) -> None:
    """Let an account in again."""
    connection.execute(update(Account).where(Account.name == name).values(status="active"))


def _keep_an_admin(connection: Connection, name: str) -> None:
    row = account(connection, name)
    if row is not None and row.role == "admin" and row.status == "active" and count_active_admins(connection) < 2:
        raise AccountRefused("This is the last admin; make somebody else an admin first.")


def make_link(connection: Connection, name: str, digest: str, *, seconds: float) -> None:
    """Store a link that sets the account's password once; earlier links no longer do."""
    connection.execute(delete(AccountLink).where(AccountLink.account == name))
    connection.execute(insert(AccountLink), [{"digest": digest, "account": name, "expires": moment(after=seconds)}])


def use_link(connection: Connection, digest: str) -> str | None:
    """Use a link up and return its account's name; None where there is no such link or it has expired."""
    lock_writing(connection)
    row = account_link(connection, digest)
    connection.execute(delete(AccountLink).where(AccountLink.digest == digest))
    return None if row is None or row.expires < moment() else str(row.account)


def set_totp(connection: Connection, name: str, secret: str, *, recovery: Sequence[str], step: int) -> None:
    """Turn the second factor on, with the digests of its recovery codes and the time step whose code proved it."""
    connection.execute(update(Account).where(Account.name == name).values(totp_secret=secret, totp_step=step))
    connection.execute(delete(RecoveryCode).where(RecoveryCode.account == name))
    connection.execute(insert(RecoveryCode), [{"digest": digest, "account": name} for digest in recovery])


def drop_totp(connection: Connection, name: str) -> None:
    """Turn the second factor off."""
    connection.execute(update(Account).where(Account.name == name).values(totp_secret=None, totp_step=None))
    connection.execute(delete(RecoveryCode).where(RecoveryCode.account == name))


def use_totp_step(connection: Connection, name: str, step: int) -> bool:
    """Mark a time step's code as used; False where it, or a later one, was used before."""
    fresh = Account.totp_step.is_(None) | (Account.totp_step < step)
    return connection.execute(update(Account).where(Account.name == name, fresh).values(totp_step=step)).rowcount == 1


def use_recovery_code(connection: Connection, name: str, digest: str) -> bool:
    """Use a recovery code up; False where the account has no such code."""
    return connection.execute(delete(RecoveryCode).where(RecoveryCode.account == name, RecoveryCode.digest == digest)).rowcount == 1
