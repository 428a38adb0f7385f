"""What a token may be used for. Pure.

A token never lets anybody do more than the person whose it is: scopes only narrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dayline.base.errors import InvalidInput

SCOPES = {
    "read": "Read what its person may see.",
    "write:records": "Open, edit, link and move records.",
    "write:comments": "Comment, raise concerns, give receipts.",
    "write:self": "Change its person's own name, hours and choices.",
    "admin": "Do what owners do: people, teams, contracts, tokens, checkpoints.",
    "ics": "Read the calendar of its person's deadlines, and nothing else.",
}
"""Every scope, with what it is for."""

_BY_ROLE = {
    "owner": frozenset(SCOPES),
    "member": frozenset(SCOPES) - {"admin"},
    "guest": frozenset({"read", "write:comments", "write:self", "ics"}),
    "auditor": frozenset({"read", "write:self", "ics"}),
}


def scopes_of_role(role: str) -> tuple[str, ...]:
    """The scopes that a token of somebody with this role may have, in their order."""
    allowed = _BY_ROLE.get(role, frozenset())
    return tuple(scope for scope in SCOPES if scope in allowed)


def checked_scopes(wanted: Iterable[str], role: str) -> tuple[str, ...]:
    """``wanted`` without repetition, in their order. Raises :class:`InvalidInput`."""
    asked = set(wanted)
    allowed = scopes_of_role(role)
    refused = sorted(asked - set(allowed))
    if refused or not asked:
        what = f"{refused[0]!r} is no scope for {_an(role)}." if refused else "No scope was named."
        raise InvalidInput(what, do=f"Choose among: {', '.join(allowed)}.")
    return tuple(scope for scope in allowed if scope in asked)


def allows(scopes: Sequence[str], needed: str) -> bool:
    """Whether a token with these scopes may be used for ``needed``. Writing includes no reading."""
    return needed in scopes


def _an(role: str) -> str:
    return f"{'an' if role[:1] in 'aeio' else 'a'} {role}"
