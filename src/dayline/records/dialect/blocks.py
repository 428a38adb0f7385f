"""The paragraphs, list items and headings of a Markdown text, without code, comments and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dayline.records.dialect.header import heading_text, lines_from

_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]++(.*)")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?=\S)")
_DEFINITION = re.compile(r"(?m)^[ ]{0,3}\[(?P<label>[^\]\n]+)\]:[ \t]*<?(?P<target>[^\s>]+)>?")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*")


@dataclass(slots=True)
class Block:
    """A paragraph, list item or heading: its first line, its text, the heading it stands under.

    ``[start, end)`` are its offsets in the document; ``group`` is shared by the paragraphs of one
    block quote; ``told`` means that the paragraph before ended with a colon, so that a quotation
    here repeats somebody else.
    """

    line: int
    text: str
    section: str
    start: int = 0
    end: int = 0
    quote: bool = False
    told: bool = False
    group: int = 0


def blocks(text: str, start: int, since: int, until: int) -> list[Block]:
    """The paragraphs, list items and headings from ``start``, without code and tables.

    Begins with the section in which the offset ``since`` stands; ends behind the paragraph, or
    the whole quotation, in which ``until`` stands.
    """
    start = _section_of(text, start, since)
    collector = _Blocks()
    number = text.count("\n", 0, start)
    for at, _, line in lines_from(text, start):
        number += 1
        if at > until and not collector.lines and not collector.quote:
            break
        collector.at = at
        collector.take(number, line)
    else:
        collector.at = len(text)
    collector.close()
    return collector.done


_MARKED = re.compile(r"\n(?P<pad>[ \t]*)(?:(?P<fence>`{3,}|~{3,})|#{1,6}[ \t])")


def _section_of(text: str, start: int, since: int) -> int:
    """Where the last heading before ``since`` begins: what stands before it has ended there."""
    if text.find("<!--", start, since) >= 0:
        return start
    fence = ""
    for found in _MARKED.finditer(text, start, since):
        if fence:
            fence = "" if (found["fence"] or "").startswith(fence) else fence
        elif found["pad"].strip(" ") or len(found["pad"]) > 3:
            continue
        elif found["fence"]:
            fence = found["fence"]
        else:
            start = found.start() + 1
    return start


class _Blocks:
    def __init__(self) -> None:
        self.done: list[Block] = []
        self.lines: list[str] = []
        self.first = 0
        self.at = 0
        self.opened = 0
        self.fence = ""
        self.comment = False
        self.section = ""
        self.quote = False
        self.group = 0
        self.colon = False

    def take(self, number: int, line: str) -> None:
        if line[:1].isalpha() and not (self.fence or self.comment or self.quote or "<!--" in line):
            self._add(number, line)  # most lines: plain text, whatever stood before
            return
        if self.fence:
            if line.strip().startswith(self.fence):
                self.fence = ""
            return
        line = self._without_comment(line)
        bare = line.lstrip()
        if bare.startswith(">"):
            self._quoted(number, bare)
            return
        if self.quote:
            self.close()
            self.quote = False
        self._unquoted(number, line, bare)

    def _unquoted(self, number: int, line: str, bare: str) -> None:
        fence = _FENCE.match(line)
        heading = _HEADING.fullmatch(line) if bare.startswith("#") else None
        if fence:
            self.close()
            self.fence = fence[1]
            self.colon = False
        elif heading:
            self.close()
            self.colon = False
            words = heading_text(heading[1])
            self.section = words.casefold()
            end = self.at + len(line)
            self.done.append(Block(number, words, self.section, self.at, end))
        elif not bare or bare.startswith("|") or _DEFINITION.match(line):
            self.close()
        elif line.startswith(("    ", "\t")) and not self.lines:
            return
        elif _ITEM.match(line):
            self.close()
            self._add(number, _ITEM.sub("", line, count=1))
        elif self.lines and _UNDERLINE.fullmatch(line):
            self.section = " ".join(self.lines).casefold()
            self.close()
        else:
            self._add(number, bare)

    def _quoted(self, number: int, bare: str) -> None:
        if not self.quote:
            self.close()
            self.quote = True
            self.group += 1
        inner = bare.lstrip(">").strip()
        if not inner or inner.startswith(("|", "```", "    ")):
            self.close()
        else:
            self._add(number, inner)

    def _without_comment(self, line: str) -> str:
        """The line without comments; one that stays open goes on in the next lines."""
        if not self.comment and "<!--" not in line:
            return line
        kept: list[str] = []
        at = 0
        while at < len(line):
            edge = line.find("-->" if self.comment else "<!--", at)
            if not self.comment:
                kept.append(line[at:] if edge < 0 else line[at:edge])
            if edge < 0:
                break
            at = edge + (3 if self.comment else 4)
            self.comment = not self.comment
        return "".join(kept)

    def _add(self, number: int, line: str) -> None:
        if not self.lines:
            self.first = number
            self.opened = self.at
        self.lines.append(line)

    def close(self) -> None:
        if not self.lines:
            return
        text = "\n".join(self.lines)
        block = Block(self.first, text, self.section, self.opened, self.at)
        if self.quote:
            block.quote, block.told, block.group = True, self.colon, self.group
        else:
            self.colon = text.rstrip().endswith(":")
        self.done.append(block)
        self.lines = []
