"""Headings: sections that are missing or out of order, levels that are skipped, no title.

Each check first asks a :class:`~dayline.base.glance.Glance` whether anything is wrong, and the
outline, which knows lines, only when something is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from dayline.base.findings import Finding, Severity
from dayline.base.glance import Glance
from dayline.base.outline import Heading, heading_key
from dayline.base.places import heading_lines
from dayline.records.checks.web import Page
from dayline.records.dialect.document import Read
from dayline.records.dialect.model import Dialect, SectionRule


def skipped_levels(page: Page) -> Iterator[Finding]:
    """Headings two or more levels below the one before them. Quoted headings do not count."""
    skipping = list(_skips(page.seen.headings))
    if not skipping:
        return
    headings: Sequence[tuple[int, str]] = page.seen.headings
    lines = heading_lines(page.text, page.body, page.seen, [at for at, _ in skipping])
    if lines is None:
        own = [one for one in page.outline().headings if not _is_quoted(page.text, one)]
        headings = [(one.level, one.text) for one in own]
        skipping = list(_skips(headings))
        lines = [own[at].line for at, _ in skipping]
    for (at, before), line in zip(skipping, lines, strict=True):
        level, words = headings[at]
        yield Finding(
            "heading-skipped",
            f"`{words[:80]}` is on level {level} below level {before}.",
            f"Make it level {before + 1}: `{'#' * (before + 1)} {words[:60]}`.",
            page.path,
            line,
            0,
            Severity.WARNING,
        )


def _skips(headings: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """The positions of headings that skip a level, each with the level before it."""
    before = 6
    for at, (level, _) in enumerate(headings):
        if level > before + 1:
            yield at, before
        before = level


def _is_quoted(text: str, heading: Heading) -> bool:
    return text[heading.start : heading.end].lstrip().startswith(">")


class Sections:
    """The sections that a dialect asks for, and how texts keep to them.

    Rules are known by their names here: a name is quicker to look up than a rule.
    """

    def __init__(self, dialect: Dialect) -> None:
        self._title = dialect.title or dialect.name
        self._rules = {rule.name: rule for rule in dialect.sections}
        self._known = {heading_key(key): rule for rule in dialect.sections for key in rule.keys}
        self._rule_of: dict[str, SectionRule | None] = {}
        self._required = tuple(rule for rule in dialect.sections if rule.required)
        self._dated = tuple(rule for rule in dialect.sections if rule.required_from)
        self._orders = [
            {
                name: place
                for place, heading in enumerate(order)
                for name in self._rules
                if heading_key(name) == heading_key(heading)
            }
            for order in dialect.orders
        ]
        self.titled = "heading" in dialect.title_from and bool(dialect.sections)
        self.titled = self.titled and all(rule.level >= 2 for rule in dialect.sections)

    def faults(self, read: Read, glance: Glance) -> Iterator[Finding]:
        """Required sections that are missing, and sections that stand out of order."""
        if not self._known:
            return
        required = self._required_of(read) if self._dated else self._required
        missing, misplaced, held = self._judged(glance.headings, required)
        if not missing and not misplaced:
            return
        found = heading_lines(read.text, read.head.end, glance, list(held.values()))
        if found is None:
            # A glance does not see that a heading is quoted; the outline does, and knows lines.
            own = [one for one in read.outline.headings if not _is_quoted(read.text, one)]
            missing, misplaced, held = self._judged(
                [(one.level, one.text) for one in own], required
            )
            found = [own[at].line for at in held.values()]
        lines = dict(zip(held, found, strict=True))
        for rule in missing:
            yield self._missing(read, rule, lines)
        for name in misplaced:
            yield self._out_of_order(read, name, lines)

    def _required_of(self, read: Read) -> tuple[SectionRule, ...]:
        """What a record must hold: also what is asked of those begun on its day."""
        begun = read.value("created")
        if not isinstance(begun, date):
            return self._required
        late = [rule for rule in self._dated if rule.required_from and begun >= rule.required_from]
        return (*self._required, *late)

    def _judged(
        self, found: Sequence[tuple[int, str]], required: Sequence[SectionRule]
    ) -> tuple[list[SectionRule], list[str], dict[str, int]]:
        """The sections that are missing, those out of order, and all with their positions."""
        held = self._held(found)
        missing = [rule for rule in required if rule.name not in held]
        if missing:
            places = set(held.values())
            others = [one for at, one in enumerate(found) if at not in places]
            missing = [rule for rule in missing if not _is_named(rule, others)]
        return missing, self._misplaced(list(held)), held

    def _held(self, found: Sequence[tuple[int, str]]) -> dict[str, int]:
        """The known sections in the order of the text; of one that stands twice, the first.

        Sections of no fixed level stand on the level of the first of them.
        """
        held: dict[str, int] = {}
        rules = self._rule_of
        main = 0
        for at, (level, text) in enumerate(found):
            try:
                rule = rules[text]
            except KeyError:
                rule = rules[text] = self._known.get(heading_key(text))
            if rule is None or rule.level not in {0, level}:
                continue
            main = main or level
            if rule.level or level == main:
                held.setdefault(rule.name, at)
        return held

    def _misplaced(self, held: Sequence[str]) -> list[str]:
        """The fewest sections that must move for the text to follow one of the orders.

        An order that does not know a section is no excuse for it: each counts as one to move.
        """
        best: list[str] = []
        least = (len(held) + 1, 0)
        for order in self._orders:
            ranks = [order.get(name, -1) for name in held]
            out = outside_longest_run(ranks)
            unknown = ranks.count(-1)
            if (len(out) + unknown, unknown) < least:
                least = (len(out) + unknown, unknown)
                best = [held[at] for at in out]
                if least == (0, 0):
                    break
        return best

    def _missing(self, read: Read, rule: SectionRule, lines: Mapping[str, int]) -> Finding:
        names = list(self._rules)
        later = names[names.index(rule.name) + 1 :]
        line = next((lines[other] for other in later if other in lines), 0)
        where = f"before line {line}" if line else "at the end"
        return Finding(
            "heading-missing",
            f"The section `{rule.name}` is missing.",
            f"Add `{'#' * (rule.level or 2)} {rule.name}` {where}.",
            read.path,
            line or read.text.count("\n") + (not read.text.endswith("\n")) or 1,
        )

    def _out_of_order(self, read: Read, name: str, lines: Mapping[str, int]) -> Finding:
        names = [one for one in self._rules if one in lines]
        return Finding(
            "heading-order",
            f"`{name}` stands out of the order of {self._title}.",
            f"The order is: {', '.join(names)}.",
            read.path,
            lines.get(name, 0),
            0,
            Severity.WARNING,
        )


def _is_named(rule: SectionRule, headings: Sequence[tuple[int, str]]) -> bool:
    """Whether a heading says the name along with others: ``Motivation and Summary``."""
    keys = [f" {heading_key(key)} " for key in rule.keys]
    return any(
        rule.level in {0, level} and key in f" {heading_key(text)} "
        for level, text in headings
        for key in keys
    )


def outside_longest_run(ranks: Sequence[int]) -> list[int]:
    """Positions that are not part of a longest increasing run; ranks below 0 are free."""
    if all(early <= late for early, late in pairwise(ranks)):
        return []
    tails: list[int] = []
    ends: list[int] = []
    previous: dict[int, int] = {}
    for position, rank in enumerate(ranks):
        if rank < 0:
            continue
        at = bisect_left(tails, rank)
        if at:
            previous[position] = ends[at - 1]
        tails[at : at + 1] = [rank]
        ends[at : at + 1] = [position]
    kept = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = previous.get(last)
    return [at for at, rank in enumerate(ranks) if rank >= 0 and at not in kept]


def title_missing(read: Read) -> Finding:
    """The finding for a record without a title."""
    line = read.text.count("\n", 0, read.head.end) + 1
    return Finding(
        "title-missing", "The record has no title.", "Add `# Title` as its first heading.",
        read.path, line,
    )  # fmt: skip
