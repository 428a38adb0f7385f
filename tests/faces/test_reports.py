"""Findings as people, editors, CI systems and code scanning read them."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.findings import Finding, Severity
from dayline.faces.cli import reports
from dayline.faces.cli.reports import FORMATS, PAGE, Report, annotation_pages
from dayline.faces.cli.sarif import document, fingerprint

ERROR = Finding("field-missing", "`status` is missing.", "Add `status: ...`.", "docs/a,b.md", 3)
WARNING = Finding(
    "heading-skipped", "100 % of: it\nis wrong.", "Mend it.", "docs/é ü.md", 9, 2, Severity.WARNING
)
NOTE = Finding("number-missing", "34 is left out.", "Say why.", "", 0, 0, Severity.NOTE)
HOSTILE = Finding("x", "\x1b[31mred\x00 \u202e]]> <b>&", "\x07%0A::error::", "a\nb:c.md", 1)
ALL = (NOTE, WARNING, ERROR, HOSTILE)


def test_the_text_gives_place_severity_rule_and_remedy() -> None:
    shown = reports.text(Report((WARNING, ERROR), 38))
    assert shown.splitlines() == [
        "docs/a,b.md:3: error: `status` is missing. [field-missing]",
        "    Add `status: ...`.",
        "docs/é ü.md:9: warning: 100 % of: it",
        "is wrong. [heading-skipped]",
        "    Mend it.",
        "1 error and 1 warning in 38 documents.",
    ]


def test_nothing_wrong_is_said_in_one_line() -> None:
    assert reports.text(Report((), 1)) == "1 document checked: nothing to mend."
    assert not Report((WARNING,), 1).failed
    assert Report((WARNING, ERROR), 1).failed


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lets_control_characters_through(name: str) -> None:
    shown = FORMATS[name](Report(ALL, 2))
    assert "\x1b" not in shown
    assert "\x00" not in shown
    assert "\x07" not in shown


def test_json_holds_every_field() -> None:
    read = json.loads(reports.as_json(Report(ALL, 2)))
    assert (read["documents"], read["errors"], read["warnings"], read["notes"]) == (2, 2, 1, 1)
    assert read["findings"][-1] == {
        "rule": "heading-skipped", "severity": "warning", "path": "docs/é ü.md", "line": 9,
        "column": 2, "message": "100 % of: it\nis wrong.", "remedy": "Mend it.",
    }  # fmt: skip


def test_junit_is_xml_in_which_only_errors_fail() -> None:
    root = ET.fromstring(reports.junit(Report(ALL, 2)).encode())  # noqa: S314  (our own)
    assert (root.get("tests"), root.get("failures")) == ("4", "2")
    assert len(root.findall("testsuite")) == 4
    (failure,) = root.findall("testsuite[@name='docs/a,b.md']/testcase/failure")
    assert failure.get("message") == "`status` is missing."
    empty = ET.fromstring(reports.junit(Report((), 2)).encode())  # noqa: S314  (our own)
    assert (empty.get("tests"), empty.get("failures")) == ("1", "0")


def test_workflow_commands_are_escaped_and_put_errors_first() -> None:
    lines = reports.github(Report(ALL, 2)).splitlines()
    assert lines[1] == (
        "::error file=docs/a%2Cb.md,line=3,title=field-missing::"
        "`status` is missing.%0AAdd `status: ...`."
    )
    assert lines[2].startswith("::warning file=docs/é ü.md,line=9,title=heading-skipped::100 %25")
    assert lines[3].startswith("::notice title=number-missing::")
    assert (
        "::error::" not in lines[0].partition("::")[2].partition("::")[2].replace("%250A", "")[:5]
    )
    assert len(lines) == 5


def test_annotations_come_in_pages_of_fifty() -> None:
    many = [Finding("r", f"m{n}", "do", "a.md", n) for n in range(1, 121)]
    pages = list(annotation_pages(Report((*many, NOTE), 1)))
    assert [len(page) for page in pages] == [PAGE, PAGE, 20]
    assert pages[0][0] == {
        "path": "a.md", "start_line": 1, "end_line": 1, "annotation_level": "failure",
        "title": "r", "message": "m1\ndo",
    }  # fmt: skip


# SARIF


TEXT = "# Title\n\nstatus is not here\n"


def sarif(findings: tuple[Finding, ...], text: str = TEXT, **limits: int) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(
        document(reports.by_weight(findings), lambda _path: text, version="1", **limits)
    )
    return run


def test_sarif_has_what_code_scanning_asks_for() -> None:
    made = sarif(ALL)
    assert made["version"] == "2.1.0"
    (run,) = made["runs"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {one.rule for one in ALL}
    assert [result["level"] for result in run["results"]] == ["error", "error", "warning", "note"]
    place = run["results"][1]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "docs/a,b.md", "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 3}
    encoded = run["results"][2]["locations"][0]["physicalLocation"]
    assert encoded["artifactLocation"]["uri"] == "docs/%C3%A9%20%C3%BC.md"
    assert encoded["region"] == {"startLine": 9, "startColumn": 2}
    assert "locations" not in run["results"][3]


def marks(made: dict[str, Any]) -> list[str]:
    return [
        one["partialFingerprints"]["primaryLocationLineHash"] for one in made["runs"][0]["results"]
    ]


@given(st.integers(0, 30))
def test_a_fingerprint_stays_when_lines_are_added_above(above: int) -> None:
    moved = Finding(ERROR.rule, "another message", "", ERROR.path, 3 + above)
    assert marks(sarif((moved,), "\n" * above + TEXT)) == marks(sarif((ERROR,)))


def test_a_fingerprint_changes_with_rule_path_and_words() -> None:
    lines = TEXT.split("\n")
    other = [*lines[:2], "status is here now"]
    seen = {
        fingerprint(ERROR, lines),
        fingerprint(ERROR, other),
        fingerprint(Finding("other", "m", "r", ERROR.path, 3), lines),
        fingerprint(Finding(ERROR.rule, "m", "r", "other.md", 3), lines),
    }
    assert len(seen) == 4
    assert all(re.fullmatch(r"[0-9a-f]{16}", one) for one in seen)


def test_two_findings_on_equal_lines_are_told_apart() -> None:
    same = "x\nx\n"
    found = (Finding("r", "m", "", "a.md", 1), Finding("r", "m", "", "a.md", 2))
    first, second = marks(sarif(found, same))
    assert first.split(":")[0] == second.split(":")[0]
    assert (first[-2:], second[-2:]) == (":1", ":2")


def test_without_a_text_numbers_in_the_message_do_not_matter() -> None:
    one = Finding("r", "the first is on line 7", "", "", 0)
    other = Finding("r", "the first is on line 12", "", "", 0)
    assert fingerprint(one, []) == fingerprint(other, [])


def test_what_does_not_fit_is_left_out_and_said() -> None:
    many = (*(Finding("r", f"m{n}", "", "a.md", n) for n in range(1, 200)), WARNING)
    made = sarif(many, most_results=50)
    (run,) = made["runs"]
    assert len(run["results"]) == 50
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["message"]["text"].startswith("150 more")
    small = document(list(many), lambda _path: None, version="1", most_bytes=1_500)
    assert len(gzip.compress(small.encode(), 6, mtime=0)) <= 1_500
    assert json.loads(small)["runs"][0]["results"]
