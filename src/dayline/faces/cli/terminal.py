"""How Dayline looks in a terminal: aligned columns, few colours, refusals that help."""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import click

from dayline.base.errors import Conflict, DaylineError
from dayline.base.findings import Finding

_CONTROL = dict.fromkeys((*range(9), *range(11, 32), 127, *range(0x80, 0xA0)))
_BIDI = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def safe(text: str) -> str:
    """``text`` without control and direction-changing characters: a record is not a program."""
    return text.translate(_CONTROL | _BIDI)


def width(text: str) -> int:
    """Columns that ``text`` takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def clip(text: str, columns: int) -> str:
    """``text`` in at most ``columns`` columns, with an ellipsis where it was cut."""
    if width(text) <= columns:
        return text
    kept = ""
    for char in text:
        if width(kept + char) > columns - 1:
            break
        kept += char
    return kept.rstrip() + "…"


def table(rows: Sequence[Sequence[str]], *, heads: Sequence[str], flexible: int) -> None:
    """Print rows under heads; the ``flexible`` column is clipped to the terminal's width."""
    if not rows:
        return
    cells = [[safe(cell).replace("\n", " ") for cell in row] for row in rows]
    widths = [
        max(width(head), *(width(row[column]) for row in cells))
        for column, head in enumerate(heads)
    ]
    room = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 200
    others = sum(widths) - widths[flexible] + 2 * (len(widths) - 1)
    widths[flexible] = max(12, min(widths[flexible], room - others))
    click.secho(_line(heads, widths), dim=True)
    for row in cells:
        click.echo(_line(row, widths))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = []
    for cell, columns in zip(cells, widths, strict=True):
        shown = clip(cell, columns)
        padded.append(shown + " " * (columns - width(shown)))
    return "  ".join(padded).rstrip()


def as_json(value: Any) -> None:
    """Print a value as JSON, for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, (frozenset, set, tuple)):
        return sorted(value) if isinstance(value, (frozenset, set)) else list(value)
    return str(value)


def when(instant: datetime) -> str:
    """An instant to the minute, in UTC, as the log prints it."""
    return instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def refusal(error: DaylineError) -> None:
    """Print what happened, what was kept and what to do, on standard error."""
    click.secho(safe(error.what), fg="red", err=True, color=_colour())
    for finding in error.findings:
        _todo(finding)
    if isinstance(error, Conflict):
        click.echo("The other text is printed by: dayline show RECORD --raw", err=True)
    for sentence in (error.kept, error.do):
        if sentence:
            click.echo(safe(sentence), err=True)


def _colour() -> bool | None:
    """False where the person wants none; else click looks whether a terminal is there."""
    return False if os.environ.get("NO_COLOR") else None


def _todo(finding: Finding) -> None:
    place = f"{finding.place}: " if finding.path else ""
    click.echo(indented(f"{place}{finding.message}", 2), err=True)
    if finding.remedy:
        click.secho(indented(finding.remedy, 4), dim=True, err=True, color=_colour())


def indented(text: str, columns: int) -> str:
    """A paragraph set in by ``columns``, broken at words where it would leave the terminal."""
    room = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 1000
    margin = " " * columns
    return textwrap.fill(
        safe(text),
        max(40, min(room, 100)) if room < 1000 else room,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )


def note(text: str) -> None:
    """Say something beside the result: on standard error, so that pipes stay clean."""
    click.secho(text, dim=True, err=True)


@contextmanager
def progress(label: str, total: int) -> Iterator[Any]:
    """A progress bar on standard error; silent where nobody watches. Yields ``advance(n)``."""
    if not sys.stderr.isatty() or total < 200:
        yield lambda _count: None
        return
    with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
        yield bar.update


def lines(items: Iterable[str]) -> None:
    """Print each item on its own line."""
    for item in items:
        click.echo(safe(item))
