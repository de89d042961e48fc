"""What a page says after something was done: a word in the address (`?said=`), looked up here, so that no text comes from outside."""

from __future__ import annotations

NOTICES = {
    "signed-out": "You are signed out.",
    "password-set": "The password is set. Sign in with it.",
    "password-changed": "Your password is changed; other browsers were signed out.",
    "second-factor-off": "The second factor is off.",
    "role-changed": "The role is changed; the person has to sign in again.",
    "disabled": "The account is disabled and signed out everywhere.",
    "decided-accept": "Accepted. Readers see it within ten seconds.",
    "decided-changes": "The author is asked for changes.",
    "decided-decline": "Declined.",
    "decided-many": "Done: each proposal is decided for itself.",
    "disputed": "Marked as disputed. Readers see it within ten seconds.",
    "answered": "Answered.",
    "declined-reports": "Put aside.",
    "contact-deleted": "The contact is deleted.",
    "dismissed": "It is off the list for good.",
    "rolled-back": "Readers get that edition within two seconds.",
    "taken-back": "You took this proposal back.",
    "proposed": "Thank you: your proposal waits for review.",
    "merged": "Merged. The old id leads to the new one for good.",
    "split": "Split.",
    "key-revoked": "The key is revoked; services refuse it within a minute.",
    "enabled": "The account is active again.",
}


def notice(word: str | None) -> str | None:
    """The sentence for a word, None for one that is not known."""
    return NOTICES.get(word or "")
