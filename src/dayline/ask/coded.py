"""Code among what can be cited of a text, together with the sentence that introduces it. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from dayline.ask.blocks import FENCE, Block, Lead, closes
from dayline.ask.unit import CODE, LONGEST_UNIT, Unit
from dayline.records.dialect.restructured_marks import content_at, directive

_CUT = "\u2026"
"""What stands where a listing is cut."""
LONGEST_CODE = 490
"""Characters of code that are cited as a whole."""

_PIECE, _PIECES = 350, 12


def code(block: Block, lead: Lead | None, said: str) -> list[Unit]:
    """Short code together with the sentence that introduces it, long code in pieces.

    ``said`` is what introduces it also where that is no part of it.
    """
    found: list[Unit] = []
    begin, end = (block.begin, block.end) if is_quoted(block, lead) else _inside(block)
    for left, right in _pieces(block.text, begin, end):
        lines = _lines(block.bare(left, right), block.tab)
        shown = " \u21b5 ".join(" ".join(line.split()) for line in lines if line.strip())
        if not shown:
            continue
        is_near = lead and lead.said and right - lead.start <= LONGEST_UNIT * 1.5
        joined = lead if is_near and not found else None
        start, spoken = (joined.start, joined.said) if joined else (left, "")
        start = block.begin if start == begin else start
        stop = block.end if right == end else right
        told = _shown(lines, before=left > begin, after=bool(block.text[right:end].strip()))
        found.append(
            Unit(
                f"{spoken} {shown}".lstrip(), start, stop, block.headings, said, "code",
                block.number, coded=True, spoken=spoken,
                code=told if len(told) <= 2 * LONGEST_UNIT else "",
            )
        )  # fmt: skip
    return found


def is_quoted(block: Block, lead: Lead | None) -> bool:
    """Whether colons before a block say that it is code, whatever stands in it."""
    return bool(lead and lead.quotes and block.indent)


def _shown(lines: Sequence[str], *, before: bool, after: bool) -> str:
    """Lines as they stand, behind the sign for code; and whether there are more around them."""
    code = textwrap.dedent("\n".join(lines))
    whole = "\n".join(filter(None, (_CUT * before, code, _CUT * after)))
    return CODE + whole.replace("\n", f"\n{CODE}")


def _inside(block: Block) -> tuple[int, int]:
    """Where its code stands, without the fence or the directive around it."""
    raw = block.raw
    lines = raw.splitlines(keepends=True)
    if FENCE.match(lines[0]):
        last = lines[-1] if len(lines) > 1 and closes(lines[-1]) else ""
        return block.begin + len(lines[0]), block.end - len(last)
    found = directive(raw)
    return block.begin + (content_at(raw, found) if found else 0), block.end


def _lines(text: str, tab: int) -> list[str]:
    """Those of code, without blank ones at its ends."""
    lines = [line.expandtabs(tab).rstrip() for line in text.split("\n")]
    told = [at for at, line in enumerate(lines) if line]
    return lines[told[0] : told[-1] + 1] if told else []


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Code as a whole if it is short, else some lines at a time; of very long code the first."""
    if end - begin <= LONGEST_CODE:
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
