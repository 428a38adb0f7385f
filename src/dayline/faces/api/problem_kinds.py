"""What each type of problem means, what is kept, what to do: for the page of the type."""

from __future__ import annotations

from dataclasses import dataclass

from dayline.faces.statuses import STATUS


@dataclass(frozen=True, slots=True)
class Kind:
    """One type of problem in words."""

    title: str
    means: str
    kept: str
    do: str


_NOTHING = "Nothing was changed by the request."

KINDS = {
    "not-found": Kind(
        "There is no such thing",
        "Nothing has that name, or you may not see it. The two read the same, so that nobody"
        " learns from a refusal what exists.",
        _NOTHING,
        "Check the id. List what you may see: GET /api/v1/records.",
    ),
    "forbidden": Kind(
        "You may not do this",
        "Your role in the workspace, or the scopes of your token, do not allow the act; or the"
        " form came from another site.",
        _NOTHING,
        "The problem says whom to ask. A token never may do more than its person.",
    ),
    "conflict": Kind(
        "The record moved on",
        "Somebody changed the record since you read it. The members theirs and yours hold both"
        " texts.",
        "Both texts are kept: theirs in the record, yours in the answer.",
        "Merge the two, and send the result with the new ETag in If-Match.",
    ),
    "gates-closed": Kind(
        "The gates of this move are closed",
        "A contract asks for something before a record may move, or before a version may be"
        " published. Each finding is one thing to do, with its remedy.",
        "The record stays in its state.",
        "Do what the findings say, then make the move again.",
    ),
    "invalid-input": Kind(
        "This cannot be understood",
        "A value, a text or a query does not have the form that is asked for. Findings name the"
        " place: a file and line, or the member of the body.",
        _NOTHING,
        "Mend what the findings name and send it again.",
    ),
    "malformed": Kind(
        "The body is no JSON",
        "The body of the request could not be read as JSON in UTF-8.",
        _NOTHING,
        "Send JSON with Content-Type: application/json.",
    ),
    "hostile-input": Kind(
        "This is past a limit",
        "A body, a text or a structure is larger or deeper than is allowed. It was refused before"
        " it was read.",
        _NOTHING,
        "Make it smaller. The problem names the limit.",
    ),
    "broken-proof": Kind(
        "The journal does not prove itself",
        "The journal does not match its own hashes, so something was changed outside Dayline."
        " Dayline stops rather than guess.",
        "Everything is left as it was found, as evidence.",
        "Run `dayline verify` where the workspace is, and tell whoever runs it.",
    ),
    "refused": Kind(
        "This was refused",
        "A rule of the workspace refuses the act. The problem says which.",
        _NOTHING,
        "Read the member do of the problem.",
    ),
    "unauthenticated": Kind(
        "Who are you?",
        "The request carries no token that holds, and nobody is signed in. A token may be"
        " misspelt, over, or revoked; the answer does not say which.",
        _NOTHING,
        "Send Authorization: Bearer TOKEN. Make a token under your settings, or with"
        " `dayline token make`.",
    ),
    "rate-limited": Kind(
        "Too many requests",
        "This token sent more requests than its allowance. Each answer says in RateLimit how much"
        " is left.",
        _NOTHING,
        "Wait for as long as Retry-After says, then go on.",
    ),
    "precondition-failed": Kind(
        "The record is another by now",
        "If-Match named a revision that is no longer the current one. The members theirs and yours"
        " hold both texts.",
        "Both texts are kept: theirs in the record, yours in the answer.",
        "Merge the two, and send the result with the new ETag in If-Match.",
    ),
    "precondition-required": Kind(
        "Say which revision you read",
        "An edit has to carry If-Match with the ETag of the revision from which it was made, so"
        " that nobody's words are overwritten unseen.",
        _NOTHING,
        "Read the record, and send its ETag in If-Match.",
    ),
    "method-not-allowed": Kind(
        "Not by this method",
        "The address exists, but does not answer this method. The header Allow names those that"
        " it does.",
        _NOTHING,
        "Look the operation up in /api/v1/openapi.json.",
    ),
    "unsupported-media-type": Kind(
        "Not in this form",
        "The body came in a form that this address does not read.",
        _NOTHING,
        "Send JSON with Content-Type: application/json.",
    ),
    "key-reused": Kind(
        "This key belongs to another request",
        "The Idempotency-Key was sent before with another method, address or body.",
        "The first request stands as it was answered.",
        "Send each act under a key of its own.",
    ),
    "in-progress": Kind(
        "It is being done right now",
        "A request with the same Idempotency-Key is being answered at this moment.",
        "The act is done once only.",
        "Wait a second, then send it again with the same key.",
    ),
    "fault": Kind(
        "A fault of ours",
        "Something went wrong in Dayline. It is in the server's log, without your words.",
        "An act that was not answered with success was not done.",
        "Try again; with the same Idempotency-Key nothing happens twice.",
    ),
}
"""Every type of problem, by its code."""


def status_of_kind(code: str) -> int:
    """The HTTP status that goes with a type of problem."""
    return 500 if code == "fault" else STATUS.get(code, 400)
