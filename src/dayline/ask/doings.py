"""What people did, do next, and are stopped by, from what they posted themselves. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dayline.ask.choosing import quoted
from dayline.ask.matching import units_of
from dayline.ask.material import Document, Sentence
from dayline.ask.naming import LONGEST_NAME, with_people, words_of
from dayline.ask.spans import Span, day_of, span_in
from dayline.ask.unit import Unit
from dayline.practices.update.notes.model import Part
from dayline.practices.update.notes.words import part_named, says_nothing

KIND = "update"
_DONE = frozenset(
    """doing done did work works working worked finish finished complete completed achieve achieved
    ship shipped reported progress accomplish accomplished up busy""".split()  # noqa: SIM905
)
_PRESENT = frozenset("doing works working up busy".split())  # noqa: SIM905
_PAST = frozenset(("did", "was", "were", "had"))
_NEXT = frozenset("next plan plans planned planning upcoming will going".split())  # noqa: SIM905
_STUCK = frozenset("blocked blocker blockers blocking stuck impediment impediments".split())  # noqa: SIM905
_EVERYBODY = frozenset(
    """everyone everybody everyone's everybody's we people anyone anybody somebody someone
    got""".split()  # noqa: SIM905
)
_GLUE = frozenset(
    """a an the what what's whats who who's is are was were be been has have had on in at of for to
    it right now currently any there and so me tell show get got do does our moment am the's team
    have""".split()  # noqa: SIM905
)
_KNOWN = _GLUE | _DONE | _NEXT | _STUCK | _EVERYBODY
_SUBJECT = re.compile(
    r"\bwho(?:'s)?\b.*@|@.*\bblocking\b|\bteam\b.*@|@.*\bteam\b|\b(?:to|of|on|and) @"
)
"""Somebody is named who is not the one that does, plans or is stopped."""
_TOGETHER = re.compile(r"@(?: (?:and )?@)+")
"""Several who do, plan or are stopped: Ben and Mei, or Ben, Mei and Omar."""
_FOR = re.compile(r"\bfor @")
CURRENT = timedelta(days=14)
"""What somebody posted before is no longer what they do."""
_NO_BLOCKER = re.compile(
    r"^(?:no|none|nothing|not)\b.{0,30}\b(?:block\w*|impediments?|me|now|moment|today|week|far)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Doing:
    """Whose reports are asked for (everybody's where none is named), which parts, which days."""

    people: tuple[str, ...]
    parts: tuple[Part, ...]
    span: Span | None


def doing(text: str, *, names: Callable[[], Mapping[str, str]], today: date | None) -> Doing | None:
    """What a question asks of somebody's reports; None where it asks for anything else besides.

    ``names`` tells what people are called, with their handles; few questions need to know.
    """
    span, rest = span_in(text, today)
    words = words_of(rest)
    parts = _parts({*words})
    unknown = len({*words} - _KNOWN)
    if not parts or unknown > LONGEST_NAME or not (unknown or _is_of_all(words, parts, span)):
        return None
    words, people = with_people(words, names(), _KNOWN)
    said = {*words} - {"@"}
    shape = _TOGETHER.sub("@", " ".join(words).replace("@ team", "@"))
    if said - _KNOWN or shape.count("@") > 1 or (people and _SUBJECT.search(shape)):
        return None
    if _FOR.search(shape) and parts == (Part.DONE,):
        return None
    if not people and not _is_of_all(words, parts, span):
        return None
    return _dated(people, parts, span, today, is_past=bool(said & _PAST))


def _is_of_all(words: list[str], parts: tuple[Part, ...], span: Span | None) -> bool:
    """Whether everybody is meant: who is blocked, what did we do yesterday, who did what."""
    said = {*words}
    if parts == (Part.BLOCKED,):
        return True
    return bool(said & _EVERYBODY or {"who", "what"} <= said) and (
        span is not None or Part.NEXT in parts
    )


def _parts(words: set[str]) -> tuple[Part, ...]:
    if words & _STUCK:
        return (Part.BLOCKED,)
    if words & _NEXT:
        return (Part.NEXT,)
    if words & _PRESENT and not words & _PAST:
        return Part.NEXT, Part.DONE
    return (Part.DONE,) if words & _DONE else ()


def _dated(
    people: tuple[str, ...], parts: tuple[Part, ...], span: Span | None, today: date | None, *,
    is_past: bool,
) -> Doing | None:  # fmt: skip
    """The same of the days that are meant; what is so now was posted lately, not only today."""
    is_present = parts != (Part.DONE,)
    if today and is_present and (span is None or span == Span(today, today)):
        return Doing(people, parts, Span(today - CURRENT, today))
    if today and span and Part.NEXT in parts and span.until < today and not is_past:
        return None  # "on Friday" of somebody's plans is a day to come
    return Doing(people, parts, span)


def told(asked: Doing, reports: Iterable[Document]) -> Iterator[Sentence]:
    """What the reports say, a sentence for each part; ``reports`` come with the newest first.

    Of each person the last one is told, or all of the days that the question names.
    """
    told_of: set[str] = set()
    is_now = asked.parts != (Part.DONE,)
    for one in reports:
        alone = one.author in told_of and (is_now or asked.span is None)
        if alone or one.is_open or not _is_of(one, asked.span):
            continue
        told_of.add(one.author)
        for part in asked.parts:
            yield from _said(one, part)


def _is_of(report: Document, span: Span | None) -> bool:
    day = day_of(report.kind, report.fields)
    dated = day[1] if day else report.opened
    return span is None or (dated is not None and dated in span)


def _said(report: Document, part: Part) -> Iterator[Sentence]:
    """What stands under the headings of a part, a sentence for each stretch of it."""
    run: list[tuple[int, Unit]] = []
    for at, one in enumerate(units_of(report)):
        if run and (at != run[-1][0] + 1 or one.headings != run[-1][1].headings):
            yield from quoted(report, run, before=f"{report.title}:")
            run = []
        if _part_of(one.headings) is part and _tells(one, part):
            run.append((at, one))
    yield from quoted(report, run, before=f"{report.title}:")


def _part_of(headings: tuple[str, ...]) -> Part | None:
    """The part that the innermost heading names which names any."""
    return next((part for one in reversed(headings) if (part := part_named(one))), None)


def _tells(unit: Unit, part: Part) -> bool:
    nothing = says_nothing(unit.text) or (part is Part.BLOCKED and _NO_BLOCKER.match(unit.text))
    return unit.sort != "list" and not nothing
