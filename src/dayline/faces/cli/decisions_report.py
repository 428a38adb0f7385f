"""The one report of ``dayline decisions check``, in the forms that people and programs read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from dayline.base.findings import Finding, Severity
from dayline.faces.cli import reports
from dayline.faces.cli.decisions import colour
from dayline.faces.cli.reports import Report
from dayline.faces.cli.terminal import safe
from dayline.practices.decision.rules import Verdict

MARK = "<!-- dayline: decisions check -->"
"""The first line of the Markdown, by which a later run finds its own comment and replaces it."""

_MOST_ROWS = 100
_MOST_TOUCHED = 20
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
_WORDS = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.NOTE: "Note"}


def fails(verdict: Verdict, *, strict: bool) -> bool:
    """Whether the check exits with 1: for errors, and with ``strict`` for warnings."""
    heavy = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(one.severity in heavy for one in verdict.findings)


def printed(verdict: Verdict, form: str, top: Path) -> str:
    """The verdict in one of the forms. The same verdict is the same text."""

    def text_of(path: str) -> str | None:
        try:
            return (top / path).read_text(encoding="utf-8", errors="replace")
        except (OSError, ValueError):
            return None

    report = Report(verdict.findings, verdict.decisions, text_of)
    if form == "text":
        return _text(verdict, report)
    if form == "json":
        return _json(verdict, report)
    return markdown(verdict) if form == "markdown" else reports.FORMATS[form](report)


def _summary(verdict: Verdict) -> str:
    files = f"{verdict.files} changed file{'s' * (verdict.files != 1)}"
    known = f"{verdict.decisions} decision{'s' * (verdict.decisions != 1)}"
    waived = f", {len(verdict.waived)} waived" if verdict.waived else ""
    found = [one for one in verdict.findings if one.severity is not Severity.NOTE]
    count = f"{len(found)} to mend{waived}" if found else f"nothing to mend{waived}"
    return f"{files} held against {known}: {count}."


def _text(verdict: Verdict, report: Report) -> str:
    lines = reports.text(report, colour=colour()).splitlines()[:-1]
    for finding, waiver in verdict.waived:
        lines.append(
            f"{safe(finding.place)}: waived until {waiver.until} by"
            f" {safe(waiver.owner)}: {safe(finding.message)} [{finding.rule}]"
        )
    return "\n".join([*lines, _summary(verdict)])


def _json(verdict: Verdict, report: Report) -> str:
    held = {**json.loads(reports.as_json(report)), **as_values(verdict)}
    return json.dumps(held, ensure_ascii=False, indent=2)


def as_values(verdict: Verdict) -> dict[str, Any]:
    """What a report of decisions holds beyond its findings: what is touched and what is waived."""
    return {
        "files": verdict.files,
        "touched": [
            {"decision": one.ref, "title": one.title, "paths": list(paths)}
            for one, paths in verdict.touched
        ],
        "waived": [
            {
                "rule": finding.rule,
                "path": finding.path,
                "line": finding.line,
                "message": finding.message,
                "until": waiver.until.isoformat(),
                "owner": waiver.owner,
                "reason": waiver.reason,
            }
            for finding, waiver in verdict.waived
        ],
    }


def markdown(verdict: Verdict) -> str:
    """A comment for a pull request. Names from the change are shown as words, never as markup."""
    lines = [MARK, "### Decisions", "", _summary(verdict)]
    heavy = [one for one in reports.by_weight(verdict.findings) if one.severity != Severity.NOTE]
    if heavy:
        lines += ["", "| | Where | What | What to do |", "|---|---|---|---|"]
        lines += [_finding_row(one) for one in heavy[:_MOST_ROWS]]
        if len(heavy) > _MOST_ROWS:
            lines += ["", f"{len(heavy) - _MOST_ROWS} more: run `dayline decisions check`."]
    if verdict.touched:
        lines += ["", "Decisions that govern what changed:", ""]
        for one, paths in verdict.touched[:_MOST_TOUCHED]:
            more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
            lines.append(f"- {_said(one.ref)} {_said(one.title)} ({_said(paths[0])}{more})")
        if len(verdict.touched) > _MOST_TOUCHED:
            lines.append(f"- {len(verdict.touched) - _MOST_TOUCHED} more")
    if verdict.waived:
        lines += ["", "Waived for now:", ""]
        lines += [
            f"- {_said(finding.place)}: {_said(finding.message)} Until {waiver.until} by"
            f" {_said(waiver.owner)}: {_said(waiver.reason)}"
            for finding, waiver in verdict.waived[:_MOST_ROWS]
        ]
    return "\n".join(lines)


def _finding_row(one: Finding) -> str:
    cells = (_WORDS[one.severity], _said(one.place), _said(one.message), _said(one.remedy))
    return f"| {' | '.join(cells)} |"


def _said(words: str) -> str:
    """Words as they are, on one line, with no markup and nobody notified by an @name."""
    plain = " ".join(safe(words).split())
    return _SPECIAL.sub(r"\\\1", plain).replace("@", "@\u200b")
