"""What speaks for an item's being taken up by a statement, as features of a learnt rule. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dayline.practices.handoff.reading.cues import cue
from dayline.practices.handoff.reading.lexicon import lexicon
from dayline.practices.handoff.reading.match import (
    NEAR_FROM,
    Likeness,
    Match,
    Rarity,
    explained,
    match,
    weights,
)
from dayline.practices.handoff.reading.sense import Sense

_VAGUE = cue("vague")
_LOST = re.compile(
    r"\b(?:something to do with|had to do with|has to do with|some(?:thing| business| remark| matter| stuff) (?:about|around|regarding)"  # noqa: E501
    r"|(?:a|one|the|that) (?:thing|bit|part|point|remark|line|note|topic|matter|item|piece|word|sentence|passage|paragraph|section) (?:about|on|regarding|concerning)"  # noqa: E501
    r"|(?:came|come|comes|popped) up|(?:was|were|is|are|got|been) (?:\w+ )?(?:mentioned|discussed|talked about|brought up|touched on|named|on the list|in there|part of it)"  # noqa: E501
    r"|(?:didn't|did not|haven't|couldn't|can't) (?:\w+ )?(?:write|written|note|noted|take in|read|place|tell you|say (?:more|what|which|how))"  # noqa: E501
    r"|(?:details|rest|specifics|numbers?|exact \w+) (?:are |is |have |has |were |was )?(?:gone|lost|missing|unclear|escaped?s?|fuzzy|hazy|foggy|blurry)"  # noqa: E501
    r"|(?:fuzzy|hazy|foggy|vague|blank|blurry)\b|only (?:know|remember|recall|noted|caught)|don't (?:remember|recall) (?:what|which|how|who|when|where|the)"  # noqa: E501
    r"|had a (?:role|part)|(?:is|was|are|were) involved|heard (?:about|of)|i saw (?:a|the)|in some way|one way or (?:the )?other|somewhere|whatever (?:it|that) was"  # noqa: E501
    r"|what exactly|what precisely|which (?:one|way),? i)\b|"
    r"\b(?:(?:there(?:\'s| is| was| were)|had|got|received) (?:an? |some |one )?(?:\w+ )?(?:topic|doubt|remark|note|matter|mention|word|lines?|bit|part|thing|something)s? (?:on|about|around|regarding|of|concerning)|sth|dim recollection|can\'t bring back|no idea what (?:it|that|was)|did not copy|lost track|something (?:about|on|with|concerning)|(?:can't|couldn't|don't|cannot|do not|didn't|not) (?:\w+ )?(?:recall|remember|reconstruct|catch|follow|get|make out)"  # noqa: E501
    r"|(?:i|we) (?:\w+ )?(?:lost|forgot|forget|missed)|some (?:limit|number|figure|rule|date|deadline|name|restriction|issue|problem|reason|condition|kind|sort|story)\b"  # noqa: E501
    r"|there was (?:a |an |some )?(?:talk|point|line|word|item|note|mention|bit|quote|something|question|limit|part)|without (?:the )?details?|played a role"  # noqa: E501
    r"|or (?:something|other|so i think)|no details?|slipped my mind|escapes me|(?<!what )i (?:do )?(?:remember|recall)|i think (?:that )?(?:it|something|there)|came up|was (?:also )?(?:mentioned|discussed|a topic|looked at|touched)"  # noqa: E501
    r"|got (?:a )?mention|were asked|was asked|the details|gone from my|not (?:much )?more than that|blank on)\b",  # noqa: E501
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?|\b(?:whether|unknown|unclear|nobody knows|don't (?:yet )?know|do not (?:yet )?know|not (?:yet )?(?:known|answered|clear|decided|sure|certain)"  # noqa: E501
    r"|(?:is|are|was|am|'m)(?:n't| not) (?:\w+ )?(?:known|clear|answered|sure|certain|decided)|nobody (?:\w+ ){0,2}(?:know|mind|tell|sure|said|idea)|no one (?:\w+ ){0,2}(?:know|tell|said|sure)|no idea|no word|no answer|(?:no|without an?|lacks an?) (?:owner|driver|\w+er) yet|nobody's decided|clear up|find out if|ask (?:\w+ ){0,3}(?:if|whether)|might want|undetermined|wonder(?:ing)?|clarif|open (?:question|point|issue)|^open:|question|undecided|doubt|unanswered"  # noqa: E501
    r"|can tell|ma[dk]e up (?:\w+ )?mind|can't tell|find out|haven't heard|hasn't been|not yet|yes or no|need(?:s)? (?:an )?answer"  # noqa: E501
    r"|unresolved|unsettled|pending|remains to be seen|could be \w+|either way|nobody told|yes/no|up in the air|still asking|to be (?:decided|determined|seen|answered)|tbd|tbc|if anyone|who knows|uncertain|unsure|what i don't know)\b",  # noqa: E501
    re.IGNORECASE,
)

NAMES = (
    "bias", "share", "mass", "share_of_statement", "margin", "rivalled", "figures", "names_said", "vague",  # noqa: E501
    "vague_thin", "lost", "two", "clause", "asked", "unasked", "unasked_thin", "unexplained", "top", "own", "filled", "clear_share",  # noqa: E501
    "unsaid", "unsaid_thin", "denial_unsaid",
    "like", "like_margin", "like_rank", "like_vague",
)  # fmt: skip


Similar = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[float]]]
"""How like each text of one list is to each of another, -1 to 1: a row for each of the former."""


class Part(NamedTuple):
    """Of which statements a text is made, and whether of all that they say."""

    statements: tuple[int, ...]
    whole: bool


class Held(NamedTuple):
    """An item held against one statement: where that stands among the others, and the features."""

    at: int
    match: Match
    features: tuple[float, ...]


def _near_texts(
    similar: Similar | None, items: Sequence[Sense], told: Sequence[Sense]
) -> list[list[float]]:
    """How like every item is to every statement; nothing without an embedding."""
    if similar is None or not items or not told:
        return []
    near = similar([one.text for one in items], [one.text for one in told])
    return [[float(value) for value in row] for row in near]


def _near_words(
    similar: Similar | None, items: Sequence[Sense], told: Sequence[Sense]
) -> dict[tuple[str, str], float]:
    mine, others = (
        sorted({u.text.lower() for one in texts for u in one.units if u.name != 2})
        for texts in (items, told)
    )
    if similar is None or not mine or not others:
        return {}
    near = similar(mine, others)
    return {
        (a, b): float(value)
        for a, row in zip(mine, near, strict=True)
        for b, value in zip(others, row, strict=True)
        if value > NEAR_FROM
    }


def _is_ill(text: Sense) -> bool:
    """Whether a text denies anything, or says that it goes ill."""
    denying = lexicon().denying | {0}
    return bool(text.denials) or any(
        sign < 0 and axis in denying for unit in text.units for axis, sign in unit.axes
    )


def is_question(text: str) -> bool:
    """Whether a text leaves something open."""
    return bool(_ASKS.search(text))


def is_vague(text: str) -> bool:
    """Whether a text says that something was said, rather than what."""
    return bool(_VAGUE.search(text))


class Board:
    """All items of a handoff held against all statements of a read-back.

    ``context`` is what the handoff says besides its items; a statement that is about it is about
    no item. ``parts`` tells of which statements each of the texts held against is made.
    """

    def __init__(
        self,
        items: Sequence[Sense],
        told: Sequence[Sense],
        context: Sequence[Sense],
        parts: Sequence[Part],
        similar: Similar | None = None,
    ) -> None:
        self.items, self.told, self.parts = items, told, parts
        self.rarity = Rarity((*items, *context))
        self.embedded = similar is not None
        self.likeness = Likeness(_near_words(similar, (*items, *context), told))
        self._like = _near_texts(similar, (*items, *context), told)
        self._mine = [
            [explained(one, item, self.rarity, self.likeness) for one in told] for item in items
        ]
        self._else = [
            [explained(one, text, self.rarity, self.likeness) for one in told] for text in context
        ]
        self._weights = [weights(one, self.rarity) for one in told]

    def held(self, which: int) -> list[Held]:
        """One item held against every statement."""
        return [Held(at, *self._features(which, at)) for at in range(len(self.told))]

    def _features(self, which: int, at: int) -> tuple[Match, tuple[float, ...]]:
        item, told = self.items[which], self.told[at]
        found = match(item, told, self.rarity, self.likeness)
        mine = self._mine[which][at]
        others = [
            *(row[at] for k, row in enumerate(self._mine) if k != which),
            *(row[at] for row in self._else),
        ]
        best = max(map(sum, others), default=0.0)
        beyond = [max(column) for column in zip(*others, strict=True)] if others else []
        own = (
            sum(max(0.0, a - b) for a, b in zip(mine, beyond, strict=True)) if others else sum(mine)
        )
        total = sum(self._weights[at]) or 1.0
        everything = (
            sum(max(a, b) for a, b in zip(mine, beyond, strict=True)) if others else sum(mine)
        )
        count, hits = found.figures
        names = [unit for unit in item.units if unit.name == 2]
        said = {id(pair.mine) for pair in found.pairs if pair.mine.name == 2}
        heard = {id(pair.other) for pair in found.pairs}
        strange = sum(unit.name == 2 and id(unit) not in heard for unit in told.units)
        vague = is_vague(told.text)
        share = found.share
        missing = found.mass / found.share - found.mass if found.share else 1.0
        room = min(missing, total - everything) / (missing + found.mass)
        asked = is_question(item.text) and is_question(told.text)
        unasked = item.text.endswith("?") and not is_question(told.text)
        return found, (
            1.0,
            share,
            found.mass / (found.mass + 2.0),
            sum(mine) / total,
            (sum(mine) - best) / total,
            float(best > sum(mine)),
            hits / count if count else 0.3,
            (len(said) + 0.5 * min(len(names) - len(said), strange)) / len(names) if names else 0.3,
            float(vague),
            float(vague and len(told.units) + len(told.figures) <= 6),
            float(bool(_LOST.search(told.text))),
            float(self._is_double(at)),
            float(not self.parts[at].whole),
            float(asked),
            float(unasked),
            max(0.0, 0.9 - share) if unasked else 0.0,
            (total - everything) / total,
            max((pair.weight * pair.likeness for pair in found.pairs), default=0.0),
            own / (own + 1.0),
            min(1.0, share + room),
            min(1.0, share + room) * (sum(mine) - best) / total,
            missing / (missing + 2.0),
            missing / (missing + 2.0) * float(len(told.units) + len(told.figures) <= 5),
            float(bool(item.denials) and not _is_ill(told)),
            *self._likes(which, at, vague=vague),
        )

    def _likes(self, which: int, at: int, *, vague: bool) -> tuple[float, float, float, float]:
        if not self._like:
            return 0.0, 0.0, 0.0, 0.0
        mine = self._like[which]
        like = mine[at]
        others = max((row[at] for k, row in enumerate(self._like) if k != which), default=0.0)
        return like, like - others, like - max(mine), like * vague

    def told_apart(self, at: int) -> set[int]:
        """The spans that share a statement with one of them, itself included."""
        mine = set(self.parts[at].statements)
        return {k for k, part in enumerate(self.parts) if mine & set(part.statements)}

    def _is_double(self, at: int) -> bool:
        part = self.parts[at].statements
        return len(part) > 1 and not _asks_briefly(self.told[part[0]].text)

    def support(self, at: int) -> tuple[float, float]:
        """Of a statement, the share that its best source says, and the share that all say."""
        rows = [row[at] for row in (*self._mine, *self._else)]
        total = sum(self._weights[at]) or 1.0
        if not rows:
            return 0.0, 0.0
        every = sum(max(column) for column in zip(*rows, strict=True))
        return max(map(sum, rows)) / total, every / total


def choose(held: Sequence[Held], values: Sequence[float], board: Board, item: Sense) -> Held | None:
    """The statement that most likely takes the item up; ``values`` are what speaks for each.

    Two statements together are taken only if neither would do alone, or if the first asks in a few
    words what the second answers.
    """
    if not held:
        return None
    value = {one.at: number for one, number in zip(held, values, strict=True)}
    known = {one.at: one for one in held}
    best = max(held, key=lambda one: (value[one.at], -one.at))
    part = board.parts[best.at].statements
    asks = _asks_briefly(board.told[part[0]].text) and not item.text.endswith("?")
    if len(part) > 1 and not asks:
        alone = [k for k in part if value.get(k, -1.0) > 0]
        return known[max(alone, key=lambda k: value[k])] if alone else best
    if len(part) == 1 and asks:
        both = (part[0], part[0] + 1)
        return next((one for one in held if board.parts[one.at].statements == both), best)
    return best


def _asks_briefly(text: str) -> bool:
    """Whether a text only opens with a question (``Old keys?``) what the next one answers."""
    return text.endswith("?") and text.count(" ") < 10
