"""The words by which people head their lists, and by which they say that there is nothing. Pure."""

from __future__ import annotations

import re
import unicodedata

from dayline.practices.update.notes.model import Part

DASHES = "\u2013\u2014"

_DONE = """
done|did|completed|complete|finished|accomplished|accomplishments|achieved|achievements|shipped|
progress|progress made|yesterday|last week|previous week|
past week|previously|what i did|what we did|what did i do|what i have done|since last time|
since last update|since last meeting|since yesterday|what i did yesterday|what i did last week|
done since last time|done last week|done yesterday|done this week|worked on|
in progress|in-progress|wip|work in progress|doing|working on|currently|ongoing|done today
"""
_NEXT = """
next|next up|next steps|next step|next week|up next|todo|to do|to-do|todos|plan|plans|planned|
planning|plan for today|plan for this week|plan for next week|plans for today|plans for this week|
plans for next week|plan this week|today|tomorrow|this week|coming week|coming up|upcoming|focus|
will do|what i will do|what i'll do|what is next|what's next|what i will do today|
priorities|what will i do|next actions|doing next|going to do|plans for tomorrow
"""
_BLOCKED = """
blocked|blocker|blockers|blocking|blocking issues|impediment|impediments|stuck|obstacle|obstacles|
blocked on|blocked by|stuck on|waiting|waiting on|waiting for|roadblock|roadblocks|
blocking me|what blocks me|anything blocking|hindrances|hold-ups|help needed|need help
"""
_NOTHING = """
|-|null|nil|none|no|nope|nah|na|n/a|nothing|no blockers|no blocker|none so far|none right now|
not blocked|nothing right now|nothing so far|nobody|not applicable|empty|no impediments|tbd|
no issues|none at the moment|nothing at the moment|none really|not really|all clear|all good|
nada|none currently|none today|nothing today|no blockers today|no blockers right now|never|
nothing to report|no update|no updates|clear|zip|zero|0|
"""
_COLOURS = re.compile(r"(?i)\b(green|yellow|amber|orange|red)\b")
_COLOUR_SIGNS = {"🟢": "Green", "🟡": "Yellow", "🟠": "Orange", "🔴": "Red"}


def _table(words: str, part: Part) -> dict[str, Part]:
    return dict.fromkeys(words.replace("\n", "").split("|"), part)


_PARTS = {**_table(_DONE, Part.DONE), **_table(_NEXT, Part.NEXT), **_table(_BLOCKED, Part.BLOCKED)}
_NONE = frozenset(_NOTHING.replace("\n", "").split("|"))
_AUTHOR = frozenset({"author", "owner", "lead", "reporter", "by", "reported by", "written by",
                     "who", "name", "dri", "authors", "point of contact"})  # fmt: skip
_WRITER = frozenset({"author", "authors", "reporter", "reported by", "written by"})
_STATUS = frozenset({"status", "current status", "overall status", "health", "rag", "rag status",
                     "colour", "color", "light", "state"})  # fmt: skip
_UPDATES = frozenset({"update", "updates", "status update", "notable events", "events", "news"})
_WHO_HEADS = frozenset({"who", "name", "person", "team", "member", "engineer", "people", "author",
                        "owner", "squad", "group", ""})  # fmt: skip
_GENERAL = frozenset(
    """agenda|notes|updates|update|week update|weekly update|weekly updates|
attendees|participants|round of updates|roundtable|round table|team updates|standup|stand-up|
standups|status|status updates|announcements|questions|discussion|action items|actions|summary|
everybody|all|minutes|meeting notes|overview|team|project|goals for the meeting|
""".replace("\n", "").split("|")
)

_PLACEHOLDERS = frozenset(
    """name|your name|your handle|handle|someone|somebody|username|user|
github handle|name / slack handle|name/handle|person|team|your_name|first last|firstname lastname|
""".replace("\n", "").split("|")
)

_COMMENT = re.compile(r"<!--.*?-->")
_MARKUP = re.compile(r"[*_`~#]+")
_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """``text`` in small letters, without emphasis, emoji and outer punctuation."""
    text = _COMMENT.sub("", text)
    kept = "".join(" " if unicodedata.category(char) in ("So", "Sk", "Cf") else char
                   for char in _MARKUP.sub("", text) if char != "\ufe0f")  # fmt: skip
    return _SPACES.sub(" ", kept).strip(" \t:.!?,;()[]{}").casefold().replace("\u2019", "'")


def part_named(label: str) -> Part | None:
    """The part that a label names; ``Done/In progress`` names one, ``Done/Next`` none."""
    return part_of(plain(label))


def part_of(words: str) -> Part | None:
    """The same for words that are plain already."""
    found = _PARTS.get(words)
    if found is not None:
        return found
    pieces = [one.strip() for one in re.split(r"/|&|\+|,|\bor\b|\band\b", words) if one.strip()]
    parts = [_PARTS.get(piece) for piece in pieces]
    known = {part for part in parts if part}
    if len(pieces) < 2 or len(known) != 1 or parts[0] is None:
        return None
    return known.pop()


def says_nothing(text: str) -> bool:
    """Whether somebody says here that there is nothing, or left the place for it open."""
    words = plain(text).replace(" / ", "/")
    return words in _NONE or not any(char.isalnum() for char in words)


def colours(text: str) -> tuple[str, ...]:
    """The colours that a status names, in its order."""
    for sign, word in _COLOUR_SIGNS.items():
        text = text.replace(sign, f" {word} ")
    found: dict[str, None] = {}
    for match in _COLOURS.finditer(text):
        found[match.group(1).capitalize()] = None
    return tuple(found)


def is_author(label: str) -> bool:
    """Whether a field's label says who writes."""
    return plain(label) in _AUTHOR


def is_writer(label: str) -> bool:
    """Whether it says so of a whole text, where ``Lead:`` tells who leads the meeting."""
    return plain(label) in _WRITER


def is_status(label: str) -> bool:
    """Whether a field's label says how it stands."""
    return plain(label) in _STATUS


def is_updates(label: str) -> bool:
    """Whether a list under somebody's name is simply their update."""
    return plain(label) in _UPDATES


def heads_people(cell: str) -> bool:
    """Whether a table's column holds names."""
    return plain(cell) in _WHO_HEADS


def is_general(text: str) -> bool:
    """Whether a heading names a part of a meeting and nobody in it."""
    return plain(text) in _GENERAL


def is_placeholder(name: str) -> bool:
    """Whether a template's place for a name was left as it was."""
    return plain(name).strip("@<> ") in _PLACEHOLDERS
