"""The one family of errors, with no HTTP in it beyond a status number; `problems.py` turns them into problem+json.

Each class has a stable `type` (the last part of its problem URI), a title and a status; docs/errors.md lists them and a test holds it there.
Messages are written for the caller: no database text, no paths, no traceback.

Longer than other modules, as it is one table of forty rows that is read beside docs/errors.md; parts of it would share nothing but their base.
"""

from __future__ import annotations

from typing import ClassVar


class AppError(Exception):
    """Anything that goes wrong in a way a caller should hear of. `detail` is a sentence for people; `extra` adds problem members."""

    type: ClassVar[str] = "internal-error"
    title: ClassVar[str] = "Something went wrong on our side"
    status: ClassVar[int] = 500

    def __init__(self, detail: str | None = None, **extra: object) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.extra = extra


class InvalidRequest(AppError):
    """The request's form is wrong: `errors` maps members to messages."""

    type = "invalid-request"
    title = "The request does not have the right form"
    status = 422


class UnknownMember(InvalidRequest):
    type = "unknown-member"
    title = "The request has a member this service does not know"


class WrongType(InvalidRequest):
    type = "wrong-type"
    title = "A member of the request has the wrong type"


class NoBody(AppError):
    type = "no-body"
    title = "The request has no body"
    status = 400


class NotJson(AppError):
    type = "not-json"
    title = "The body is not valid JSON"
    status = 400


class UnsupportedMediaType(AppError):
    type = "unsupported-media-type"
    title = "The body must be sent as application/json"
    status = 415


class Unauthorized(AppError):
    """No API key was sent, or one that this service does not know."""

    type = "unauthorized"
    title = "This needs an API key that this service knows"
    status = 401


class KeyExpired(Unauthorized):
    type = "key-expired"
    title = "The API key has expired"


class KeyRevoked(Unauthorized):
    type = "key-revoked"
    title = "The API key was revoked"


class Forbidden(AppError):
    """The API key is good but may not do this; `scope` names what it lacks."""

    type = "forbidden"
    title = "The API key does not have the scope for this"
    status = 403


class TooManyRequests(AppError):
    """The client asked more often than its rate limit allows; `retry_after` carries seconds, `policy` the limit's name."""

    type = "too-many-requests"
    title = "Too many requests; try again later"
    status = 429


class UrlTooLong(AppError):
    type = "url-too-long"
    title = "The request's path and query are longer than this service takes"
    status = 414


class NotFound(AppError):
    type = "not-found"
    title = "There is nothing here"
    status = 404


class RulesBroken(AppError):
    """A proposal that the rules of the database refuse; `findings` lists code, message and statement of each."""

    type = "rules-broken"
    title = "The rules of the database refuse this"
    status = 422


class ProposalConflict(AppError):
    """A proposal that cannot be handed in or decided as asked: decided already, one's own, nothing to change."""

    type = "proposal-conflict"
    title = "The proposal cannot be handled as asked"
    status = 409


class RecordChanged(ProposalConflict):
    """The record says something else than the proposal started from; `now` is what it says, `conflicts` the members that both changed."""

    type = "record-changed"
    title = "The record has changed since the proposal was made"


class NotSignedIn(AppError):
    type = "not-signed-in"
    title = "You are not signed in, or no longer"
    status = 401


class RoleMissing(AppError):
    type = "role-missing"
    title = "Your role does not allow this"
    status = 403


class FormExpired(AppError):
    """A form of the desk that was not made for this browser, or before it signed in."""

    type = "form-expired"
    title = "This form has expired: go back, load the page again and send it once more"
    status = 403


class TooManyAttempts(AppError):
    """Signing in failed too often; `retry_after` carries seconds."""

    type = "too-many-attempts"
    title = "Signing in failed too often; wait a while before you try again"
    status = 429


class RequestTooLarge(AppError):
    type = "request-too-large"
    title = "The request is larger than this service takes"
    status = 413


class EmptyText(AppError):
    type = "empty-text"
    title = "The text sent is empty"
    status = 422


class MethodNotAllowed(AppError):
    type = "method-not-allowed"
    title = "This address does not answer that method"
    status = 405


class NoEdition(AppError):
    type = "no-edition"
    title = "No edition of the database has been published yet"
    status = 503


class EditionDamaged(AppError):
    type = "edition-damaged"
    title = "The edition's files do not match their checksums"
    status = 503


class PageError(AppError):
    """The page could not be had or read: a 4xx whatever its site did, since nothing is wrong with this service (docs/adr/0013)."""

    status = 422


class InvalidUrl(PageError):
    type = "invalid-url"
    title = "The address is not one this service fetches"


class AddressRefused(PageError):
    type = "address-refused"
    title = "The address leads to a network this service does not enter"
    status = 403


class HostNotFound(PageError):
    type = "host-not-found"
    title = "The host's name could not be resolved"


class FetchFailed(PageError):
    type = "fetch-failed"
    title = "The page could not be fetched"


class FetchTimeout(PageError):
    type = "fetch-timeout"
    title = "The page did not arrive in time"


class HostBusy(PageError):
    """The site is being asked for too much at once, or rests after failures; `retry_after` carries seconds."""

    type = "host-busy"
    title = "This service is asking the site for too much already"
    status = 429


class ServiceBusy(HostBusy):
    """As many pages as this process fetches at once are being fetched; `retry_after` carries seconds."""

    type = "service-busy"
    title = "This service is fetching as many pages as it can"
    status = 503


class UpstreamStatus(PageError):
    """The site answered with an error status; `upstream_status` carries it."""

    type = "upstream-status"
    title = "The site answered with an error"


class TooManyRedirects(PageError):
    type = "too-many-redirects"
    title = "The page redirects too often"


class RobotsRefused(PageError):
    type = "robots-refused"
    title = "The site asks robots not to read this page"
    status = 403


class PageTooLarge(PageError):
    type = "page-too-large"
    title = "The page is larger than this service reads"
    status = 413


class TextTooLarge(PageError):
    """The text sent, or the page's article, has more characters than this service looks for attributions in."""

    type = "text-too-large"
    title = "The text is longer than this service reads"
    status = 413


class PageTooComplex(PageError):
    type = "page-too-complex"
    title = "The page's markup is nested or repeated beyond what this service reads"


class NotHtml(PageError):
    type = "not-html"
    title = "The address does not lead to an HTML page"
    status = 415


class Undecodable(PageError):
    type = "undecodable"
    title = "The page's bytes are not text in its encoding"


class EmptyPage(PageError):
    """The page has no article text (paywall, script-built page); `needs_content` tells a client to send the text instead."""

    type = "needs-content"
    title = "The page has no article text to read"

    def __init__(self, detail: str | None = None, **extra: object) -> None:
        super().__init__(detail, needs_content=True, **extra)


class UnsupportedLanguage(PageError):
    type = "unsupported-language"
    title = "This service does not read the page's language yet"


class BundleKeyMissing(AppError):
    type = "bundle-key-missing"
    title = "This service has no key to sign outlet bundles with"
    status = 404


class KeyReused(AppError):
    """The client-made key of a report was used for a report with another content."""

    type = "key-reused"
    title = "Another report was sent under this key"
    status = 409


class StorageFull(AppError):
    """What was sent cannot be stored for want of room; nothing of it is kept. `retry_after` carries seconds."""

    type = "storage-full"
    title = "This service has no room left for what was sent"
    status = 507


class DatabaseUnavailable(AppError):
    """The curators' database is away. Reading goes on; what would be written is refused, so that nothing acknowledged is lost."""

    type = "database-unavailable"
    title = "The curators' database cannot be reached; nothing was changed"
    status = 503
