"""Findings for people and for machines: text, JSON, SARIF, JUnit XML, GitHub annotations."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

import click

from dayline import __version__
from dayline.base.findings import Finding, Severity
from dayline.faces.cli.terminal import safe

PAGE: Final = 50
"""Annotations that GitHub's Checks API takes in one request."""

_RANK: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def _no_text(_path: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. ``documents`` counts the texts that were checked.

    ``text_of`` gives the text of a path, for fingerprints that survive a shift of lines.
    """

    findings: Sequence[Finding]
    documents: int = 0
    text_of: Callable[[str], str | None] = _no_text

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings of each severity."""
        return Counter(finding.severity for finding in self.findings)

    @property
    def failed(self) -> bool:
        """Whether there is an error, which makes the check exit with 1."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def by_place(findings: Sequence[Finding]) -> list[Finding]:
    """Findings by path and line."""
    return sorted(findings, key=lambda found: (found.path, found.line, found.column, found.rule))


def by_weight(findings: Sequence[Finding]) -> list[Finding]:
    """Errors first, then warnings, then notes; each by place."""
    return sorted(by_place(findings), key=lambda found: _RANK[found.severity])


def summary(report: Report) -> str:
    """``2 errors and 1 note in 38 documents.``"""
    counts = report.counts
    parts = [
        f"{counts[severity]} {severity.value}{'s' * (counts[severity] != 1)}"
        for severity in Severity
        if counts[severity]
    ]
    place = f"{report.documents} document{'s' * (report.documents != 1)}"
    if not parts:
        return f"{place} checked: nothing to mend."
    joined = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    return f"{joined} in {place}."


def text(report: Report, *, colour: bool = False) -> str:
    """``path:line: severity: message [rule]`` with the remedy below, and a summary."""
    lines = []
    for found in by_place(report.findings):
        word = found.severity.value
        word = click.style(word, fg=_COLOURS[found.severity], bold=True) if colour else word
        place = f"{safe(found.place)}: " if found.path else ""
        lines.append(f"{place}{word}: {safe(found.message)} [{found.rule}]")
        if found.remedy:
            remedy = f"    {safe(found.remedy)}"
            lines.append(click.style(remedy, dim=True) if colour else remedy)
    return "\n".join([*lines, summary(report)])


def as_dict(found: Finding) -> dict[str, object]:
    """A finding for programs."""
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "path": found.path,
        "line": found.line,
        "column": found.column,
        "message": found.message,
        "remedy": found.remedy,
    }


def as_json(report: Report) -> str:
    """An object with ``findings`` (rule, severity, path, line, column, message, remedy)."""
    counts = report.counts
    return json.dumps(
        {
            "documents": report.documents,
            **{f"{severity.value}s": counts[severity] for severity in Severity},
            "findings": [as_dict(found) for found in by_place(report.findings)],
        },
        ensure_ascii=False,
        indent=2,
    )


# Two small sets: one large set of what is allowed takes 3 ms to compile.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]|[\ud800-\udfff\ufffe\uffff]")


def junit(report: Report) -> str:
    """JUnit XML: a suite per document, a case per finding; only errors are failures."""
    places: dict[str, list[Finding]] = {}
    for found in by_place(report.findings):
        places.setdefault(found.path or "(set)", []).append(found)
    errors = report.counts[Severity.ERROR]
    cases = sum(map(len, places.values())) or 1
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="dayline check" tests="{cases}" failures="{errors}">',
    ]
    for path, held in places.items():
        failures = sum(one.severity is Severity.ERROR for one in held)
        name = _attribute(path)
        lines.append(f'<testsuite name={name} tests="{len(held)}" failures="{failures}">')
        lines += [_case(path, one) for one in held]
        lines.append("</testsuite>")
    if not places:
        lines.append('<testsuite name="dayline check" tests="1" failures="0">')
        lines.append(f'<testcase classname="dayline" name={_attribute(summary(report))}/>')
        lines.append("</testsuite>")
    return "\n".join([*lines, "</testsuites>"])


def _case(path: str, found: Finding) -> str:
    name = _attribute(f"{found.rule} at line {found.line}" if found.line else found.rule)
    body = escape(_clean(f"{found.place}: {found.message}\n{found.remedy}"), quote=False)
    if found.severity is Severity.ERROR:
        message = _attribute(found.message)
        inner = f'<failure type="{found.rule}" message={message}>{body}</failure>'
    else:
        inner = f"<system-out>{found.severity.value}: {body}</system-out>"
    return f"<testcase classname={_attribute(path)} name={name}>{inner}</testcase>"


def _attribute(value: str) -> str:
    return f'"{escape(_clean(value))}"'


def _clean(value: str) -> str:
    """``value`` without what XML cannot hold."""
    return _NO_XML.sub("\ufffd", value)


_LEVELS: Final = {
    Severity.ERROR: ("error", "failure"),
    Severity.WARNING: ("warning", "warning"),
    Severity.NOTE: ("notice", "notice"),
}


def github(report: Report) -> str:
    """Workflow commands, the heaviest first, for an Action without an app.

    GitHub shows ten of each level per step; the summary line says how many there are.
    """
    lines = []
    for found in by_weight(report.findings):
        level = _LEVELS[found.severity][0]
        where = f"file={_property(found.path)},line={max(found.line, 1)}" if found.path else ""
        title = f"title={_property(found.rule)}"
        body = f"{found.message}\n{found.remedy}" if found.remedy else found.message
        lines.append(f"::{level} {','.join(filter(None, (where, title)))}::{_data(body)}")
    return "\n".join([*lines, summary(report)])


def _data(value: str) -> str:
    value = safe(value).replace("%", "%25").replace("\r", "%0D")
    return value.replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def annotation_pages(report: Report) -> Iterator[list[dict[str, Any]]]:
    """The findings as GitHub's Checks API takes them, at most :data:`PAGE` a request."""
    found = [one for one in by_weight(report.findings) if one.path]
    for start in range(0, len(found), PAGE):
        yield [
            {
                "path": one.path,
                "start_line": max(one.line, 1),
                "end_line": max(one.line, 1),
                "annotation_level": _LEVELS[one.severity][1],
                "title": one.rule,
                "message": f"{one.message}\n{one.remedy}"[:64_000],
            }
            for one in found[start : start + PAGE]
        ]


def sarif(report: Report) -> str:
    """SARIF 2.1.0, see :mod:`dayline.faces.cli.sarif`."""
    from dayline.faces.cli.sarif import document

    return document(by_weight(report.findings), report.text_of, version=__version__)


FORMATS: Final[Mapping[str, Callable[[Report], str]]] = {
    "text": text,
    "json": as_json,
    "sarif": sarif,
    "junit": junit,
    "github": github,
}
