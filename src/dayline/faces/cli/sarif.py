"""SARIF 2.1.0 within the limits of GitHub code scanning, with fingerprints that stay.

One run, at most 25,000 results, at most 10 MB when compressed; what does not fit is said in the
run's notifications, and the heaviest findings come first.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import quote

from dayline.base.findings import Finding, Severity

MOST_RESULTS: Final = 25_000
MOST_BYTES: Final = 10_000_000

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_DIGITS = re.compile(r"[0-9]+")


def document(
    findings: Sequence[Finding],
    text_of: Callable[[str], str | None],
    *,
    version: str,
    most_results: int = MOST_RESULTS,
    most_bytes: int = MOST_BYTES,
) -> str:
    """The findings, heaviest first, as one SARIF file."""
    results = _results(findings[:most_results], text_of)
    while True:
        made = _encoded(results, len(findings) - len(results), version)
        size = len(gzip.compress(made.encode(), 6, mtime=0))
        if size <= most_bytes or not results:
            return made
        del results[int(len(results) * 0.9 * most_bytes / size) :]


def _encoded(results: list[dict[str, Any]], left_out: int, version: str) -> str:
    rules = sorted({result["ruleId"] for result in results})
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if left_out:
        message = f"{left_out} more findings were left out: run `dayline check` to see them."
        invocation["toolExecutionNotifications"] = [
            {"level": "warning", "message": {"text": message}}
        ]
    driver = {
        "name": "dayline",
        "version": version,
        "rules": [{"id": rule, "shortDescription": {"text": _title(rule)}} for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    whole = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _title(rule: str) -> str:
    return f"{rule.replace('-', ' ').capitalize()}."


def _results(
    findings: Sequence[Finding], text_of: Callable[[str], str | None]
) -> list[dict[str, Any]]:
    lines: dict[str, list[str]] = {}
    seen: Counter[str] = Counter()
    results = []
    for found in findings:
        if found.path not in lines:
            lines[found.path] = (text_of(found.path) or "").split("\n") if found.path else []
        mark = fingerprint(found, lines[found.path])
        seen[mark] += 1
        result: dict[str, Any] = {
            "ruleId": found.rule,
            "level": _LEVELS[found.severity],
            "message": {"text": f"{found.message}\n{found.remedy}".strip()},
            "partialFingerprints": {"primaryLocationLineHash": f"{mark}:{seen[mark]}"},
        }
        if found.path:
            result["locations"] = [_location(found)]
        results.append(result)
    return results


def fingerprint(found: Finding, lines: Sequence[str]) -> str:
    """16 hexadecimal digits that do not change when lines are added above the finding.

    They are made of the rule, the path and the words of the line; where the text is not known,
    of the message without its numbers.
    """
    if 0 < found.line <= len(lines) and lines[found.line - 1].strip():
        words = " ".join(lines[found.line - 1].split())
    else:
        words = _DIGITS.sub("", found.message)
    parts = "\x00".join((found.rule, found.path, words))
    return hashlib.sha256(parts.encode(errors="replace")).hexdigest()[:16]


def _location(found: Finding) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": max(found.line, 1)}
    if found.column:
        region["startColumn"] = found.column
    artifact: dict[str, Any] = {"uri": quote(found.path, safe="/~:@!$&'()*+,;=-._")}
    if not found.path.startswith("/"):
        artifact["uriBaseId"] = "%SRCROOT%"
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
