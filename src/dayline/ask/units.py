"""A text cut into what can be cited: sentences, list items, rows of tables, short code. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dayline.ask.blocks import Block, Lead, blocks, indent_of
from dayline.ask.coded import DIRECTIVE, code
from dayline.ask.lists import ITEM, with_lists
from dayline.ask.states import is_state_alone
from dayline.ask.tables import aligned, is_ruled, rows
from dayline.ask.unit import LONGEST_UNIT, Unit, heard
from dayline.base.plain import plain
from dayline.search.chunks import Chunk, chunks

_END = re.compile(
    r"(?<=[.!?])(?<!\bMr\.)(?<!\bDr\.)(?<!\bNo\.)(?<!\bvs\.)(?<!\bcf\.)(?<!\betc\.)(?<!e\.g\.)"
    r"(?<!i\.e\.)(?<!\bE\.g\.)(?<!\bI\.e\.)[\"')\]*`\u201d\u2019]*\s+(?=[\"'(\[*`:\u201c]*[A-Z0-9@_<])"
)
_WHOLE = re.compile(r"`[^`\n]{1,200}`|\[[^\[\]]{1,300}\]\([^()\s]{1,500}\)")
"""What no sentence ends in: code, and a link with its words."""
_DOCTEST = re.compile(r"\s*>>> ")
_INDENTED = re.compile(r"(?: {4}|\t)\s*\S")
_DROPPED = re.compile(r"^\s*\.\. (?:_|\[|\||[^\s:]+$|\w[^\n]*$)")
_NOTES = frozenset(("note", "warning", "important", "tip", "caution", "attention", "hint"))
_CODES = frozenset(("code-block", "code", "sourcecode", "literalinclude"))


def units(text: str, *, start: int, title: str = "") -> list[Unit]:
    """All that can be cited of a text from the character ``start`` on, in order."""
    found: list[Unit] = []
    number = 0
    for cut in _sections(chunks(text, start=start)):
        headings = tuple(map(heard, cut.headings))
        if headings[:1] == (title,):
            headings = headings[1:]
        lead: Lead | None = None
        literal = 0
        said = ""
        for block in blocks(text, cut.start, cut.end, headings, number):
            number += 1
            if literal and not block.fenced and block.indent >= literal:
                found += code(block, None, said)
                continue
            said = lead.said if lead else ""
            made, lead, literal = _units(block.trimmed(), lead)
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


def _units(block: Block, lead: Lead | None) -> tuple[list[Unit], Lead | None, int]:
    """The units of a block, its sentence that introduces what follows, and where it is code, how
    many blanks its lines begin with at least.
    """
    said = lead.said if lead else ""
    directive = DIRECTIVE.match(block.raw)
    if directive and directive["name"] in _CODES:
        made = code(block, lead, said)
        quoted = block.raw.partition("\n")[2]
        return made, None if made else lead, indent_of(quoted) if quoted else 1
    if directive and directive["name"] not in _NOTES:
        return [], lead, 0
    if directive:
        block, lead, said = block.without(directive.start("rest")), None, ""
    elif _DROPPED.match(block.raw):
        return [], lead, 0
    if block.fenced or _DOCTEST.match(block.raw) or (lead and _is_quoted(block.raw, lead)):
        return code(block, lead, said), None, 0 if block.fenced else block.indent
    lines = block.raw.lstrip().split("\n")
    if lines[0].startswith("|") and len(lines) > 1:
        return list(rows(block)), None, 0
    if is_ruled(lines):
        return list(aligned(block)), None, 0
    return _prose(block, lead)


def _is_quoted(raw: str, lead: Lead) -> bool:
    return raw[:1] in " \t" and (lead.quotes or bool(_INDENTED.match(raw)))


def _prose(block: Block, lead: Lead | None) -> tuple[list[Unit], Lead | None, int]:
    made = list(_sentences(block, lead.said if lead else ""))
    if made:
        last = block.text[made[-1].start : made[-1].end].rstrip()
        if last.endswith(":"):
            return made, Lead(made[-1].start, plain(last), last.endswith("::")), 0
    return made, lead if lead and ITEM.match(block.raw) else None, 0


def _sentences(block: Block, lead: str) -> Iterator[Unit]:
    text, begin, end = block.text, block.begin, block.end
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
            said = heard(text[a:b])
            if said and len(said) <= LONGEST_UNIT:
                before, coded = f"{lead} {head}".strip(), "`" in text[a:b]
                yield Unit(said, a, b, block.headings, before, sort, block.number, coded)
            if not one:
                head = said if sort == "item" else ""
        if not marks:
            break
        if sort == "sentence" and spans and text[spans[-1][0] : spans[-1][1]].endswith(":"):
            lead = heard(text[spans[-1][0] : spans[-1][1]])


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
