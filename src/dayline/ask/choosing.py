"""Which of the scored sentences make an answer, and how much of what stands beside them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dayline.ask.lists import item_mark, item_start
from dayline.ask.matching import units_of
from dayline.ask.material import Document, Sentence
from dayline.ask.scoring import Scored
from dayline.ask.unit import CODE, Unit
from dayline.base.words import terms

LONGEST_PASSAGE = 300
"""Characters up to which a sentence is given together with its neighbours."""

LONGEST_ANSWER = 2000
"""Characters of a whole answer; what is longer is a page to read."""

_POOL = 40
_REPEATED = 0.9
_PROSE = frozenset(("sentence", "item"))


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that was found, with those beside it that belong to it, in their order."""

    found: Scored
    units: tuple[Unit, ...]

    @property
    def document(self) -> Document:
        """The record that it stands in."""
        return self.found.document

    @property
    def first(self) -> int:
        """The place of its first sentence among those of the record."""
        return self.found.at - self.units.index(self.found.unit)

    @property
    def start(self) -> int:
        """The character of the record at which it begins, with the mark of a first item."""
        first = self.units[0].start
        return item_start(self.document.text, first) if any(self._marks) else first

    @property
    def end(self) -> int:
        """The character of the record at which it ends."""
        return max(one.end for one in self.units)

    @property
    def _marks(self) -> list[str]:
        """What stands before each sentence where it is an item; nothing where it is alone one."""
        marks = [item_mark(self.document.text, one.start) for one in self.units]
        return marks if sum(map(bool, marks)) >= _A_LIST else [""] * len(marks)

    @property
    def text(self) -> str:
        """Its words; items of a list and lines of code stand on lines of their own."""
        marks = self._marks
        lines: list[tuple[str, str]] = []
        for at, (mark, one) in enumerate(zip(marks, self.units, strict=True)):
            if _with_code(self.units, at):
                continue
            goes_on = lines and not mark and (one.sort != "sentence" or not lines[-1][0])
            before, said = lines.pop() if goes_on else (mark, "")
            lines.append((before, beside(said, one.shown)))
        return "\n".join(f"{mark} {said}" if mark else said for mark, said in lines)


def beside(said: str, more: str) -> str:
    """Two texts as one, with code on lines of its own."""
    is_code = more.startswith(CODE) or said.rpartition("\n")[2].startswith(CODE)
    return f"{said}\n{more}" if said and is_code else f"{said} {more}".lstrip(" ") if said else more


_A_LIST = 2


def chosen(first: Iterable[Scored], scored: Sequence[Scored], limit: int) -> list[Passage]:
    """``first``, then the best of ``scored``: each says something that those before it do not."""
    taken: list[Passage] = []
    said: list[frozenset[str]] = []
    length = 0
    for one in (*first, *scored[:_POOL]):
        if len(taken) == limit:
            break
        whole = passage(one, [other for other in taken if other.document.ref == one.document.ref])
        if whole is None:
            continue
        if taken and length + whole.end - whole.start > LONGEST_ANSWER:
            whole = Passage(whole.found, (whole.found.unit,))
        words = frozenset(terms(whole.text))
        if taken and length + whole.end - whole.start > LONGEST_ANSWER:
            continue
        if any(_alike(words, other) > _REPEATED for other in said):
            continue
        taken.append(whole)
        said.append(words)
        length += whole.end - whole.start
    return taken


def joined(passages: Sequence[Passage]) -> list[Passage]:
    """The same, where one directly follows another in its section as one with it."""
    out: list[Passage] = []
    for one in passages:
        whole, at = one, len(out)
        for place in range(len(out) - 1, -1, -1):
            if both := _together(out[place], whole):
                whole, at = both, place
                del out[place]
        out.insert(at, whole)
    return out


def _together(one: Passage, other: Passage) -> Passage | None:
    sorts = {unit.sort for each in (one, other) for unit in each.units}
    beside = one.units[0].headings == other.units[0].headings
    if one.document is not other.document or not beside or not sorts <= _PROSE:
        return None
    before, after = sorted((one, other), key=lambda passage: passage.first)
    if before.first + len(before.units) != after.first:
        return None
    return Passage(one.found, before.units + after.units)


def passage(one: Scored, taken: Sequence[Passage]) -> Passage | None:
    """A sentence with its neighbours as far as they fit; None when it was said already."""
    every = units_of(one.document)
    quoting = _with_code(every, one.at)
    if quoting:
        one = replace(one, unit=quoting, at=one.at + 1)
    if any(other.start < one.unit.end and one.unit.start < other.end for other in taken):
        return None
    first = last = one.at
    while last + 1 < len(every) and _belongs(every[last], every[last + 1], every[first], taken):
        last += 1
    while first > 0 and _belongs(every[first], every[first - 1], every[last], taken):
        first -= 1
    units = every[first : last + 1]
    return Passage(one, (*units[:-1], _with_code(every, last) or units[-1]))


def _with_code(every: Sequence[Unit], at: int) -> Unit | None:
    """The sentence ``at`` together with the code that it introduces, where it does."""
    after = every[at + 1 : at + 2]
    return after[0] if after and after[0].code and after[0].start == every[at].start else None


def _belongs(unit: Unit, other: Unit, end: Unit, taken: Sequence[Passage]) -> bool:
    """Whether ``other`` continues ``unit`` in a passage that reaches to ``end``."""
    return (
        unit.sort in _PROSE
        and other.sort in _PROSE
        and other.headings == unit.headings
        and abs(other.block - unit.block) <= 1
        and max(other.end, end.end) - min(other.start, end.start) <= LONGEST_PASSAGE
        and not any(one.start < other.end and other.start < one.end for one in taken)
    )


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def quoted(
    document: Document, units: Sequence[tuple[int, Unit]], *, before: str = ""
) -> list[Sentence]:
    """Sentences that follow each other, each with its number in the record, as one of an answer.

    ``before`` is said before them; what is longer than an answer is left out at its end. Nothing
    comes of nothing.
    """
    first = units[0][1].start if units else 0
    kept = [(at, one) for at, one in units if one.end - first <= LONGEST_ANSWER]
    if not kept:
        return []
    at, one = kept[0]
    whole = Passage(Scored(document, one, at, (), 1.0), tuple(unit for _, unit in kept))
    cite = document.cite_at(whole.start, whole.end, one.headings)
    text = f"{before}\n{whole.text}" if before else whole.text
    return [Sentence(text, (cite,), 1.0, past=document.is_past)]
