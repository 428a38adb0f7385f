"""What people did, do next, and are stopped by, from what they posted themselves. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dayline.ask.choosing import quoted
from dayline.ask.matching import units_of
from dayline.ask.material import Document, Sentence
from dayline.ask.naming import LONGEST_NAME
from dayline.ask.spans import Span, day_of, span_in
from dayline.ask.unit import Unit
from dayline.practices.update.notes.model import Part
from dayline.practices.update.notes.words import part_named, says_nothing

KIND = "update"
_DONE = frozenset(
    """do doing done did work works working worked finish finished complete completed achieve
    achieved ship shipped report reported progress accomplish accomplished up busy""".split()  # noqa: SIM905
)
_PRESENT = frozenset("doing works working up busy".split())  # noqa: SIM905
_NEXT = frozenset("next plan plans planned planning upcoming will going".split())  # noqa: SIM905
_STUCK = frozenset(
    """blocked blocker blockers blocking stuck waits impediment impediments""".split()  # noqa: SIM905
)
_EVERYBODY = frozenset("everyone everybody we people anyone anybody somebody someone".split())  # noqa: SIM905
_GLUE = frozenset(
    """a an the what what's whats who who's is are was were be been has have had on in at of to for
    with his her their it right now currently any there and so by me us tell show give list team
    update updates get got say says said does our at moment made""".split()  # noqa: SIM905
)
_KNOWN = _GLUE | _DONE | _NEXT | _STUCK | _EVERYBODY
_CURRENT = timedelta(days=14)
"""What somebody posted before is no longer what stops them."""
_SHOWN = 3
"""Updates of one person that are quoted."""


@dataclass(frozen=True, slots=True)
class Doing:
    """Whose reports are asked for ("" for everybody's), which parts of them, of which days."""

    who: str
    parts: tuple[Part, ...]
    span: Span | None


def doing(text: str, *, names: Callable[[], Mapping[str, str]], today: date | None) -> Doing | None:
    """What a question asks of somebody's reports; None where it asks for anything else besides.

    ``names`` tells what people are called, with their handles; few questions need to know.
    """
    span, rest = span_in(text, today)
    words = re.findall(r"@?[\w'.-]*\w", rest.lower())
    asked = _parts({*words})
    if not asked or len({*words} - _KNOWN) > LONGEST_NAME:
        return None
    called = names()
    words = [_bare(word, called) for word in words]
    people = list(dict.fromkeys(called[word] for word in words if word in called))
    more = {word for word in words if word not in called}
    if more - _KNOWN or len(people) > 1:
        return None
    if not people and not (asked == (Part.BLOCKED,) or (span and more & _EVERYBODY)):
        return None
    if today and span == Span(today, today) and asked != (Part.DONE,):
        span = None  # what is to be done today may have been posted before
    if today and not people and span is None:
        span = Span(today - _CURRENT, today)
    return Doing(people[0] if people else "", asked, span)


def _bare(word: str, names: Mapping[str, str]) -> str:
    """``ben's`` is of Ben, or Ben is."""
    bare = word.removesuffix("'s")
    return bare if bare in names else word


def _parts(words: set[str]) -> tuple[Part, ...]:
    if words & _STUCK:
        return (Part.BLOCKED,)
    if words & _NEXT:
        return (Part.NEXT,)
    if words & _PRESENT:
        return Part.NEXT, Part.DONE
    return (Part.DONE,) if words & _DONE else ()


def told(asked: Doing, reports: Iterable[Document]) -> list[Sentence]:
    """What the reports say, a sentence for each part; ``reports`` come with the newest first."""
    found: list[Sentence] = []
    by: dict[str, int] = {}
    for one in reports:
        many = by.get(one.author, 0)
        if many >= (_SHOWN if asked.span and asked.who else 1) or not _is_of(one, asked.span):
            continue
        by[one.author] = many + 1
        found += [said for part in asked.parts if (said := _said(one, part))]
    return found


def _is_of(report: Document, span: Span | None) -> bool:
    day = day_of(report.kind, report.fields)
    dated = day[1] if day else report.opened
    return span is None or (dated is not None and dated in span)


def _said(report: Document, part: Part) -> Sentence | None:
    every = units_of(report)
    kept = [
        (at, one)
        for at, one in enumerate(every)
        if one.headings and part_named(one.headings[-1]) is part and _tells(one)
    ]
    return quoted(report, kept, before=f"{report.title}:")


def _tells(unit: Unit) -> bool:
    return unit.sort != "list" and not says_nothing(unit.text)
