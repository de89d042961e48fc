"""The people at the desk: accounts, sessions, failed sign-ins. Writes only; what a password or a code is worth is judged in `server/desk`."""

from credibility_db.curation.people.accounts import (
    change_role,
    create_account,
    disable_account,
    drop_totp,
    enable_account,
    make_link,
    set_password,
    set_totp,
    use_link,
    use_recovery_code,
    use_totp_step,
)
from credibility_db.curation.people.failures import drop_attempt, note_attempt
from credibility_db.curation.people.sessions import end_session, end_sessions_of, start_session, touch_session

__all__ = [
    "change_role",
    "create_account",
    "disable_account",
    "drop_attempt",
    "drop_totp",
    "enable_account",
    "end_session",
    "end_sessions_of",
    "make_link",
    "note_attempt",
    "set_password",
    "set_totp",
    "start_session",
    "touch_session",
    "use_link",
    "use_recovery_code",
    "use_totp_step",
]
