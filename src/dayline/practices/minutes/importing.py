"""A folder of minutes: which files are some, and what their heads contradict. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from dayline.base.errors import DaylineError
from dayline.base.findings import Finding, Severity
from dayline.practices.minutes.reading import Minutes, read_minutes


@dataclass(slots=True)
class Found:
    """The minutes of a folder with their bytes, and what could not be understood."""

    read: list[tuple[Minutes, bytes]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def decisions(self) -> int:
        """How many decisions they hold."""
        return sum(len(one.decisions) for one, _ in self.read)

    @property
    def actions(self) -> int:
        """How many actions they hold."""
        return sum(len(one.actions) for one, _ in self.read)


def read_all(files: Iterable[tuple[str, bytes]]) -> Found:
    """Read files, each ``(path, content)``."""
    found = Found()
    for path, content in files:
        try:
            read = read_minutes(content.decode(), path=path)
        except UnicodeDecodeError:
            remedy = "Save it as UTF-8 and import again."
            found.findings.append(_finding(path, 1, "This file is no text in UTF-8.", remedy))
            continue
        except DaylineError as error:
            found.findings.append(_finding(path, 1, error.what, error.do))
            continue
        found.read.append((read, content))
        if read.contradicts:
            found.findings.append(weekday_finding(read))
    return found


def weekday_finding(read: Minutes) -> Finding:
    """That the head states a weekday which its date is not. Neither is changed."""
    return _finding(
        read.path, read.line, f"{read.day} is a {read.real_weekday}, and not a {read.weekday}.",
        "Find out which of the two is right, and mend the other.", rule="weekday-contradicts",
    )  # fmt: skip


def _finding(
    path: str, line: int, message: str, remedy: str, *, rule: str = "minutes-unread"
) -> Finding:
    return Finding(rule, message, remedy, path, line, severity=Severity.WARNING)


def under(found: Found, root: str) -> Found:
    """The same, with their paths kept under ``root``."""
    if not root:
        return found
    read = [(replace(one, path=f"{root}/{one.path}"), content) for one, content in found.read]
    return Found(read, found.findings)
