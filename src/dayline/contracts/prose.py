"""The text of a record as rules see it: sections, words of one's own, list items, entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dayline.base.markdown import Heading, Outline

_WORD = re.compile("[^\\W_][\\w'\u2019.-]*")
_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?:[-*+]|(?P<number>[0-9]{1,9}[.)]))(?:[ \t]+|$)(?P<text>.*)"
)
_CHECK = re.compile(r"\[(?P<mark>[ xX])\](?:\s+|$)")
_TYPE = re.compile(
    r"\((?P<round>[A-Za-z][A-Za-z _-]{0,39})\)\s*|\[must:(?P<square>[A-Za-z][A-Za-z _-]{0,39})\]\s*"
)
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_DECORATION = re.compile(r"[*_`>#|\s]+")
_PLACEHOLDER = re.compile(
    r"(?:todo|tbd|tbc|tba|fixme|xxx|wip|placeholder|fill (?:me |this )?in|lorem ipsum.*"
    r"|to be (?:done|written|decided|defined|determined|confirmed)"
    r"|\.{2,}|\N{HORIZONTAL ELLIPSIS}|\?+|-+|<[^<>]*>|\{[^{}]*\}|\[[^\[\]]*\])[\W_]*",
    re.IGNORECASE,
)
_LEADING_PLACEHOLDER = re.compile(r"(?:TODO|TBD|TBC|FIXME|XXX)\b")


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its number in the file, from 1; ``code`` when inside a fence."""

    number: int
    text: str
    code: bool = False


@dataclass(frozen=True)
class Passage:
    """A section of the text: its heading and the lines below it, comments taken out."""

    heading: Heading
    lines: tuple[Line, ...]

    @property
    def line(self) -> int:
        """Where the heading stands."""
        return self.heading.line

    @cached_property
    def items(self) -> list[Item]:
        """The outer list items; lines that go on below an item belong to it."""
        return _items(self.lines)


@dataclass(frozen=True, slots=True)
class Item:
    """A list item: ``type`` from ``(blocker)`` or ``[must:blocker]``; ``done`` from a checkbox."""

    text: str
    line: int
    type: str = ""
    ordered: bool = False
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One option of a section: a list item, a sub-heading with its text, or a table row."""

    name: str
    text: str
    line: int


def passages(text: str, outline: Outline) -> list[Passage]:
    """The level-two sections in the order of the text."""
    marks = [heading for heading in outline.headings if heading.level <= 2]
    found = []
    for index, heading in enumerate(marks):
        if heading.level == 2:
            end = marks[index + 1].start if index + 1 < len(marks) else len(text)
            first = heading.line + text.count("\n", heading.start, heading.end)
            found.append(Passage(heading, tuple(_lines(text[heading.end : end], first))))
    return found


def _lines(body: str, first: int) -> Iterator[Line]:
    fence = ""
    for number, line in enumerate(without_comments(body).split("\n"), first):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark["fence"].startswith(fence) and not line.strip(" `~"):
                fence = ""
            yield Line(number, line.rstrip("\r"), code=True)
        elif mark:
            fence = mark["fence"]
            yield Line(number, line.rstrip("\r"), code=True)
        else:
            yield Line(number, line.rstrip("\r"))


def without_comments(text: str) -> str:
    """``text`` with HTML comments cut out; their line breaks stay, so that numbers hold."""
    start = text.find("<!--")
    if start < 0:
        return text
    parts, end = [], 0
    while start >= 0:
        parts.append(text[end:start])
        close = text.find("-->", start + 4)
        end = len(text) if close < 0 else close + 3
        parts.append("\n" * text.count("\n", start, end))
        start = text.find("<!--", end)
    return "".join((*parts, text[end:]))


def is_placeholder(text: str, help_text: str = "") -> bool:
    """Whether a line says nothing: TODO, ``...``, ``{a template's braces}``, the help itself."""
    plain = text.strip().lstrip("> ").strip("*_` ")
    if _LEADING_PLACEHOLDER.match(plain) or _PLACEHOLDER.fullmatch(plain[:2_000]):
        return True
    if not help_text or abs(len(plain) - len(help_text)) > 20 + len(help_text) // 4:
        return False
    return _DECORATION.sub(" ", plain) == _undecorated(help_text.strip())


@lru_cache(maxsize=1024)
def _undecorated(text: str) -> str:
    return _DECORATION.sub(" ", text)


def own_words(passage: Passage, help_text: str = "", *, enough: int = 10**9) -> int:
    """How many words stand in the section that are no placeholder, comment or heading.

    Counting stops at the end of the line that makes it ``enough``.
    """
    count = 0
    for line in passage.lines:
        if count >= enough:
            break
        text = line.text
        if line.code:
            count += 0 if _FENCE.match(text) else len(_WORD.findall(text))
            continue
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        item = _ITEM.fullmatch(text)
        inner = _TYPE.sub("", _CHECK.sub("", item["text"], count=1), count=1) if item else text
        if not is_placeholder(inner, help_text):
            count += len(_WORD.findall(inner))
    return count


def _items(lines: tuple[Line, ...]) -> list[Item]:
    found: list[tuple[re.Match[str], int, list[str]]] = []
    outer = -1  # the indent of the list that we are in; -1 outside of lists
    for line in lines:
        match = None if line.code else _ITEM.fullmatch(line.text)
        indent = len(match["indent"].expandtabs(4)) if match else 0
        if match and (outer < 0 or indent <= outer + 1):
            outer = indent
            found.append((match, line.number, [match["text"]]))
        elif line.text.strip():
            if outer >= 0 and (line.text[0] in " \t" or _follows(found[-1], line)):
                found[-1][2].append(line.text.strip())
            else:
                outer = -1
    return [_item(match, number, " ".join(parts)) for match, number, parts in found]


def _follows(item: tuple[re.Match[str], int, list[str]], line: Line) -> bool:
    """A line without indent goes on with the item only when no blank line is between them."""
    _, number, parts = item
    return line.number == number + len(parts) and not line.text.startswith(("#", "|"))


def _item(match: re.Match[str], number: int, text: str) -> Item:
    check = _CHECK.match(text)
    text = text[check.end() :] if check else text
    kind = _TYPE.match(text)
    name = (kind["round"] or kind["square"]).strip().lower() if kind else ""
    return Item(
        text=(text[kind.end() :] if kind else text).strip(),
        line=number,
        type=re.sub(r"[ -]+", "_", name),
        ordered=match["number"] is not None,
        done=check["mark"] in "xX" if check else None,
    )


def shapes(passage: Passage) -> frozenset[str]:
    """Which of list, steps, table and prose the section holds."""
    found = set()
    listed = passage.items
    if listed:
        found.add("list")
    if any(item.ordered for item in listed):
        found.add("steps")
    if rows(passage):
        found.add("table")
    for line in passage.lines:
        text = line.text.strip()
        if (
            text
            and not line.code
            and text[0] not in "#|-*+>0123456789"
            and not is_placeholder(text)
        ):
            found.add("prose")
            break
    return frozenset(found)


def rows(passage: Passage) -> list[tuple[int, list[str]]]:
    """The rows of pipe tables, without head and rule: (line, cells)."""
    found: list[tuple[int, list[str]]] = []
    in_table = False
    for line in passage.lines:
        text = line.text.strip()
        if line.code or "|" not in text:
            in_table = False
        elif not text.strip("|:- "):
            in_table = True
        elif in_table:
            found.append((line.number, [cell.strip() for cell in text.strip("|").split("|")]))
    return found


def entries(passage: Passage) -> list[Entry]:
    """The options of a section: sub-headings, else table rows, else list items, else paragraphs."""
    under = _sub_headings(passage)
    if under:
        return under
    if table := rows(passage):
        return [Entry(cells[0], " ".join(cells[1:]), line) for line, cells in table]
    if listed := passage.items:
        return [Entry(*_split(item.text), item.line) for item in listed]
    return [Entry("", text, line) for line, text in paragraphs(passage)]


def _sub_headings(passage: Passage) -> list[Entry]:
    found: list[tuple[str, int, list[str]]] = []
    for line in passage.lines:
        text = line.text.strip()
        if not line.code and text.startswith("###"):
            found.append((text.strip("# ").strip(), line.number, []))
        elif found and text and not is_placeholder(text):
            found[-1][2].append(text)
    return [Entry(name, " ".join(parts), line) for name, line, parts in found]


_SEPARATOR = re.compile(
    r"(?P<bold>\*\*[^*]+\*\*|__[^_]+__)[\s:;,.\u2013\u2014-]*"
    r"|[:;]\s|\s[\u2013\u2014-]+\s|,?\s(?=because\b)|\.\s"
)


def _split(text: str) -> tuple[str, str]:
    """``Kafka: too much to run`` as its name and its reason ("" when there is none)."""
    mark = _SEPARATOR.search(text)
    if mark is None:
        return text, ""
    if mark["bold"] and mark.start() == 0:
        return mark["bold"].strip("*_: "), text[mark.end() :]
    return text[: mark.start()].strip("*_ "), text[mark.end() :]


def paragraphs(passage: Passage) -> list[tuple[int, str]]:
    """Blocks of lines between blank lines: (first line, text)."""
    found: list[tuple[int, list[str]]] = []
    fresh = True
    for line in passage.lines:
        text = line.text.strip()
        if not text or line.code:
            fresh = True
        elif fresh:
            found.append((line.number, [text]))
            fresh = False
        else:
            found[-1][1].append(text)
    return [(line, " ".join(parts)) for line, parts in found]


def words(text: str) -> int:
    """The number of words in a piece of text."""
    return len(_WORD.findall(text))
