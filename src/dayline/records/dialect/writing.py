"""Writing a status or a link back into somebody else's document: one place, and no other byte."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dayline.base.document import newline_of, replaced, set_field
from dayline.base.errors import InvalidInput
from dayline.records.dialect import header
from dayline.records.dialect.document import Read
from dayline.records.dialect.model import FieldRule
from dayline.records.dialect.reading import read_document
from dayline.records.dialect.values import is_empty


@dataclass(frozen=True, slots=True)
class Target:
    """The other end of a link: its reference, number, title, and path seen from the document."""

    ref: str
    path: str
    title: str = ""
    number: int | None = None

    def put_into(self, template: str) -> str:
        """``template`` with ``{number}``, ``{title}``, ``{path}``, ``{slug}``, ``{ref}`` filled."""
        name = self.path.rpartition("/")[2].rpartition(".")[0]
        values = {
            "ref": self.ref,
            "prefix": self.ref.partition("-")[0],
            "number": self.ref.rpartition("-")[2] if self.number is None else str(self.number),
            "title": self.title or self.ref,
            "path": self.path,
            "slug": name,
            "folder": self.path.rpartition("/")[0].lstrip("./"),
        }
        return re.sub(r"\{(\w+)\}", lambda hole: values.get(hole[1], hole[0]), template)


@dataclass(frozen=True, slots=True)
class Written:
    """The document after a write, and the file beside it that holds its head, if any."""

    text: str
    sidecar: str = ""


def write_status(read: Read, state: str, *, successor: Target | None = None) -> Written:
    """``read`` with its status saying ``state``, in the words of its dialect.

    ``successor`` is named where the dialect's word for superseded has room for it. Raises
    :class:`InvalidInput` when the dialect has no word or no place for a status.
    """
    word = _word_for(read, state, successor)
    rule = read.dialect.status
    stated = read.fields.get(rule.field) if rule.field else None
    if stated is not None and not is_empty(stated.raw):
        written = _set(read, stated.name, word)
    elif read.status.start >= 0:
        end = read.status.start + len(read.status.text.split("\n", 1)[0].rstrip())
        written = Written(replaced(read.text, read.status.start, end, word), read.sidecar)
    elif rule.section:
        written = Written(_with_section(read, rule.section, word), read.sidecar)
    elif rule.field:
        name = read.dialect.by_key[rule.field].name if stated is None else stated.name
        written = _set(read, name, word)
    else:
        raise InvalidInput(
            f"{read.dialect.title} have no place for a status.",
            kept="The document is as it was.",
            do="State the supersession as a link instead.",
        )
    if _again(read, written).state != state:
        raise _unreadable(read, f"the status {state}")
    return written


def write_link(read: Read, means: str, target: Target) -> Written:
    """``read`` with one more link of the meaning ``means``. A link that stands is not repeated.

    Raises :class:`InvalidInput` when the dialect has no place for such a link.
    """
    if any(link.means == means and link.target == target.ref for link in read.links):
        return Written(read.text, read.sidecar)
    rule = next((rule for rule in read.dialect.fields if rule.means == means), None)
    if rule is not None and (rule.key in read.fields or not read.dialect.link_line.get(means)):
        written = _add_reference(read, rule, target)
    elif means in read.dialect.link_line:
        line = target.put_into(read.dialect.link_line[means])
        written = Written(_with_line(read, line), read.sidecar)
    else:
        raise InvalidInput(
            f"{read.dialect.title} have no place for a link that says `{means}`.",
            kept="The document is as it was.",
            do="State it in the other record.",
        )
    links = _again(read, written).links
    if not any(link.means == means and link.target == target.ref for link in links):
        raise _unreadable(read, f"that it {means} {target.ref}")
    return written


def _word_for(read: Read, state: str, successor: Target | None) -> str:
    rule = read.dialect.status
    word = rule.write.get(state, "")
    if "{" in word and successor is not None:
        return successor.put_into(word)
    if "{" in word:
        word = next((name for name, means in rule.states.items() if means == state), "")
    if not word:
        raise InvalidInput(
            f"{read.dialect.title} have no word for {state}.",
            kept="The document is as it was.",
            do=f"Use one of: {', '.join(sorted(set(rule.states.values()) - {''}))}.",
        )
    return word


def _again(read: Read, written: Written) -> Read:
    return read_document(read.dialect, read.path, written.text, sidecar=written.sidecar)


def _unreadable(read: Read, what: str) -> InvalidInput:
    return InvalidInput(
        f"{read.path} cannot be edited so that it states {what}.",
        kept="The document is as it was.",
        do="Edit it by hand.",
    )


def _set(read: Read, name: str, value: str | list[str]) -> Written:
    """Sets a field where the dialect keeps it."""
    stated = next((item for item in read.fields.values() if item.name == name), None)
    shown = value if isinstance(value, str) else ", ".join(value)
    if stated is not None and stated.start >= 0:
        return Written(replaced(read.text, stated.start, stated.end, shown), read.sidecar)
    if read.dialect.sidecar:
        return Written(read.text, _set_bare(read.sidecar, name, value))
    if {"yaml", "rfc822"} & set(read.dialect.styles):
        return Written(set_field(read.text, name, value), read.sidecar)
    return Written(_with_bullet(read, name, shown), read.sidecar)


def _set_bare(text: str, name: str, value: str | list[str]) -> str:
    """A field of a file that is YAML as a whole."""
    edited = set_field(f"---\n{text.rstrip(chr(10))}\n---\n", name, value)
    return edited[4:-4]


def _with_bullet(read: Read, name: str, value: str) -> str:
    """A line of a listed head, before the first that stands there or behind the title."""
    first = min((item.start for item in read.fields.values() if item.start >= 0), default=-1)
    if first >= 0:
        at = read.text.rfind("\n", 0, first) + 1
        mark = read.text[at : at + 2] if read.text[at : at + 2] in ("- ", "* ", "+ ") else ""
        return replaced(read.text, at, at, f"{mark}{name}: {value}\n")
    found = re.search(r"(?m)^#[^\n]*\n", read.text)
    at = found.end() if found else read.head.end
    return replaced(read.text, at, at, f"\n* {name}: {value}\n")


def _add_reference(read: Read, rule: FieldRule, target: Target) -> Written:
    shown = target.put_into(rule.write)
    stated = read.fields.get(rule.key)
    if stated is None or is_empty(stated.raw):
        many = bool(read.dialect.sidecar)
        return _set(read, stated.name if stated else rule.name, [shown] if many else shown)
    if isinstance(stated.raw, list):
        return _set(read, stated.name, [*map(str, stated.raw), shown])
    return _set(read, stated.name, f"{stated.raw}, {shown}")


def _with_section(read: Read, name: str, word: str) -> str:
    """A section with one line, before the first section."""
    found = re.compile(r"(?m)^##[ \t]").search(read.text, read.body)
    at = found.start() if found else len(read.text)
    gap = "" if at == 0 or read.text[:at].endswith(("\n\n", "\r\n\r\n")) else "\n"
    return replaced(read.text, at, at, f"{gap}## {name}\n\n{word}\n\n")


def _with_line(read: Read, line: str) -> str:
    """A line at the end of the section where links stand; the section is made if need be."""
    place = read.dialect.link_place
    found = header.section(read.text, read.head.end, place)
    if found is None:
        mark = "" if place == read.dialect.status.section else "* "
        end = len(read.text)
        gap = "" if read.text.endswith("\n") else newline_of(read.text)
        return replaced(read.text, end, end, f"{gap}\n## {place}\n\n{mark}{line}\n")
    last = found.value.rstrip().rpartition("\n")[2].lstrip()
    if last[:2] in ("- ", "* ", "+ "):
        return replaced(read.text, found.end, found.end, f"\n{last[:2]}{line}")
    if not found.value:
        return replaced(read.text, found.start, found.start, f"{line}\n\n")
    return replaced(read.text, found.end, found.end, f"\n\n{line}")
