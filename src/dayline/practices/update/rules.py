"""When somebody's update is due, and what one costs them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher

from dayline.base.hours import Hours
from dayline.base.zones import day_span

FARTHEST = 400
"""Days: whoever has no day of their own within so many owes no update."""

KEYSTROKES_PER_MINUTE = 200
"""Forty words of five characters: plain typing."""

WORDS_PER_MINUTE = 238
"""Silent reading of prose in English: the mean of 190 studies (Brysbaert 2019)."""

_A_DAY = timedelta(days=1)
Place = Callable[[date], str]


def is_own_day(hours: Hours, zone_on: Place, day: date) -> bool:
    """Whether somebody begins to work on a local date, where they are on it.

    Leave, holidays and off days are no such days, nor is the morning on which a night shift ends.
    """
    start, stop = day_span(day, zone_on(day))
    spans = list(hours.spans(start, stop))
    if not spans:
        return False
    goes_on = spans[0][0] == start and bool(list(hours.spans(start - 1, start)))
    return not goes_on or len(spans) > 1 or spans[0][1] == stop


def own_day_from(hours: Hours, zone_on: Place, start: date) -> date | None:
    """The first own day not before ``start``; None where there is none in sight."""
    for ahead in range(FARTHEST):
        day = start + ahead * _A_DAY
        if is_own_day(hours, zone_on, day):
            return day
    return None


def due_day(hours: Hours, zone_on: Place, *, today: date, posted_for: date | None) -> date | None:
    """The day for which the next update is due.

    ``posted_for`` is the day of the last one that was posted: posted early counts for its day,
    and the next follows it. Days that were missed are not asked for again.
    """
    start = today if posted_for is None or posted_for < today else posted_for + _A_DAY
    return own_day_from(hours, zone_on, start)


@dataclass(frozen=True, slots=True)
class Cost:
    """What an update asks of a person: keystrokes, words to read, and minutes for both."""

    keystrokes: int
    words: int

    @property
    def minutes(self) -> float:
        """Typing and reading, one after the other."""
        return self.keystrokes / KEYSTROKES_PER_MINUTE + self.words / WORDS_PER_MINUTE


def cost(drafted: str, posted: str) -> Cost:
    """What it took to make ``posted`` of ``drafted``: what was typed and struck out, and reading
    the draft once."""
    typed = 0
    for tag, begin, end, start, stop in SequenceMatcher(
        None, drafted.split("\n"), posted.split("\n"), autojunk=False
    ).get_opcodes():
        if tag != "equal":
            old, new = (
                "\n".join(drafted.split("\n")[begin:end]),
                "\n".join(posted.split("\n")[start:stop]),
            )
            typed += _within(old, new)
    return Cost(typed, len(drafted.split()))


def _within(old: str, new: str) -> int:
    matched = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in matched if block.size > 3)
    return (len(old) - same) + (len(new) - same)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody did on a record: opened or moved (``word`` is the state), commented,
    read (a receipt), or a deadline of theirs that was met or missed (``word`` is the clock).
    ``over`` says that the record's life has ended since."""

    ref: str
    title: str
    act: str
    word: str = ""
    kind: str = ""
    over: bool = False


def in_points(deeds: Sequence[Deed], commits: Sequence[str] = ()) -> list[str]:
    """Deeds as points of an update: one for each record, in the order of the first deed on it."""
    by_ref: dict[str, list[Deed]] = {}
    for deed in deeds:
        by_ref.setdefault(deed.ref, []).append(deed)
    points = [_point(several) for several in by_ref.values()]
    return [*points, *(f"Commit {said}" for said in dict.fromkeys(commits))]


def _point(deeds: Sequence[Deed]) -> str:
    words = {
        act: [one.word.replace("_", " ") for one in deeds if one.act == act and one.word]
        for act in ("moved", "opened")
    }
    states = words["moved"] or words["opened"]
    said: list[str] = []
    if states:
        said.append("a draft" if states[-1] == "draft" else states[-1])
    elif any(one.act == "revised" for one in deeds):
        said.append("revised")
    many = sum(one.act == "commented" for one in deeds)
    if many:
        said.append("commented on" if many == 1 else f"commented on {many} times")
    if any(one.act == "read" for one in deeds):
        said.append("read")
    said += [f"in time ({one.word.replace('_', ' ')})" for one in deeds if one.act == "met"]
    late = [f"out of time ({one.word.replace('_', ' ')})" for one in deeds if one.act == "missed"]
    verb = "is" if states or not said else "was"
    first = deeds[0]
    return f"{first.ref} {verb} {', '.join(dict.fromkeys([*said, *late]))}: {first.title}"
