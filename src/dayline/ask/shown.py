"""An answer as plain data, and the question that may be sent where there is none. Pure."""

from __future__ import annotations

import re
import shlex
from typing import Any
from urllib.parse import urlencode

from dayline.ask.material import Answer, Cite, Sentence

_TITLE = 200
_MARK = re.compile(r"(?P<mark>-|\(?\w{1,3}[.)]) (?=\S)")


def lines(text: str) -> list[tuple[str, str]]:
    """The lines of a sentence, each after the mark of the list item that it is, "" for none."""
    found = []
    for line in text.splitlines():
        mark = _MARK.match(line) if "\n" in text else None
        found.append((mark["mark"] if mark else "", line[mark.end() :] if mark else line))
    return found


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
