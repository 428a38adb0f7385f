"""What was handed over: by whom, to whom, in which days. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from dayline.ask.material import Document
from dayline.ask.naming import LONGEST_NAME, with_people, words_of
from dayline.ask.spans import Span, span_in

KIND = "handoff"
_KNOWN = frozenset(
    """what which work things did do does has have had was were is been got hand handed hands
    handing over off to by from the team last show me list all""".split()  # noqa: SIM905
)
_SHAPE = re.compile(
    r"^(?:show me |list )?(?:what|which (?:work|things))"
    r"(?: (?:did|has|have|does) (?P<giver>@) hand(?:ed|s)? (?:over|off)(?: to (?P<taker>@))?"
    r"|(?: (?:was|were|is|has been|got))? handed (?:over|off)(?: (?:by|from) (?P<by>@))?"
    r"(?: to (?P<to>@))?(?: (?:by|from) (?P<of>@))?)$"
)


@dataclass(frozen=True, slots=True)
class Handover:
    """The handoffs that a question asks for; a party that is "" may be anybody."""

    giver: str
    taker: str
    span: Span | None

    def holds(self, document: Document, parties: Mapping[str, frozenset[str]]) -> bool:
        """Whether a handoff is one of them; ``parties`` are the people of each team by handle."""
        fields = document.fields
        day = document.opened
        return (
            document.kind == KIND
            and _is_one_of(self.giver, {document.author, str(fields.get("from"))}, parties)
            and _is_one_of(self.taker, {str(fields.get("to"))}, parties)
            and (self.span is None or (day is not None and day in self.span))
        )


def _is_one_of(who: str, named: set[str], parties: Mapping[str, frozenset[str]]) -> bool:
    every = named.union(*(parties.get(one, ()) for one in named))
    return not who or who in every or not named.isdisjoint(parties.get(who, ()))


def handover(
    text: str, *, names: Callable[[], Mapping[str, str]], today: date | None
) -> Handover | None:
    """What a question asks of handoffs; None where it asks for anything else besides.

    ``names`` tells what people and teams are called, with their handles.
    """
    span, rest = span_in(text, today)
    words = [word for word in words_of(rest) if word not in ("the", "team")]
    if "handed" not in words and "hand" not in words:
        return None
    if len({*words} - _KNOWN) > 2 * LONGEST_NAME:
        return None
    told, people = with_people(["i" if word == "me" else word for word in words], names(), _KNOWN)
    found = _SHAPE.match(" ".join(told))
    if found is None:
        return None
    roles = sorted((role for role, said in found.groupdict().items() if said), key=found.start)
    given = dict(zip(roles, people, strict=False))
    giver = given.get("giver") or given.get("by") or given.get("of") or ""
    return Handover(giver, given.get("taker") or given.get("to") or "", span)
