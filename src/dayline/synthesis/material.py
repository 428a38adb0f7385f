"""The text of a record as messages: what its sections state, each under its heading. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from dayline.base.anchors import slugify
from dayline.base.outline import Outline, heading_key
from dayline.contracts.prose import without_comments
from dayline.synthesis.messages import Message
from dayline.synthesis.sentences import sentences

_PARTS = {
    "question": ("open questions", "questions", "question", "unresolved questions"),
    "decision": ("decision", "decision outcome", "decisions", "decisions and rationale", "outcome"),
    "action": ("actions", "action items", "follow-ups", "next steps", "actions agreed"),
    "position": ("proposal", "proposed solution", "recommendation", "answer"),
}
_BY_HEADING = {name: part for part, names in _PARTS.items() for name in names}
_MOST_HELD = 2
"""Sentences of a proposal that stand for it; the record itself says the rest."""


def of_text(
    text: str, outline: Outline, *, ref: str, who: str, at: datetime, settled: bool
) -> Iterator[Message]:
    """The sections that say where things stand. ``settled``: what it proposes is decided."""
    marks = [one for one in outline.headings if one.level <= 2]
    for number, heading in enumerate(marks):
        part = _BY_HEADING.get(heading_key(heading.text), "") if heading.level == 2 else ""
        if part in ("decision", "position"):
            part = "decision" if settled else "position"
        if heading_key(heading.text) == "outcome" and not settled:
            part = ""
        end = marks[number + 1].start if number + 1 < len(marks) else len(text)
        body = without_comments(text[heading.end : end])
        said = [one for one in sentences(body) if one.casefold().strip(" .") not in _NOTHING]
        if not part or not said:
            continue
        if part in ("position", "decision"):
            said = said[:_MOST_HELD]
        place = f"{ref}#{slugify(heading.text)}"
        yield Message(place, who, at, "\n\n".join(said), place=heading.text.strip(), part=part)


_NOTHING = frozenset(["none", "nothing", "none yet", "n/a", "no", "-", "nothing yet"])
