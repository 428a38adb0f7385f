"""Who supersedes whom, read from sentences.

A sentence counts when its subject is this record (or a part of it), its verb is stated as a fact
and its object is another record, or the other way round. Questions, conditions, possibilities,
negations, other people's words, code, and statements about two other records do not count.
What holds a strong verb and a record and still cannot be understood is returned as unclear.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dayline.records.dialect import grammar
from dayline.records.dialect.blocks import Block, blocks
from dayline.records.dialect.grammar import VERBS, Verb
from dayline.records.dialect.references import Refs, ref_of_target
from dayline.records.dialect.relations import Claim, NotUnderstood, Use, claims_of
from dayline.records.dialect.sentences import Sentence, refs_of, sentences
from dayline.records.dialect.tokens import Tokens, definitions

_LONGEST_BLOCK = 20_000
_LONGEST_SENTENCE = 2_000
_MOST_USES = 12
_MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Unclear:
    """A sentence that speaks of superseding and of a record, and was not understood."""

    line: int
    text: str


@lru_cache(maxsize=32)
def _verb_pattern(verbs: tuple[str, ...]) -> re.Pattern[str]:
    forms = "|".join(VERBS[name].source for name in verbs)
    return re.compile(rf"\b(?:{forms})\b", re.IGNORECASE)


@lru_cache(maxsize=32)
def _forms(verbs: tuple[str, ...]) -> dict[str, tuple[Verb, str]]:
    return {
        word: (verb, form)
        for verb in (VERBS[name] for name in verbs)
        for form in ("third", "past", "ing", "base")
        for word in getattr(verb, form).split("|")
    }


def read_prose(
    text: str, start: int, *, refs: Refs, own: str, selves: Sequence[str], verbs: Sequence[str]
) -> tuple[list[Claim], list[Unclear]]:
    """The links that the sentences of ``text`` from offset ``start`` state, in order.

    ``own`` is the record's own reference (``RFC-12``), ``selves`` what it calls itself ("RFC",
    "proposal"), ``verbs`` the verbs that count. Takes time linear in the text.
    """
    known = tuple(verbs)
    offsets = sorted(_stems(text, start, known))
    named = _Named(text, refs)
    at = list(_beside_records(text, offsets, named))
    if not at:
        return [], []
    tokens = Tokens(refs, own, named.defined, tuple(selves))
    document = _Document(blocks(text, start, at[0], at[-1]), tokens, _verb_pattern(known))
    claims: dict[tuple[str, str], Claim] = {}
    unclear: list[Unclear] = []
    for block in document.with_verbs(at):
        for sentence in document.sentences(block):
            try:
                found = _without_echoes(_claims(sentence, known))
            except NotUnderstood:
                unclear.append(Unclear(sentence.line, " ".join(block.text.split())[:160]))
                continue
            for claim in found:
                claims.setdefault((claim.type, claim.target), claim)
    return list(claims.values()), unclear


@dataclass(frozen=True, slots=True)
class _Document:
    """The blocks of one text, and what turns them into sentences."""

    blocks: Sequence[Block]
    tokens: Tokens
    trigger: re.Pattern[str]

    def with_verbs(self, at: Sequence[int]) -> Iterator[Block]:
        """The blocks in which one of the offsets ``at`` (ascending) stands.

        Quotations of other texts and overlong blocks are left out.
        """
        for block in self.blocks:
            first = bisect_left(at, block.start)
            stands = first < len(at) and at[first] < block.end
            if stands and not block.told and len(block.text) <= _LONGEST_BLOCK:
                yield block

    def sentences(self, block: Block) -> list[Sentence]:
        """The sentences of ``block``, each knowing where to look for a successor."""
        found = list(sentences(block, self.tokens, self.trigger))
        for sentence in found:
            sentence.around = lambda: self._around(block)
        return found

    def _around(self, block: Block) -> tuple[str, ...]:
        """The records that the sentences near ``block`` offer instead: its own, its quotation's."""
        near = [block]
        if block.group:
            near = [item for item in self.blocks if item.group == block.group][:_MOST_LINES]
        found: list[str] = []
        for item in near:
            if len(item.text) > _LONGEST_BLOCK:
                continue
            for sentence in sentences(item, self.tokens, self.trigger):
                if grammar.INSTEAD.search(sentence.text):
                    found.extend(refs_of(sentence.text, sentence))
        return tuple(dict.fromkeys(found))


@lru_cache(maxsize=32)
def _stems_of(verbs: tuple[str, ...]) -> tuple[bytes, ...]:
    """The stems, without those that begin with another one."""
    stems = sorted({stem for name in verbs for stem in VERBS[name].stems})
    least = (one for one in stems if not any(one != s and one.startswith(s) for s in stems))
    return tuple(stem.encode() for stem in least)


def _stems(text: str, start: int, verbs: Sequence[str]) -> Iterator[int]:
    """Where the stems of ``verbs`` stand: five times faster than the pattern of all their forms.

    They are ASCII, and bytes are put in small letters twice as fast as characters.
    """
    raw = text.encode(errors="replace")
    low = raw.lower()
    first = start if len(raw) == len(text) else len(text[:start].encode(errors="replace"))
    for stem in _stems_of(tuple(verbs)):
        at = low.find(stem, first)
        while at >= 0:
            yield at if len(raw) == len(text) else len(raw[:at].decode())
            at = low.find(stem, at + len(stem))


def _beside_records(text: str, offsets: Sequence[int], named: _Named) -> Iterator[int]:
    """The ascending ``offsets`` in whose paragraph a record is named, never too few."""
    end, beside = -1, False
    for at in offsets:
        if at >= end:
            start = text.rfind("\n\n", 0, at) + 1
            end = text.find("\n\n", at)
            end = len(text) if end < 0 else end
            beside = named.between(start, end)
        if beside:
            yield at


_TARGET = re.compile(r"\]\(\s*<?([^()\s>]+)")
_LABEL = re.compile(r"\[([^\[\]]+)\]")


class _Named:
    """Whether a paragraph names a record, asking what is cheap to ask first."""

    def __init__(self, text: str, refs: Refs) -> None:
        self._text = text
        self._refs = refs
        self._names = [name.lower() for name in refs.patterns.names]

    @cached_property
    def defined(self) -> dict[str, str]:
        """The text's link reference definitions."""
        return definitions(self._text) if "]:" in self._text else {}

    def between(self, start: int, end: int) -> bool:
        """Whether the characters ``[start, end)`` may name a record."""
        text, refs = self._text, self._refs
        if self._may_mention(text[start:end]) and refs.patterns.mention.search(text, start, end):
            return True
        if text.find("[", start, end) < 0:
            return False
        targets = (found[1] for found in _TARGET.finditer(text, start, end))
        if any(ref_of_target(target, refs) for target in targets):
            return True
        labels = (found[1].casefold() for found in _LABEL.finditer(text, start, end))
        defined = self.defined
        return any(ref_of_target(defined[one], refs) for one in labels if one in defined)

    def _may_mention(self, paragraph: str) -> bool:
        """Whether the pattern of mentions can match: most paragraphs hold no such word, no `#`."""
        if "#" in paragraph:
            return True
        low = paragraph.lower()
        return any(name in low for name in self._names)


def read_status(text: str, line: int, *, refs: Refs, own: str, verbs: Sequence[str]) -> list[Claim]:
    """The links that a status states: ``Superseded by ADR-7``, ``Accepted, amends ADR 3``."""
    known = tuple(verbs)
    trigger = _verb_pattern(known)
    if not trigger.search(text):
        return []
    tokens = Tokens(refs, own, {}, ("record", "ADR", "decision"))
    claims: dict[tuple[str, str], Claim] = {}
    for offset, part in enumerate(text.split("\n")[:_MOST_LINES]):
        if len(part) > _LONGEST_BLOCK or not trigger.search(part):
            continue
        block = Block(line + offset, part.lstrip("-*+> \t"), "status")
        for sentence in sentences(block, tokens, trigger):
            try:
                for claim in _claims(sentence, known):
                    claims.setdefault((claim.type, claim.target), claim)
            except NotUnderstood:
                continue
    return list(claims.values())


def _without_echoes(claims: Iterable[Claim]) -> list[Claim]:
    """ "Updates and supersedes RFC 3" states one link, the stronger."""
    found = list(claims)
    strong = {claim.target for claim in found if claim.means.startswith("supersede")}
    return [
        claim
        for claim in found
        if claim.means.startswith("supersede") or claim.target not in strong
    ]


def _claims(sentence: Sentence, verbs: tuple[str, ...]) -> Iterator[Claim]:
    text = sentence.text
    if len(text) > _LONGEST_SENTENCE or text.rstrip("\"')* ").endswith("?"):
        return
    forms = _forms(verbs)
    for count, found in enumerate(_verb_pattern(verbs).finditer(text)):
        if count >= _MOST_USES:
            return
        verb, form = forms[found[0].casefold()]
        use = Use(verb, form, text[: found.start()], text[found.end() :], sentence)
        yield from claims_of(use)
