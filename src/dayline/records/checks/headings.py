"""Headings: sections that are missing or out of order, levels that are skipped, no title."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from dayline.base.findings import Finding, Severity
from dayline.base.outline import Heading, Outline, heading_key
from dayline.records.dialect.model import Dialect, SectionRule
from dayline.records.dialect.reading import Read


def skipped_levels(outline: Outline, text: str, path: str) -> Iterator[Finding]:
    """A heading two or more levels below the one before it. Quoted headings do not count."""
    before: Heading | None = None
    for heading in outline.headings:
        if before is not None and heading.level > before.level + 1:
            if _is_quoted(text, heading):
                continue
            wanted = before.level + 1
            yield Finding(
                "heading-skipped",
                f"`{heading.text[:80]}` is on level {heading.level} below level {before.level}.",
                f"Make it level {wanted}: `{'#' * wanted} {heading.text[:60]}`.",
                path, heading.line, 0, Severity.WARNING,
            )  # fmt: skip
        before = heading


def _is_quoted(text: str, heading: Heading) -> bool:
    return text[heading.start : heading.end].lstrip().startswith(">")


def section_keys(dialect: Dialect) -> dict[str, SectionRule]:
    """The section rules of ``dialect`` by every spelling, as :func:`heading_key` makes them."""
    return {heading_key(key): rule for rule in dialect.sections for key in rule.keys}


def section_faults(read: Read, known: Mapping[str, SectionRule]) -> Iterator[Finding]:
    """What a record's headings lack of the sections that its dialect asks for.

    ``known`` is :func:`section_keys` of the dialect.
    """
    dialect = read.dialect
    if not known:
        return
    found = _sections_in(known, read.outline)
    names = {rule.name for rule, _ in found}
    for rule in dialect.sections:
        if rule.required and rule.name not in names:
            yield _missing(read, rule, found)
    yield from _misplaced(read, found)


Found = Sequence[tuple[SectionRule, Heading]]


def _sections_in(known: Mapping[str, SectionRule], outline: Outline) -> Found:
    """The known sections of a text in its order; of one that stands twice, the first."""
    found: list[tuple[SectionRule, Heading]] = []
    seen: set[str] = set()
    for heading in outline.headings:
        rule = known.get(heading_key(heading.text))
        if rule and rule.level in {0, heading.level} and rule.name not in seen:
            seen.add(rule.name)
            found.append((rule, heading))
    return found


def _missing(read: Read, rule: SectionRule, found: Found) -> Finding:
    order = [one.name for one in read.dialect.sections]
    later = set(order[order.index(rule.name) + 1 :])
    line = next((heading.line for other, heading in found if other.name in later), 0)
    marks = "#" * (rule.level or 2)
    where = f"before line {line}" if line else "at the end"
    return Finding(
        "heading-missing",
        f"The section `{rule.name}` is missing.",
        f"Add `{marks} {rule.name}` {where}.",
        read.path,
        line or read.text.count("\n") + (not read.text.endswith("\n")),
    )


def _misplaced(read: Read, found: Found) -> Iterator[Finding]:
    """The fewest headings that must move for the text to follow one of the dialect's orders."""
    best: list[int] | None = None
    for order in read.dialect.orders or ():
        rank = {name: index for index, name in enumerate(order)}
        misplaced = _outside_longest_run([rank.get(rule.name, -1) for rule, _ in found])
        if best is None or len(misplaced) < len(best):
            best = misplaced
    for index in best or ():
        rule, heading = found[index]
        after = found[index - 1][0].name if index else found[1][0].name
        yield Finding(
            "heading-order",
            f"`{rule.name}` stands out of the order of {read.dialect.title or read.dialect.name}.",
            f"The order is: {', '.join(_nearest_order(read.dialect, rule.name, after))}.",
            read.path, heading.line, 0, Severity.WARNING,
        )  # fmt: skip


def _nearest_order(dialect: Dialect, name: str, after: str) -> Sequence[str]:
    known = [order for order in dialect.orders if name in order]
    return next((order for order in known if after in order), known[0] if known else ())


def _outside_longest_run(ranks: Sequence[int]) -> list[int]:
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
        if at == len(tails):
            tails.append(rank)
            ends.append(position)
        else:
            tails[at], ends[at] = rank, position
    kept = set()
    position: int | None = ends[-1] if ends else None
    while position is not None:
        kept.add(position)
        position = previous.get(position)
    return [at for at, rank in enumerate(ranks) if rank >= 0 and at not in kept]


def title_fault(read: Read) -> Finding | None:
    """A record without a title, in a dialect where the title is a heading over the sections."""
    dialect = read.dialect
    if read.title_line or "heading" not in dialect.title_from or not dialect.sections:
        return None
    if any(rule.level < 2 for rule in dialect.sections):
        return None
    return Finding(
        "title-missing", "The record has no title.", "Add `# Title` as its first heading.",
        read.path, max(1, read.text.count("\n", 0, read.head.end) + 1),
    )  # fmt: skip
