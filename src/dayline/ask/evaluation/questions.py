"""A file of questions with what a right answer says and cites: one JSON object on a line. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dayline.base.errors import InvalidInput
from dayline.base.findings import Finding

LIMIT = 20_000
KEYS = ("question", "answers", "cites", "as_of")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. One of the patterns ``answers`` must stand in a sentence that cites one of
    ``cites``; without either, the right answer is that nothing is written.

    ``line`` is where it stands in its file, ``unread`` are keys of it that mean nothing here.
    """

    question: str
    answers: tuple[re.Pattern[str], ...]
    cites: frozenset[str]
    as_of: date | None = None
    line: int = 0
    unread: tuple[str, ...] = ()

    @property
    def is_answerable(self) -> bool:
        """Whether something is written about it."""
        return bool(self.answers or self.cites)

    def is_said(self, texts: Iterable[str]) -> bool:
        """Whether one of the texts says the answer; any does where no pattern is given.

        A line break counts as a blank, as a pattern cannot know where a record breaks its lines.
        """
        told = [" ".join(text.split()) for text in texts]
        return not self.answers or any(one.search(text) for text in told for one in self.answers)


def parse(text: str, *, path: str = "") -> list[Asked]:
    """The questions of a file. Raises :class:`InvalidInput` naming each line that is none."""
    found: list[Asked] = []
    findings: list[Finding] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if not line.strip() or len(found) >= LIMIT:
            continue
        try:
            found.append(replace(_one(json.loads(line)), line=number))
        except (ValueError, TypeError, re.error) as error:
            said = f"This line is no question: {error}."
            do = 'Write {"question": "...", "answers": ["a pattern"], "cites": ["D-1"]}.'
            findings.append(Finding("question-line", said, do, path=path, line=number))
    if findings or not found:
        what = "lines that are no questions" if findings else "nothing"
        raise InvalidInput(
            f"{path or 'This file'} holds {what}.",
            do="Write one JSON object on each line; the guide evaluate.md shows one.",
            findings=findings,
        )
    return found


def _one(stated: object) -> Asked:
    if not isinstance(stated, dict):
        raise TypeError("it is no JSON object")
    question, day = stated.get("question"), stated.get("as_of")
    if not isinstance(question, str) or not question.strip():
        raise ValueError("it has no question")
    answers, cites = stated.get("answers", []), stated.get("cites", [])
    if not isinstance(answers, list) or not isinstance(cites, list):
        raise TypeError("answers and cites are lists")
    return Asked(
        question,
        tuple(re.compile(str(one), re.IGNORECASE) for one in answers),
        frozenset(map(str, cites)),
        _day(day) if day else None,
        unread=tuple(str(key) for key in stated if key not in KEYS),
    )


def _day(stated: object) -> date:
    try:
        return date.fromisoformat(str(stated))
    except ValueError:
        raise ValueError(f"as_of is no day like 2026-11-01: {stated}") from None
