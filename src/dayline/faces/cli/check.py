"""``dayline check``: records against their contracts and dialects, for people and for machines."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from dayline.base.findings import Finding, Severity
from dayline.faces.cli import reports
from dayline.faces.cli.code import nothing_read
from dayline.faces.cli.reports import Report
from dayline.faces.cli.terminal import note

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": lambda report: reports.text(
        report, colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    ),
    "json": reports.as_json,
    "sarif": reports.sarif,
    "junit": reports.junit,
    "github": reports.github,
}


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True
)
@click.option("--against", metavar="BRANCH", help="Find numbers that a branch gave to other files.")
@click.option("--strict", is_flag=True, help="Exit 1 for warnings too.")
def check(paths: tuple[Path, ...], format_: str, against: str | None, *, strict: bool) -> int:
    """Check records against their contracts and dialects.

    PATHS are files or folders (default: this folder). Exits 0 when nothing is wrong, 1 when
    something is, 2 when the command was misused.
    """
    from dayline.records.folder import walk
    from dayline.records.folder_check import check_paths

    wanted = paths or (Path(),)
    checked = check_paths(wanted)
    findings = list(checked.findings)
    if not checked.documents:
        note(str(nothing_read(wanted[0], walk(wanted[0]))))
    if against:
        from dayline.integrations.git.importing import collisions_against
        from dayline.records.reading import read_folder

        for path in wanted:
            findings += collisions_against(path, against, read_folder(walk(path)))
    report = Report(tuple(findings), checked.documents, _text_of)
    click.echo(FORMATS[format_](report))
    return 1 if any(_matters(finding, strict=strict) for finding in findings) else 0


def _matters(finding: Finding, *, strict: bool) -> bool:
    return finding.severity is Severity.ERROR or (strict and finding.severity is Severity.WARNING)


def _text_of(path: str) -> str | None:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
