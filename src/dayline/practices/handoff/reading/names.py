"""Names that a statement says in the place of others. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from dayline.practices.handoff.reading.lexicon import lexicon
from dayline.practices.handoff.reading.match import NEAR
from dayline.practices.handoff.reading.sense import Sense, Unit
from dayline.practices.handoff.reading.swaps import Near, Swap, shared

_TITLES = frozenset(
    """
    professor prof captain sergeant nurse sister chief judge doctor director madame monsieur herr
    frau sir lady saint st officer inspector station lake port robot ward gate
    """.split()  # noqa: SIM905 -- reads better as a text
)


class Sides(NamedTuple):
    """The two texts that are held against each other, and how like their words are."""

    item: Sense
    told: Sense
    near: Near


class Named(NamedTuple):
    """A name of one or several words that follow each other; ``sure`` when one is surely a name."""

    units: tuple[Unit, ...]
    sure: bool

    @property
    def telling(self) -> tuple[Unit, ...]:
        """The words that tell whose name it is: not the title in ``Professor Vandamme``."""
        common = lexicon().common
        rare = tuple(
            unit
            for unit in self.units
            if unit.stems[0] not in common and unit.text.lower() not in _TITLES
        )
        return rare or self.units

    def is_said(self, other: Sense, near: Near) -> bool:
        """Whether another text says a word that tells whose name it is."""
        if len(self.units) == 1 and _is_initial(self.units[0], other):
            return True
        return any(
            near(unit, one) >= NEAR
            and not self._goes_on(unit, other, at, near)
            and not self._is_only_head(unit, other, at, near)
            for unit in self.telling
            for at, one in enumerate(other.units)
        )

    def _is_only_head(self, unit: Unit, other: Sense, at: int, near: Near) -> bool:
        """Whether the other has but the head of it after a name of its own: ``Bank`` of another."""
        head, before = other.units[at], other.units[at - 1] if at else None
        return (
            before is not None
            and near(unit, head) < 1
            and len(self.units) == 1
            and unit.name == head.name == before.name == 2
            and other.text[before.end : head.start] == " "
            and near(unit, before) < NEAR
        )

    def _goes_on(self, unit: Unit, other: Sense, at: int, near: Near) -> bool:
        """Whether both go on with other names: ``Councillor Aldous``, ``Councillor Brook``."""
        if unit is self.units[-1] or at + 1 >= len(other.units):
            return False
        last, rival = self.units[-1], other.units[at + 1]
        return (
            rival.name == last.name == 2
            and other.text[other.units[at].end : rival.start] == " "
            and not any(near(rival, one) >= NEAR for one in self.units)
            and not any(near(last, one) >= NEAR for one in other.units)
        )

    @property
    def text(self) -> str:
        """As it is written."""
        return " ".join(unit.text for unit in self.units)


def _is_initial(unit: Unit, other: Sense) -> bool:
    """Whether a name is the initial of one of the other text, or the other way round: °P, Plato."""
    return any(
        one.name == 2
        and one.text[0] == unit.text[0]
        and {len(one.text) == 1, len(unit.text) == 1} == {True, False}
        and one.text.isalpha()
        and unit.text.isalpha()
        for one in other.units
    )


def _named(sense: Sense) -> list[Named]:
    """The names of a text, in their order."""
    found: list[list[Unit]] = []
    for unit in sense.units:
        if not unit.name:
            continue
        last = found[-1][-1] if found else None
        if last and sense.text[last.end : unit.start] == " " and _sort(unit) == _sort(last):
            found[-1].append(unit)
        else:
            found.append([unit])
    return [Named(tuple(units), any(one.name == 2 for one in units)) for units in found]


def _uncapitalised(told: Sense) -> list[Named]:
    """The words that may be names in a text that is written without capitals."""
    return [] if any(map(str.isupper, told.text)) else _rare(told)


def _lower_case(sides: Sides) -> tuple[list[Named], list[Named]]:
    """The one rare word of each text that the other does not say, where it may be a name.

    Both must be written without capitals, and the words must stand beside the same word.
    """
    item, told, near = sides
    if any(map(str.isupper, item.text + told.text)):
        return [], []
    lost = [name for name in _rare(item) if not name.is_said(told, near)]
    rivals = [name for name in _rare(told) if not name.is_said(item, near)]
    if len(lost) == len(rivals) == 1 and _stand_alike(lost[0], rivals[0], sides):
        return lost, rivals
    return [], []


def _rare(text: Sense) -> list[Named]:
    """The words of a text that are in none of the lists: ``nginx``."""
    common = lexicon().common
    return [
        Named((unit,), sure=False)
        for unit in text.units
        if unit.weight >= 1.0 and unit.text.isalpha() and len(unit.text) > 2
        if unit.stems[0] not in common
    ]  # fmt: skip


def _look_alikes(lost: Sequence[Named], told: Sense) -> list[Named]:
    """The rare words without a capital that are spelt like a lost name: medicines, species."""
    return [
        Named(rival.units, sure=True)
        for rival in _rare(told)
        if not rival.units[0].name
        for name in lost
        if _spelt_alike(name.units[-1].text.lower(), rival.units[0].text.lower())
    ]


def _spelt_alike(one: str, other: str) -> bool:
    """Whether two long words share most letters at both their ends, and are not just misspelt."""
    if min(len(one), len(other)) < 7 or abs(len(one) - len(other)) > 2:
        return False
    start, end = _in_common(one, other), _in_common(one[::-1], other[::-1])
    apart = max(len(one), len(other)) - start - end
    return start >= 2 and end >= 3 and 2 <= apart <= 6


def _in_common(one: str, other: str) -> int:
    """How many letters two words have in common from their start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _unsaid(one: Sense, other: Sense, near: Near) -> list[Named]:
    """The names of the one text that the other does not say."""
    return [name for name in _named(one) if not name.is_said(other, near)]


def is_lone_swap(item: Sense, told: Sense, near: Near) -> bool:
    """Whether each text has just one sure name that the other does not say, of one sort."""
    lost = [name for name in _unsaid(item, told, near) if name.sure]
    rivals = [name for name in _unsaid(told, item, near) if name.sure]
    common = lexicon().common
    return (
        len(lost) == len(rivals) == 1
        and _sorts_agree(_sort(lost[0].telling[0]), _sort(rivals[0].telling[0]))
        and all(one.telling[0].stems[0] not in common for one in (lost[0], rivals[0]))
    )


def names_swapped(item: Sense, told: Sense, rest: Sequence[Sense], near: Near) -> list[Swap]:
    """Names of the item that are told as others: nowhere in the handoff, or of elsewhere in it."""
    lost = _unsaid(item, told, near)
    sure = [name for name in lost if name.sure]
    rivals = _unsaid(told, item, near)
    if not sure and any(rival.sure for rival in rivals):
        rare = (name for name in _rare(item) if not name.is_said(told, near))
        lost += [name for name in rare if name.units[0] not in {u for n in lost for u in n.units}]
    rivals += [name for name in _uncapitalised(told) if sure and not name.is_said(item, near)]
    if not lost and not rivals:
        lost, rivals = _lower_case(Sides(item, told, near))
        sure = lost
    rivals += [one for one in _look_alikes(sure, told) if not one.is_said(item, near)]
    found, sides = [], Sides(item, told, near)
    for rival in rivals:
        word = rival.telling[0]
        if not rival.sure and (word.groups or word.axes or not sure):
            continue
        if swap := _swap(sure or lost, rival, sides, rest):
            strength = swap.strength * (1.0 if sure else 0.6) * (1.0 if len(rivals) == 1 else 0.7)
            found.append(swap._replace(strength=strength))
    return found


def _swap(lost: Sequence[Named], rival: Named, sides: Sides, rest: Sequence[Sense]) -> Swap | None:
    """The swap of one of the lost names for the rival, where they are of one sort."""
    item, told, near = sides
    word = rival.telling[0]
    alike = [name for name in lost if _sorts_agree(_sort(name.telling[0]), _sort(word))]
    owners = [text for text in rest if any(near(word, unit) >= NEAR for unit in text.units)]
    if not alike or any(shared(one, told) >= 3 for one in owners if one is not item):
        return None
    strength = 1.0 if rival.sure else 0.5
    if not any(_stand_alike(name, rival, sides) for name in alike):
        strength *= 0.5
    kinds = lexicon().kinds
    kind = kinds.get(word.stems)
    others = (kinds.get(unit.stems, frozenset()) for name in alike for unit in name.units)
    if kind and not any(kind & one for one in others):
        strength *= 0.3
    return Swap(rival.text, alike[0].text, strength, bool(owners))


def _sorts_agree(one: str, other: str) -> bool:
    """Whether two names may stand for each other: ``TUV`` and ``Dekra`` may, ``node-4`` may not."""
    return one == other or {one, other} == {"word", "acronym"}


def _stand_alike(one: Named, other: Named, sides: Sides) -> bool:
    """Whether two names have the same word before or after them."""
    item, told, near = sides
    mine, others = _beside(one, item), _beside(other, told)
    return any(a and b and near(a, b) >= NEAR for a in mine for b in others)


def _beside(name: Named, sense: Sense) -> tuple[Unit | None, Unit | None]:
    first, last = sense.units.index(name.units[0]), sense.units.index(name.units[-1])
    before = sense.units[first - 1] if first else None
    after = sense.units[last + 1] if last + 1 < len(sense.units) else None
    return before, after


def _sort(unit: Unit) -> str:
    if unit.text.startswith("@"):
        return "word"
    if any(map(str.isdigit, unit.text)):
        return "code"
    return "acronym" if unit.text.isupper() and len(unit.text) > 1 else "word"
