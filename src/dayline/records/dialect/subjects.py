"""Who acts in a sentence: this record, a part of it, another record, or somebody else."""

from __future__ import annotations

from dataclasses import dataclass

from dayline.records.dialect import grammar
from dayline.records.dialect.sentences import Sentence, refs_of
from dayline.records.dialect.tokens import REF, SELF


@dataclass(frozen=True, slots=True)
class Subject:
    """Who acts: ``self``, ``this``, ``it``, ``part``, ``ref``, ``none`` (left out) or ``other``.

    ``rest`` is the text before the subject, ``window`` the text between it and the verb.
    """

    kind: str
    rest: str
    window: str
    refs: tuple[str, ...] = ()
    phrase: str = ""


def subject_of(left: str, sentence: Sentence) -> Subject:
    core = left.rstrip()
    while core:
        auxiliary = grammar.AUXILIARY.search(core)
        if not auxiliary or auxiliary.start() == len(core):
            break
        core = core[: auxiliary.start()].rstrip()
    window = left[len(core) :]
    conjoined = grammar.CONJOINED.search(core)
    if conjoined:
        return subject_of(core[: conjoined.start()], sentence)
    edges = [found.end() for found in grammar.CLAUSE.finditer(core)]
    edge = edges[-1] if edges else 0
    clause = core[edge:]
    for kind, pattern in (("part", grammar.PART), ("self", grammar.WHOLE)):
        found = pattern.search(clause)
        if found:
            return Subject(kind, core[: edge + found.start()], window, phrase=found[0])
    return _vague_subject(core, edge, window, sentence)


def _vague_subject(core: str, edge: int, window: str, sentence: Sentence) -> Subject:
    clause = core[edge:]
    found = grammar.THIS.search(clause)
    if found:
        kind = "it" if found["word"].casefold() == "it" else "this"
        return Subject(
            _resolved(kind, core[: edge + found.start()], sentence),
            core[: edge + found.start()],
            window,
        )
    found = grammar.OTHER.search(clause)
    if found:
        return Subject("ref", core[: found.start()], window, refs_of(found["refs"], sentence))
    if is_label(clause):
        silent = is_label(core[:edge]) and not core.endswith("(")
        return Subject("none" if silent else "aside", "", f"{clause} {window}")
    return Subject("other", core, window)


def _resolved(kind: str, left: str, sentence: Sentence) -> str:
    """What "it" or "this" stands for, by what stands before it or the sentence before."""
    before = f"{sentence.before} {left}"
    if kind == "it":
        return "self" if SELF in before and REF not in before.partition(SELF)[0] else "other"
    return "other" if before.lstrip('*_("').startswith(REF) else "this"


def is_label(text: str) -> bool:
    """Whether ``text`` is no more than a label, a date, a mark or an adverb before a statement."""
    for word in text.split():
        bare = word.strip("*_:;,.!?()[]{}<>-\u2013\u2014/|\"'⚠️✅❌").casefold()
        if not bare or bare[0].isdigit() or not any(letter.isalpha() for letter in bare):
            continue
        if bare not in grammar.LABELS and not bare.endswith("ly"):
            return False
    return REF not in text and SELF not in text
