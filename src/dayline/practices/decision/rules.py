"""What a change set owes to the decisions: one pass, findings in a fixed order, no side effects.

Decisions in force bind. Those that a newer one replaced are only looked for in added lines, so that
accepting a successor swaps the checks in the same act.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dayline.base.findings import Finding, Severity
from dayline.practices.decision import recorded, running
from dayline.practices.decision.book import Book, Decision
from dayline.practices.decision.diffs import Change
from dayline.practices.decision.teeth import Check, Waiver


def _no_texts(_blobs: Sequence[str]) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended: ``code`` is None when it took too long or could not start."""

    code: int | None
    output: str


@dataclass(frozen=True)
class ChangeSet:
    """The changes with what else may be asked about them.

    ``message`` holds the commit messages; ``texts`` gives the texts of blobs, all that are wanted
    at once; ``tree`` the paths after the change, None when nobody knows them; ``run`` runs a
    command that was allowed and answers None for others.
    """

    changes: Sequence[Change]
    message: str = ""
    texts: Callable[[Sequence[str]], Mapping[str, str]] = _no_texts
    tree: Callable[[], Collection[str] | None] = lambda: None
    run: Callable[[Check], Ran | None] = lambda _check: None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. ``touched`` are the decisions in force whose paths changed, with the paths;
    ``waived`` the findings that a waiver holds back until its day."""

    findings: tuple[Finding, ...]
    touched: tuple[tuple[Decision, tuple[str, ...]], ...] = ()
    waived: tuple[tuple[Finding, Waiver], ...] = ()
    files: int = 0
    decisions: int = field(default=0)


def judge(changeset: ChangeSet, book: Book, *, today: date) -> Verdict:
    """Hold a change set against the decisions on a day. The same input gives the same verdict."""
    touched = _touched(changeset.changes, book)
    texts = _texts_for(changeset, book)
    found = [
        *(_owed(None, one) for one in book.findings),
        *(_owed(None, one) for each in book.in_force for one in each.teeth.findings),
        *(_owed(None, one) for one in _cited(changeset.changes, book)),
        *(_owed(None, one) for one in recorded.without_record(changeset, book, texts)),
        *running.failed(changeset, book, texts),
    ]
    kept, waived, expired = _waive(found, book.all_waivers, today)
    return Verdict(
        tuple(sorted({*kept, *expired, *_notes(touched)}, key=_place)),
        tuple(touched.items()),
        tuple(sorted(waived, key=lambda pair: _place(pair[0]))),
        len(changeset.changes),
        len(book.decisions),
    )


Owed = tuple[str, Finding]


def _owed(ref: str | None, finding: Finding) -> Owed:
    return (ref or "", finding)


def _place(found: Finding) -> tuple[str, int, str, str]:
    return (found.path, found.line, found.rule, found.message)


def _touched(changes: Sequence[Change], book: Book) -> dict[Decision, tuple[str, ...]]:
    touched: dict[Decision, list[str]] = {}
    for change in changes:
        for path in dict.fromkeys(filter(None, (change.path, change.before_path))):
            for decision in book.governing.covering(path):
                touched.setdefault(decision, []).append(path)
    return {one: tuple(touched[one]) for one in book.in_force if one in touched}


def _notes(touched: Mapping[Decision, Sequence[str]]) -> list[Finding]:
    return [
        Finding(
            "decision-touched",
            f"{one.ref} governs {_several(paths)}: {one.title}.",
            "Keep to it, or supersede it with a new decision.",
            paths[0],
            severity=Severity.NOTE,
        )
        for one, paths in touched.items()
    ]


def _several(paths: Sequence[str]) -> str:
    return paths[0] if len(paths) == 1 else f"{len(paths)} changed files, such as {paths[0]}"


def _texts_for(changeset: ChangeSet, book: Book) -> Mapping[str, str]:
    """The texts that the rules will look into, asked for together."""
    wanted = [*recorded.blobs(changeset.changes), *running.blobs(changeset.changes, book)]
    blobs = list(dict.fromkeys(filter(None, wanted)))
    return changeset.texts(blobs) if blobs else {}


def _cited(changes: Sequence[Change], book: Book) -> list[Finding]:
    """Added lines that rest on what is no longer in force, or on an older version of it."""
    found = []
    for change in changes:
        if change.path in book.by_path or recorded.is_history(change.path):
            continue
        cited = list(book.citations.of(change))
        by_line: dict[int, set[str]] = {}
        for one in cited:
            by_line.setdefault(one.line, set()).add(one.ref)
        for one in cited:
            decision = book.by_ref[one.ref]
            if one.passing or by_line[one.line] & set(decision.successors):
                continue
            if decision.replaced:
                found.append(_replaced(decision, change.path, one.line))
            elif 0 < one.revision < decision.revision:
                found.append(_older(decision, one.revision, change.path, one.line))
    return found


def _replaced(decision: Decision, path: str, line: int) -> Finding:
    state = "superseded" if decision.successors else decision.state
    by = f" by {', '.join(decision.successors)}" if decision.successors else ""
    do = f"Follow {decision.successors[0]}." if decision.successors else "Cite what is in force."
    return Finding("superseded-cited", f"{decision.ref} is {state}{by}.", do, path, line)


def _older(decision: Decision, revision: int, path: str, line: int) -> Finding:
    message = f"{decision.ref} is at version {decision.revision}; version {revision} is cited."
    do = f"Read what changed: dayline diff {decision.ref} {revision} {decision.revision}."
    return Finding("old-version-cited", message, do, path, line, severity=Severity.WARNING)


def _waive(
    found: Sequence[Owed], waivers: Sequence[Waiver], today: date
) -> tuple[list[Finding], list[tuple[Finding, Waiver]], list[Finding]]:
    """What stands, what is waived, and the waivers whose day has passed and that are missed."""
    from dayline.practices.decision.globs import Globs

    kept, waived = [], []
    expired: dict[Waiver, None] = {}
    for ref, finding in found:
        name = finding.rule if not ref else ref.partition("/")[2]
        holders = [
            one for one in waivers
            if one.check == name and one.decision == ref.partition("/")[0]
            and (not one.paths or Globs((glob, 1) for glob in one.paths).covering(finding.path))
        ]  # fmt: skip
        holder = next((one for one in holders if today <= one.until), None)
        if holder is None:
            kept.append(finding)
            expired.update(dict.fromkeys(holders))
        else:
            waived.append((finding, holder))
    return kept, waived, [_expired(one) for one in expired]


def _expired(waiver: Waiver) -> Finding:
    what = f"{waiver.decision}/{waiver.check}" if waiver.decision else waiver.check
    return Finding(
        "waiver-expired",
        f"The waiver of {waiver.owner} for {what} ended on {waiver.until.isoformat()}.",
        "Mend what it held back, or agree on a new day.",
        waiver.path,
        waiver.line,
        severity=Severity.WARNING,
    )
