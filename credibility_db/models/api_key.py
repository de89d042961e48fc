"""The table of API keys: who may call the API beyond reading, for how long. Holds digests, never secrets."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from credibility_db.models.base import Base


class ApiKey(Base):
    """A key handed out to `holder`. `prefix` is the part of the secret that may be shown; `digest` the SHA-256 of the whole secret, in hex.

    `account` is the login name of the desk account in whose name the key acts. `scopes` are words between spaces, sorted. Times are UTC,
    ISO 8601 to the microsecond; `last_used` is exact to an hour. Rows stay: a revoked key tells when it was.
    """

    __tablename__ = "api_key"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    prefix: Mapped[str] = mapped_column(String(12), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    holder: Mapped[str] = mapped_column(String(120))
    account: Mapped[str | None] = mapped_column(String(120))
    scopes: Mapped[str] = mapped_column(String(120))
    created: Mapped[str] = mapped_column(String(27))
    expires: Mapped[str] = mapped_column(String(27))
    last_used: Mapped[str | None] = mapped_column(String(27))
    revoked: Mapped[str | None] = mapped_column(String(27))
