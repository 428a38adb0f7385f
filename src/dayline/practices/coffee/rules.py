"""Who has coffee with whom: by lot across dependent teams, no repeats until all have met. Pure.

Two people may be paired when teams of theirs depend on each other and they share no team. Nobody
meets somebody again before they have met everybody they may meet; and then everybody twice before
anybody three times. Whoever sat out last comes first. The same seed gives the same pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from dayline.base.hours import Hours
from dayline.base.micros import DAY, HOUR, MINUTE
from dayline.base.overlap import shared

LENGTH = 20 * MINUTE
WITHIN = 14 * DAY
QUESTIONS = (
    "What did you work on last week that you liked?",
    "What does your team know that ours should know?",
    "What would you change about how our teams hand work over?",
    "What is outside your window?",
    "What are you learning at the moment?",
    "Which record of somebody else did you enjoy reading?",
    "What was your way into this work?",
    "What do people at your place do after work?",
)


@dataclass(frozen=True, slots=True)
class Round:
    """A round that took place: its pairs, and who wanted to and sat out."""

    pairs: tuple[frozenset[str], ...]
    out: frozenset[str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pairs of a new round, and who is left: nobody for them this time."""

    pairs: tuple[tuple[str, str], ...]
    left: tuple[str, ...]


def candidates(
    teams: Mapping[str, Collection[str]], depends: Iterable[tuple[str, str]]
) -> dict[str, frozenset[str]]:
    """Whom each person may meet. ``teams`` holds the teams of each person, ``depends`` the pairs
    of teams of which one relies on the other."""
    linked = {frozenset(pair) for pair in depends}
    people = sorted(teams)
    found: dict[str, set[str]] = {who: set() for who in people}
    for place, one in enumerate(people):
        for other in people[place + 1 :]:
            if set(teams[one]) & set(teams[other]):
                continue
            if any(frozenset((a, b)) in linked for a in teams[one] for b in teams[other]):
                found[one].add(other)
                found[other].add(one)
    return {who: frozenset(others) for who, others in found.items()}


def draw(may_meet: Mapping[str, frozenset[str]], past: Sequence[Round], seed: int | str) -> Drawn:
    """The pairs of the next round by lot.

    As many as a search finds: the person with the fewest choices is paired first, and two who are
    left over are helped by parting a pair that can do without each other.
    """
    lot = Random(f"coffee {seed}")  # noqa: S311 -- a lottery that anybody can draw again
    met = Counter(pair for each in past for pair in each.pairs)
    allowed = _allowed(may_meet, met)
    waited = _waited(past)
    order = sorted(allowed)
    lot.shuffle(order)
    rank = {who: (-waited[who], place) for place, who in enumerate(order)}
    partner: dict[str, str] = {}
    while True:
        free = {who: allowed[who] - partner.keys() for who in order if who not in partner}
        ready = [who for who, others in free.items() if others]
        if not ready:
            break
        one = min(ready, key=lambda who: (-waited[who], len(free[who]), rank[who]))
        other = min(free[one], key=lambda who: (-waited[who], len(free[who]), rank[who]))
        partner[one], partner[other] = other, one
    _augment(partner, allowed, order)
    pairs = sorted({(min(a, b), max(a, b)) for a, b in partner.items()})
    return Drawn(tuple(pairs), tuple(sorted(set(may_meet) - partner.keys())))


def _allowed(
    may_meet: Mapping[str, frozenset[str]], met: Counter[frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Whom each may meet this time: those met least often, for both sides."""
    least = {
        who: min((met[frozenset((who, other))] for other in others), default=0)
        for who, others in may_meet.items()
    }
    return {
        who: frozenset(
            other
            for other in others
            if met[frozenset((who, other))] <= min(least[who], least[other])
        )
        for who, others in may_meet.items()
    }


def _waited(past: Sequence[Round]) -> Counter[str]:
    """How many rounds in a row somebody has sat out up to now."""
    waited: Counter[str] = Counter()
    for each in past:
        for who in each.out:
            waited[who] += 1
        for pair in each.pairs:
            for who in pair:
                waited[who] = 0
    return waited


def _augment(
    partner: dict[str, str], allowed: Mapping[str, frozenset[str]], order: Sequence[str]
) -> None:
    """Two left over and a pair make two pairs, if each of the pair can meet one of the two."""
    found = True
    while found:
        found = False
        left = [who for who in order if who not in partner]
        for place, one in enumerate(left):
            for other in left[place + 1 :]:
                pair = next(
                    (
                        (a, b)
                        for a in sorted(allowed[one] & partner.keys())
                        for b in (partner[a],)
                        if b in allowed[other]
                    ),
                    None,
                )
                if pair is not None:
                    (a, b) = pair
                    partner[one], partner[a], partner[other], partner[b] = a, one, b, other
                    found = True
                    break
            if found:
                break


def slot(one: Hours, other: Hours, after: int) -> int | None:
    """When both are awake for twenty minutes, within two weeks; None when they never are.

    Not in the first or last ten minutes that they share, where there is room, and not before
    tomorrow: a coffee is no interruption.
    """
    begin = after + 12 * HOUR
    for start, end in shared([one, other], begin, begin + WITHIN):
        if end - start < LENGTH:
            continue
        spare = (end - start - LENGTH) // 2
        inside = start + min(spare, 10 * MINUTE)
        return -(-inside // (5 * MINUTE)) * 5 * MINUTE if spare >= 5 * MINUTE else start
    return None


def questions(seed: int | str, pair: Sequence[str]) -> tuple[str, ...]:
    """Three questions for two who are never awake together: each answers in their own time."""
    lot = Random(f"questions {seed} {' '.join(sorted(pair))}")  # noqa: S311 -- as above
    return tuple(lot.sample(QUESTIONS, 3))
