"""An answer as plain data, and the question that may be sent where there is none. Pure."""

from __future__ import annotations

import re
import shlex
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from dayline.ask.material import Answer, Cite, Sentence
from dayline.ask.unit import CODE

_TITLE = 200
_MARK = re.compile(r"(?P<mark>-|\(?\w{1,3}[.)]) (?=\S)")


class Piece(NamedTuple):
    """A line of a sentence, behind the mark of the list item that it is, or some lines of code."""

    mark: str
    text: str
    is_code: bool = False


def pieces(text: str) -> list[Piece]:
    """A sentence of an answer, cut into what stands on lines of its own."""
    found = []
    for is_code, some in groupby(text.split("\n"), _is_code):
        if is_code:
            lines = "\n".join(line.removeprefix(CODE) for line in some)
            found.append(Piece("", lines, is_code=True))
            continue
        for line in some:
            mark = _MARK.match(line) if "\n" in text else None
            found.append(Piece(mark["mark"], line[mark.end() :]) if mark else Piece("", line))
    return found


def _is_code(line: str) -> bool:
    return line.startswith(CODE)


def as_data(answer: Answer) -> dict[str, Any]:
    """For programs: what the API and ``dayline ask --json`` give."""
    return {
        "question": answer.question,
        "as_of": answer.as_of or None,
        "answered": not answer.abstains,
        "confidence": round(answer.confidence, 4),
        "phrased": answer.phrased,
        "sentences": [_sentence(one) for one in answer.sentences],
        "more": answer.more or None,
        "objection": _sentence(answer.objection) if answer.objection else None,
        "notes": list(answer.notes),
        "nothing": answer.nothing if answer.abstains else None,
        "nearest": [_sentence(one) for one in answer.nearest],
        "ask": answer.ask or None,
        "ask_at": question_address(answer),
    }


def _sentence(one: Sentence) -> dict[str, Any]:
    return {"text": one.text, "past": one.past, "cites": [_cite(cite) for cite in one.cites]}


def _cite(cite: Cite) -> dict[str, Any]:
    return {
        "ref": cite.ref,
        "title": cite.title,
        "revision": cite.revision,
        "state": cite.state,
        "section": list(cite.section),
        "quote": cite.quote,
        "line": cite.line,
        "stale": cite.stale or None,
        "href": cite.href,
    }


def question_address(answer: Answer) -> str:
    """Where the question can be written down, with its title, and its owner if one is known."""
    given = {"title": answer.question[:_TITLE]}
    if answer.ask:
        given["owner"] = answer.ask
    return "/new/question?" + urlencode(given)


def question_command(answer: Answer) -> str:
    """The command that sends the question to who owns the area, or to who else may know."""
    owner = f" --owner {shlex.quote(answer.ask)}" if answer.ask else ""
    return f"dayline question ask {shlex.quote(answer.question[:_TITLE])}{owner}"
