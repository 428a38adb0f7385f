"""The sentences of a text in which something may be said of other records.

Code, comments, tables, quotations of other texts and addresses are left out; each reference to a
record becomes one token, and so does each way in which the text speaks of itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dayline.records.dialect import grammar
from dayline.records.dialect.blocks import Block
from dayline.records.dialect.tokens import Tokens

_SENTENCE = re.compile(
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bcf\.)(?<!\bvs\.)(?<=[.!?])[*_\"')]*\s+(?=[^a-z])"
)


@dataclass(slots=True)
class Sentence:
    """One sentence with tokens in place of references; ``refs`` are their targets, by number."""

    text: str
    line: int
    section: str
    refs: tuple[str, ...]
    before: str = ""
    around: Callable[[], tuple[str, ...]] = tuple


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


def refs_of(text: str, sentence: Sentence) -> tuple[str, ...]:
    """The records whose tokens stand in ``text``, a part of ``sentence``."""
    return tuple(sentence.refs[int(found[1])] for found in grammar.REF_TOKEN.finditer(text))
