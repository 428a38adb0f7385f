"""Post-mortems of other tools come in: each as a closed incident, its words as they are. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from dayline.base.document import set_field
from dayline.base.errors import DaylineError
from dayline.base.findings import Finding, Severity
from dayline.base.instants import to_text
from dayline.practices.incident.postmortem import (
    Postmortem,
    is_form,
    is_postmortem,
    read_postmortem,
)

STATE = "closed"


@dataclass(slots=True)
class Found:
    """The post-mortems of a folder, with their texts, and what could not be understood."""

    read: list[tuple[Postmortem, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)


def read_all(files: Iterable[tuple[str, bytes]]) -> Found:
    """Read files, each ``(path, content)``. Those without a timeline and actions are left out."""
    found = Found()
    for path, content in files:
        try:
            text = content.decode()
            if not is_postmortem(text):
                continue
            read = read_postmortem(text, path=path)
        except UnicodeDecodeError:
            remedy = "Save it as UTF-8 and import again."
            found.findings.append(_finding(path, "This file is no text in UTF-8.", remedy))
            continue
        except DaylineError as error:
            found.findings.append(_finding(path, error.what, error.do))
            continue
        if is_form(read):
            found.forms.append(path)
            continue
        found.read.append((read, text))
        found.findings += read.findings
    return found


def _finding(path: str, message: str, remedy: str) -> Finding:
    return Finding("postmortem-unread", message, remedy, path, 1, severity=Severity.WARNING)


def under(found: Found, root: str) -> Found:
    """The same, with their paths kept under ``root``."""
    if not root:
        return found
    read = [(replace(one, path=f"{root}/{one.path}"), text) for one, text in found.read]
    return Found(read, found.findings, found.forms)


def began(read: Postmortem) -> datetime | None:
    """When it began, where that is said beyond doubt: the first full time of a timeline in UTC."""
    times = [row.at for row in read.dated if row.at]
    return min(times) if times and read.zone in ("UTC", "GMT") else None


def as_incident(read: Postmortem, text: str, ref: str) -> str:
    """The text as a closed incident: a head is put above it, nothing below it changes."""
    text = set_field(text.removeprefix("\ufeff"), "contract", "incident/1")
    text = set_field(text, "id", ref, after="contract")
    text = set_field(text, "state", STATE, after="id")
    start = began(read)
    if start is not None:
        text = set_field(text, "started_at", f"{to_text(start)[:19]}Z", after="state")
    return text
