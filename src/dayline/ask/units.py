"""A text cut into what can be cited: sentences, list items, rows of tables, short code. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dayline.ask.blocks import QUOTED, Block, Lead, blocks
from dayline.ask.coded import LONGEST_CODE, code, is_quoted
from dayline.ask.lists import ITEM, with_lists
from dayline.ask.states import is_state_alone
from dayline.ask.tables import drawn, is_ruled, rows, with_rows
from dayline.ask.unit import LONGEST_UNIT, Unit, heard
from dayline.base.sentences import spans
from dayline.records.dialect.restructured import is_restructured
from dayline.records.dialect.restructured_marks import content_at, directive, least_indent
from dayline.search.chunks import Chunk, chunks

_DOCTEST = re.compile(r"\s*>>> ")
_INDENTED = re.compile(r"(?: {4}|\t)\s*\S")
_DROPPED = re.compile(r"^\s*\.\. (?:_|\[|\||[^\s:]+$|\w[^\n]*$)")
_LATER_NUMBER = re.compile(r"[ \t>]*\(?(?!1[.)])[a-z0-9#]{1,3}[.)]")
"""What begins no list in the midst of a paragraph, as in "PEP / 380. This approach"."""


def units(text: str, *, start: int, title: str = "") -> list[Unit]:
    """All that can be cited of a text from the character ``start`` on, in order."""
    found: list[Unit] = []
    number, restructured = 0, is_restructured(text)
    for cut in _sections(chunks(text, start=start)):
        headings = tuple(map(heard, cut.headings))
        if headings[:1] == (title,):
            headings = headings[1:]
        every = list(blocks(text, cut.start, cut.end, headings, number, restructured=restructured))
        number += len(every)
        found += _of_section(every)
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


def _of_section(every: Sequence[Block]) -> Iterator[Unit]:
    """The units of all blocks of a section."""
    lead: Lead | None = None
    at = 0
    while at < len(every):
        block = every[at].trimmed()
        at += 1
        width = _quoted(block, lead)
        if width is None:
            block, at = with_rows(block, every, at)
            made, lead = _units(block, lead)
            yield from made
            continue
        said = lead.said if lead else ""
        while width and at < len(every) and not every[at].fenced and every[at].indent >= width:
            if every[at].end - block.begin > LONGEST_CODE:
                yield from code(block, lead, said)
                block, lead = every[at].trimmed(), None
            else:
                block = block.upto(every[at].trimmed().end)
            at += 1
        made = code(block, lead, said)
        lead = None if made else lead
        yield from made


def _quoted(block: Block, lead: Lead | None) -> int | None:
    """How many columns each line of code is indented by at least; None where it is no code.

    0 where the code ends with the block.
    """
    found = directive(block.raw)
    if found and not is_quoted(block, lead):
        return block.indent + 1 if found.is_code else None
    if block.fenced or (lead and _DOCTEST.match(block.raw)):
        return 0
    is_deep = (
        lead
        and not block.restructured
        and _INDENTED.match(block.raw)
        and block.indent >= lead.width + block.tab
        and not ITEM.match(block.raw)
    )
    is_code = is_quoted(block, lead) or (block.indent and is_deep)
    return least_indent(block.raw.splitlines(), block.tab) if is_code else None


def _units(block: Block, lead: Lead | None) -> tuple[list[Unit], Lead | None]:
    """The units of a block that is no code, and its sentence that introduces what follows."""
    found = directive(block.raw)
    if found and not found.is_note:
        return [], lead
    if found:
        block, lead = block.without(content_at(block.raw, found)), None
    elif _DROPPED.match(block.raw):
        return [], lead
    elif block.raw.strip() == "::":
        return [], (lead or Lead(block.begin, "", quotes=True))._replace(quotes=True)
    lines = block.raw.lstrip().split("\n")
    if lines[0].startswith("|") and len(lines) > 1:
        return list(rows(block)), None
    if is_ruled(lines):
        return list(drawn(block)), None
    return _prose(block, lead)


def _prose(block: Block, lead: Lead | None) -> tuple[list[Unit], Lead | None]:
    made = list(_sentences(block, lead.said if lead else ""))
    if made:
        last = block.text[made[-1].start : made[-1].end].rstrip()
        if last.endswith(":"):
            return made, Lead(made[-1].start, made[-1].text, last.endswith("::"))
    item = ITEM.match(block.raw)
    if not lead or not item:
        return made, None
    return made, lead._replace(width=len(item.group().expandtabs(block.tab)))


def _sentences(block: Block, lead: str) -> Iterator[Unit]:
    text, begin, end = block.text, block.begin, block.end
    marks = [match.start() for match in ITEM.finditer(text, begin, end)]
    if marks and marks[0] > begin and not text[begin : marks[0]].strip():
        marks[0] = begin
    while marks and marks[0] > begin and _LATER_NUMBER.match(text, marks[0]):
        del marks[0]
    items = set(marks)
    starts = sorted({begin, *marks})
    for left, right in zip(starts, [*starts[1:], end], strict=True):
        mark = ITEM.match(text, left)
        is_item = mark is not None and left in items
        opening = mark if is_item else QUOTED.match(text, left) if block.is_quote else None
        inner = opening.end() if opening else left
        sort = "item" if is_item else "sentence"
        found = list(_spans(block, inner, right))
        head = ""
        for one, (a, b) in enumerate(found):
            said = heard(block.bare(a, b))
            if said and len(said) <= LONGEST_UNIT:
                before, coded = f"{lead} {head}".strip(), "`" in text[a:b]
                yield Unit(said, a, b, block.headings, before, sort, block.number, coded)
            if not one:
                head = said if sort == "item" else ""
        if not marks:
            break
        if sort == "sentence" and found and text[found[-1][0] : found[-1][1]].endswith(":"):
            lead = heard(block.bare(*found[-1]))


def _spans(block: Block, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences within ``[start, end)`` of a block's text; marks of a quote are no words."""
    if not block.is_quote:
        yield from spans(block.text, start, end)
        return
    bare = QUOTED.sub(lambda mark: " " * len(mark.group()), block.text[start:end])
    for first, last in spans(bare):
        yield start + first, start + last
