"""The sentences of a text in which something may be said of other records.

Code, comments, tables, quotations of other texts and addresses are left out; each reference to a
record becomes one token, and so does each way in which the text speaks of itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dayline.records.dialect.header import heading_text, lines_from
from dayline.records.dialect.references import Refs, ref_of_target

REF = "\ue000"
END = "\ue001"
SELF = "\ue002"
HIDDEN = "\u00a4"
_MOST_LISTED = 60

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


@dataclass(slots=True)
class Sentence:
    """One sentence with tokens in place of references; ``refs`` are their targets, by number."""

    text: str
    line: int
    section: str
    refs: tuple[str, ...]
    before: str = ""
    around: Callable[[], tuple[str, ...]] = tuple


# Begins with a line break, which is found faster than the beginning of a line.
_DEFINED = re.compile(r"\n[ ]{0,3}\[(?P<label>[^\]\n]+)\]:[ \t]*<?(?P<target>[^\s>]+)>?")


def definitions(text: str) -> dict[str, str]:
    """The link reference definitions of a Markdown text: label in lower case to target."""
    found = _DEFINED.finditer(f"\n{text}")
    return {one["label"].casefold(): one["target"] for one in found}


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


_TICKS = re.compile(r"`+")
_STRUCK = re.compile(r"~~.+?~~", re.DOTALL)
_SAID = re.compile(r"\"[^\"\n]{0,400}\"|\u201c[^\u201d\n]{0,400}\u201d")
_INLINE = re.compile(r"!?\[(?P<text>[^\[\]]*)\]\(\s*+<?+(?P<target>[^()\s>]*+)>?+[^()]*+\)")
_NAMED = re.compile(r"\[(?P<text>[^\[\]]+)\](?:\[(?P<label>[^\[\]]*)\])?")
_URL = re.compile(r"<?\b[a-z][a-z0-9+.-]{1,20}://[^\s<>)\]]+>?", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<![\w*])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\w*])")
_SENTENCE = re.compile(
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bcf\.)(?<!\bvs\.)(?<=[.!?])[*_\"')]*\s+(?=[^a-z])"
)
_MORE = re.compile(
    rf"(?P<ref>{REF}(?P<k>\d+){END})(?P<gap>\s*/\s*|\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)"
    r"#?(?P<n>[0-9]{1,6})(?!\w|[.-]\w)"
)
_PLURAL = re.compile(r"s[ \u00a0-]?#?[0-9]+$")


class Tokens:
    """Replaces what names records in one text by tokens."""

    def __init__(
        self, refs: Refs, own: str, defined: dict[str, str], selves: tuple[str, ...]
    ) -> None:
        self.refs = refs
        self.own = own
        self.defined = defined
        names = "|".join(re.escape(name) for name in selves) or "record"
        self.selves = re.compile(
            rf"\b(?:this|the present|the current)\s+(?:{names})\b", re.IGNORECASE
        )
        self.found: list[str] = []
        self.plural: set[int] = set()

    def of(self, text: str, trigger: re.Pattern[str]) -> str:
        """``text`` with tokens. ``self.found`` holds the references by token number."""
        self.found, self.plural = [], set()
        text = _without_code(text)
        text = _STRUCK.sub(_hide, text)
        text = _SAID.sub(lambda m: _hide(m) if trigger.search(m[0]) else m[0], text)
        text = _INLINE.sub(lambda m: self._link(m, m["target"], trigger), text)
        text = _NAMED.sub(lambda m: self._named(m, trigger), text)
        text = _URL.sub(lambda m: self._target(m[0].strip("<>")) or HIDDEN, text)
        text = self.refs.patterns.mention.sub(self._mention, text)
        text = self._lists(text)
        text = _EMPHASIS.sub("", text)
        return self.selves.sub(lambda m: SELF + "\n" * m[0].count("\n"), text)

    def _token(self, ref: str) -> str:
        if ref == self.own:
            return SELF
        self.found.append(ref)
        return f"{REF}{len(self.found) - 1}{END}"

    def _target(self, target: str) -> str:
        ref = ref_of_target(target, self.refs)
        return self._token(ref) if ref else ""

    def _link(self, found: re.Match[str], target: str, trigger: re.Pattern[str]) -> str:
        """A link to a record. Where text and address differ, the text is what people read."""
        mention = self.refs.patterns.mention.search(found["text"])
        if mention and mention.lastgroup != "h":
            token = self._token(f"{self.refs.prefix}-{int(mention[mention.lastgroup or 0])}")
        else:
            token = self._target(target)
        if token:
            return token + "\n" * found[0].count("\n")
        return HIDDEN if mention or trigger.search(found["text"]) else found["text"]

    def _named(self, found: re.Match[str], trigger: re.Pattern[str]) -> str:
        label = (found["label"] or found["text"]).casefold()
        if label in self.defined:
            return self._link(found, self.defined[label], trigger)
        return found["text"]

    def _mention(self, found: re.Match[str]) -> str:
        number = int(found[found.lastgroup or 0])
        if self.refs.patterns.prefix and _PLURAL.search(found[0]):
            self.plural.add(len(self.found))
        return self._token(f"{self.refs.prefix}-{number}") + "\n" * found[0].count("\n")

    def _lists(self, text: str) -> str:
        """``RFCs 1, 2 and 3`` and ``RFC 1 / 2``: the bare numbers are references too."""
        for _ in range(_MOST_LISTED):
            found = next(
                (
                    item
                    for item in _MORE.finditer(text)
                    if int(item["k"]) in self.plural or "/" in item["gap"]
                ),
                None,
            )
            if not found:
                break
            self.plural.add(len(self.found))
            token = self._token(f"{self.refs.prefix}-{int(found['n'])}")
            text = text[: found.start("n")].rstrip("#") + token + text[found.end() :]
        return text


def _without_code(text: str) -> str:
    """``text`` with code spans hidden: what stands between two runs of as many backticks."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(text)]
    if not runs:
        return text
    later: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[index][1] - runs[index][0], []).append(index)
    kept: list[str] = []
    at = index = 0
    while index < len(runs):
        start, end = runs[index]
        same = later[end - start]
        while same and same[-1] <= index:
            same.pop()
        if not same:
            index += 1
            continue
        close = same[-1]
        kept += [text[at:start], HIDDEN, "\n" * text.count("\n", start, runs[close][1])]
        at, index = runs[close][1], close + 1
    return "".join([*kept, text[at:]])


def _hide(found: re.Match[str]) -> str:
    return HIDDEN + "\n" * found[0].count("\n")


def sentences(block: Block, tokens: Tokens, trigger: re.Pattern[str]) -> Iterator[Sentence]:
    """The sentences of one block, tokenised, each with its line and the sentence before it."""
    text = tokens.of(block.text, trigger)
    refs = tuple(tokens.found)
    start = 0
    before = ""
    for stop in [found.end() for found in _SENTENCE.finditer(text)] + [len(text)]:
        part = text[start:stop]
        if part.strip():
            lead = len(part) - len(part.lstrip())
            line = block.line + text.count("\n", 0, start + lead)
            yield Sentence(part.strip(), line, block.section, refs, before)
            before = part.strip()
        start = stop
