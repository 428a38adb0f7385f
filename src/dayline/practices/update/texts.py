"""Texts of updates: from notes, and prefilled from evidence; and what is in one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dayline.practices.update.notes.model import Item, Said
from dayline.practices.update.notes.words import says_nothing

SECTIONS = ("Progress made", "Next", "Blockers")
_TITLE = 120
_HANDLE = re.compile(r"(?<![\w@/.])@([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9_])?)")
_REF = re.compile(r"(?<![\w/-])([A-Z]{1,8}-[1-9][0-9]*)(?![\w-])")
_ITEM = re.compile(r"^[-*+]\s+(?P<text>\S.*)$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Blocker:
    """Something that stops the author: in whose hands it is (handles), and which records hold it.

    A blocker that names nobody and no record starts no clock, and the author is told so.
    """

    text: str
    handles: tuple[str, ...]
    refs: tuple[str, ...]


def imported(said: Said, *, kind: str, state: str, ref: str, author: str, day: date) -> str:
    """The text of a record that says what somebody said in notes, word for word."""
    sections = _SECTIONS_OF[kind]
    who = said.section if said.authored and said.section else said.who
    head = [
        "---",
        f"contract: {kind}/1",
        f"id: {ref}",
        f"state: {state}",
        f"author: {quoted(author)}",
    ]
    if kind == "update":
        head.append(f"due: {day.isoformat()}")
    if said.section:
        head.append(f"section: {quoted(said.section)}")
    if said.status:
        head.append(f"status: {quoted(said.status)}")
    lines = [*head, "---", "", f"# {_one_line(who)[:_TITLE]}, {day.isoformat()}", ""]
    for name, part in zip(sections, (said.done, said.next, said.blocked), strict=True):
        lines += [f"## {name}", "", *_listed(part)]
    return "\n".join(lines).rstrip("\n") + "\n"


_SECTIONS_OF = {
    "update": SECTIONS,
    "handoff": ("Progress made", "Next", "Blockers for next timezone"),
}


def _listed(items: Iterable[Item]) -> list[str]:
    lines = []
    for item in items:
        lines.append(f"- {item.text}")
        lines += [f"  - {one}" for one in item.detail]
    return [*lines, ""] if lines else []


def quoted(text: str) -> str:
    """A text as a YAML scalar in double quotes, on one line."""
    plain = _one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def prefilled(
    *,
    title: str,
    day: date,
    progress: Sequence[str],
    next_: Sequence[str],
    blockers: Sequence[str],
    refs: Sequence[str],
    waiting_on: Sequence[str] = (),
) -> str:
    """A draft of an update: what the record knows already is in it; the author adds the delta."""
    head = ["---", f"due: {day.isoformat()}"]
    if waiting_on:
        head.append(f"waiting_on: [{', '.join(quoted(one) for one in waiting_on)}]")
    if refs:
        head.append(f"relates_to: [{', '.join(refs)}]")
    lines = [*head, "---", "", f"# {title}", ""]
    for name, points in zip(SECTIONS, (progress, next_, blockers), strict=True):
        lines += [f"## {name}", "", *(f"- {point}" for point in points)]
        lines += [""] if points else []
    return "\n".join(lines).rstrip("\n") + "\n"


def with_delta(
    text: str, *, done: Sequence[str] = (), next_: Sequence[str] = (), blocked: Sequence[str] = ()
) -> str:
    """``text`` with points added at the end of its sections; nothing else in it changes."""
    for name, points in zip(SECTIONS, (done, next_, blocked), strict=True):
        if points:
            text = _with_points(text, name, [f"- {_one_line(point)}" for point in points])
    return text


def _with_points(text: str, name: str, points: Sequence[str]) -> str:
    lines = text.split("\n")
    start = next((at for at, line in enumerate(lines) if _heads(line, name)), None)
    if start is None:
        return "\n".join([*lines, f"## {name}", "", *points, ""])
    stop = next(
        (at for at in range(start + 1, len(lines)) if lines[at].startswith(("# ", "## "))),
        len(lines),
    )
    end = stop
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    gap = [""] if end == start + 1 else []
    return "\n".join([*lines[:end], *gap, *points, "", *lines[stop:]])


def _heads(line: str, name: str) -> bool:
    return line.startswith("## ") and line[3:].strip().casefold() == name.casefold()


def points_of(text: str, *names: str) -> list[str]:
    """The top points of a section of an update, as written; the section may have any of the names.

    A section of plain words is one point.
    """
    found: list[str] = []
    for line in _section(_COMMENT.sub("", text), names):
        item = _ITEM.match(line)
        if item:
            found.append(item["text"].strip())
        elif line.strip() and found and line[:1] in " \t":
            found[-1] += f" {line.strip().lstrip('-*+ ')}"
        elif line.strip():
            found.append(line.strip())
    return [point for point in found if not says_nothing(point)]


def _section(text: str, names: Sequence[str]) -> Iterator[str]:
    inside = False
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.startswith(("# ", "## ")):
            inside = any(_heads(line, name) for name in names)
        elif inside:
            yield line


def blockers_of(text: str) -> list[Blocker]:
    """The blockers that an update names."""
    return [
        Blocker(
            point,
            tuple(dict.fromkeys(match.group(1) for match in _HANDLE.finditer(point))),
            tuple(dict.fromkeys(match.group(1) for match in _REF.finditer(point))),
        )
        for point in points_of(text, "Blockers", "Blocked")
    ]
