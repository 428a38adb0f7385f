"""What minutes become as texts: a page of their outcome, and a record for each decision. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from dayline.practices.minutes.reading import Minutes, Said

_TITLE = 100


def decision(minutes: Minutes, said: Said, *, ref: str, meeting: str) -> str:
    """A decision as a record of its own, in the words of the minutes."""
    decided = f"decided_on: {minutes.day.isoformat()}\n" if minutes.day else ""
    where = f"{said.id} in line {said.line} of {minutes.path}"
    return (
        f"---\ncontract: decision/1\nid: {ref}\nstate: accepted\n{decided}"
        f"relates_to: [{meeting}]\n---\n\n# {title(said)}\n\n"
        f"## Context\n\nDecided in {meeting}: {where}.\n\n## Decision\n\n{said.text}\n"
    )


def meeting(minutes: Minutes, *, ref: str, page: str, decided: Sequence[str]) -> str:
    """The outcome of a meeting: its decisions by their records, and its actions as a list."""
    lines = [
        "---", "contract: meeting/1", f"id: {ref}", "state: written_up", f"relates_to: [{page}]",
        "---", "", f"# {_plain(minutes.title) or minutes.path}", "",
        "## Purpose", "", f"The minutes themselves are {page}.", "", "## Outcome", "",
    ]  # fmt: skip
    if minutes.decisions:
        lines += [
            f"- {known} ({said.id}): {said.text}"
            for known, said in zip(decided, minutes.decisions, strict=True)
        ]
    else:
        lines.append("No decision is marked in the minutes.")
    if minutes.actions:
        lines += ["", "## Actions", ""]
        lines += [f"- {said.id}: {said.text or '(no words)'}" for said in minutes.actions]
    return "\n".join([*lines, ""])


def title(said: Said) -> str:
    """The words of an item as a heading."""
    words = _plain(said.text) or f"Item {said.id}"
    return words if len(words) <= _TITLE else f"{words[: _TITLE - 1].rstrip()}…"


def _plain(text: str) -> str:
    return " ".join(text.replace("*", "").replace("`", "").lstrip("# ").split())
