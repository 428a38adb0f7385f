"""A text cut into what can be cited: sentences, list items, rows of tables, short code. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dayline.ask.lists import ITEM, with_lists
from dayline.ask.plain import plain
from dayline.ask.states import is_state_alone
from dayline.ask.unit import LONGEST_UNIT, Unit
from dayline.search.chunks import Chunk, chunks

_END = re.compile(
    r"(?<=[.!?])(?<!\bMr\.)(?<!\bDr\.)(?<!\bNo\.)(?<!\bvs\.)(?<!\bcf\.)(?<!\betc\.)(?<!e\.g\.)"
    r"(?<!i\.e\.)(?<!\bE\.g\.)(?<!\bI\.e\.)[\"')\]*`\u201d\u2019]*\s+(?=[\"'(\[*`:\u201c]*[A-Z0-9@_<])"
)
_WHOLE = re.compile(r"`[^`\n]{1,200}`|\[[^\[\]]{1,300}\]\([^()\s]{1,500}\)")
"""What no sentence ends in: code, and a link with its words."""
_INDENTED = re.compile(r"(?: {4}|\t)")
_FENCE = re.compile(r"^[ \t]*(```+|~~~+)")
_DIRECTIVE = re.compile(r"^\s*\.\. (?P<name>[\w-]+)::(?P<rest>.*)$", re.MULTILINE)
_DROPPED = re.compile(r"^\s*\.\. (?:_|\[|\||[^\s:]+$|\w[^\n]*$)")
_RULE = re.compile(r"^[\s=+|:-]+$")
_NOTES = frozenset(("note", "warning", "important", "tip", "caution", "attention", "hint"))
_CODES = frozenset(("code-block", "code", "sourcecode", "literalinclude"))


def units(text: str, *, start: int, title: str = "") -> list[Unit]:
    """All that can be cited of a text from the character ``start`` on, in order."""
    found: list[Unit] = []
    number = 0
    for cut in _sections(chunks(text, start=start)):
        headings = tuple(map(_heard, cut.headings))
        if headings[:1] == (title,):
            headings = headings[1:]
        lead: tuple[int, int] | None = None
        literal = False
        told = ""
        for begin, end, fenced in _blocks(text, cut.start, cut.end):
            number += 1
            if literal and not fenced and _INDENTED.match(text, begin):
                found += _code(text, begin, end, headings, number, None, told)
                continue
            told = plain(text[lead[0] : lead[1]]) if lead else ""
            made, lead, literal = _block(text, begin, end, headings, number, lead, fenced=fenced)
            found += made
    return with_lists(text, [one for one in found if not is_state_alone(one.headings, one.text)])


def _sections(cuts: Sequence[Chunk]) -> Iterator[Chunk]:
    """Passages joined to whole sections: a fence that opens in one may be closed in the next."""
    whole: Chunk | None = None
    for cut in cuts:
        if whole and (whole.marks, whole.end) == (cut.marks, cut.start):
            whole = whole._replace(end=cut.end)
            continue
        if whole:
            yield whole
        whole = cut
    if whole:
        yield whole


def _heard(text: str) -> str:
    """The words of a piece of prose; none where it is too long to be cited whatever it says."""
    return plain(text) if len(text) <= 4 * LONGEST_UNIT else ""


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Paragraphs and fenced code, without the blank lines between."""
    at, fence, since = start, "", start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop + 1
        line = text[at:stop]
        opens = _FENCE.match(line)
        if fence:
            if opens and opens[1].startswith(fence) and not line.strip().strip("`~"):
                yield since, stop, True
                fence, since = "", stop
        elif opens or not line.strip():
            if text[since:at].strip():
                yield since, at, False
            since = at if opens else stop
            fence = opens[1] if opens else ""
        at = stop
    if text[since:end].strip():
        yield since, end, bool(fence)


def _block(  # noqa: PLR0917 -- where a block stands
    text: str,
    begin: int,
    end: int,
    headings: tuple[str, ...],
    number: int,
    lead: tuple[int, int] | None,
    *,
    fenced: bool,
) -> tuple[list[Unit], tuple[int, int] | None, bool]:
    """The units of a block, its sentence that introduces what follows, whether it is code."""
    raw = text[begin:end].rstrip()
    end = begin + len(raw)
    said = plain(text[lead[0] : lead[1]]) if lead else ""
    directive = _DIRECTIVE.match(raw)
    if directive and directive["name"] in _CODES:
        return _code(text, begin, end, headings, number, lead, said), None, True
    if _DROPPED.match(raw) and not directive:
        return [], lead, False
    if directive:
        if directive["name"] not in _NOTES:
            return [], lead, False
        raw = raw[directive.start("rest") :].lstrip()
        begin = end - len(raw)
        lead = None
    if fenced or (raw[:1] in " \t" and lead and _is_literal(text, lead, raw)):
        return _code(text, begin, end, headings, number, lead, said), None, True
    lines = raw.lstrip().split("\n")
    if lines[0].lstrip().startswith("|") and len(lines) > 1:
        return list(_rows(text, begin, end, headings, number)), None, False
    if any(_RULE.match(line) and len(line.strip()) > 6 for line in lines) and len(lines) > 2:
        return list(_aligned(text, begin, end, headings, number)), None, False
    made = list(_sentences(text, begin, end, headings, number, said))
    last = made[-1] if made else None
    opens = last is not None and text[last.start : last.end].rstrip().endswith(":")
    if opens and last is not None:
        return made, (last.start, last.end), False
    return made, lead if ITEM.match(raw) and lead else None, False


def _is_literal(text: str, lead: tuple[int, int], raw: str) -> bool:
    return text[lead[0] : lead[1]].rstrip().endswith("::") or bool(
        re.match(r"(?: {4}|\t)\s*\S", raw)
    )


def _code(  # noqa: PLR0917 -- as above
    text: str,
    begin: int,
    end: int,
    headings: tuple[str, ...],
    number: int,
    lead: tuple[int, int] | None,
    said: str,
) -> list[Unit]:
    """Short code together with the sentence that introduces it, long code in pieces."""
    found: list[Unit] = []
    for left, right in _pieces(text, begin, end):
        lines = (
            line for line in text[left:right].split("\n")
            if not _FENCE.match(line) and not _DIRECTIVE.match(line)
        )  # fmt: skip
        shown = " \u21b5 ".join(" ".join(line.split()) for line in lines if line.strip())
        if not shown:
            continue
        joined = lead is not None and not found and right - lead[0] <= LONGEST_UNIT * 1.5
        start, whole = (lead[0], f"{said} {shown}") if joined and lead else (left, shown)
        found.append(Unit(whole, start, right, headings, said, "code", number, coded=True))
    return found


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Code as a whole if it is short, else some lines at a time; of very long code the first."""
    if end - begin <= LONGEST_UNIT * 0.7:
        yield begin, end
        return
    at, since, count = begin, begin, 0
    while at < end and count < _PIECES:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop + 1
        if stop - since > _PIECE and at > since:
            yield since, since + len(text[since:at].rstrip())
            since, count = at, count + 1
        at = stop
    if count < _PIECES and since < end and text[since:end].strip() and end - since <= LONGEST_UNIT:
        yield since, end


_PIECE, _PIECES = 350, 12


def _sentences(  # noqa: PLR0917 -- as above
    text: str, begin: int, end: int, headings: tuple[str, ...], number: int, lead: str
) -> Iterator[Unit]:
    marks = [match.start() for match in ITEM.finditer(text, begin, end)]
    if marks and marks[0] > begin and not text[begin : marks[0]].strip():
        marks[0] = begin
    items = set(marks)
    starts = sorted({begin, *marks})
    for left, right in zip(starts, [*starts[1:], end], strict=True):
        mark = ITEM.match(text, left)
        inner = mark.end() if mark and left in items else left
        sort = "item" if inner > left else "sentence"
        spans = list(_spans(text, inner, right))
        head = ""
        for one, (a, b) in enumerate(spans):
            said = _heard(text[a:b])
            if said and len(said) <= LONGEST_UNIT:
                coded = "`" in text[a:b]
                yield Unit(said, a, b, headings, f"{lead} {head}".strip(), sort, number, coded)
            if not one:
                head = said if sort == "item" else ""
        if not marks:
            break
        if sort == "sentence" and spans and text[spans[-1][0] : spans[-1][1]].endswith(":"):
            lead = _heard(text[spans[-1][0] : spans[-1][1]])


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    wholes = _WHOLE.finditer(text, start, end)
    whole = next(wholes, None)
    for match in _END.finditer(text, start, end):
        while whole and whole.end() <= match.start():
            whole = next(wholes, None)
        if whole and whole.start() < match.start():
            continue
        yield at, match.start() + len(match.group().rstrip())
        at = match.end()
    stop = at + len(text[at:end].rstrip())
    while at < stop and text[at].isspace():
        at += 1
    if stop > at:
        yield at, stop


def _rows(
    text: str, begin: int, end: int, headings: tuple[str, ...], number: int
) -> Iterator[Unit]:
    """The rows of a Markdown table, each cell after the name of its column."""
    names: list[str] = []
    at = begin
    for line in text[begin:end].split("\n"):
        cells = [_heard(cell) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if not names:
            names = cells
        elif not _RULE.match(line):
            shown = "; ".join(
                f"{name}: {cell}" if name else cell
                for name, cell in zip(names, cells, strict=False)
                if cell
            )
            if shown and len(shown) <= LONGEST_UNIT:
                said = "; ".join(cells)
                lead = " ".join(names)
                yield Unit(shown, at, at + len(line), headings, lead, "row", number, cells=said)
        at += len(line) + 1


def _aligned(
    text: str, begin: int, end: int, headings: tuple[str, ...], number: int
) -> Iterator[Unit]:
    """The rows of a table drawn with lines, as they stand."""
    at, names = begin, ""
    for line in text[begin:end].split("\n"):
        if not _RULE.match(line) and line.strip():
            shown = _heard(re.sub(r"\s{2,}|\s*\|\s*", " | ", line.strip().strip("|").strip()))
            names = names or shown
            if shown and len(shown) <= LONGEST_UNIT:
                yield Unit(shown, at, at + len(line), headings, names, "row", number)
        at += len(line) + 1
