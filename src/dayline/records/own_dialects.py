"""Dialects of a repository's own: ``.dayline/dialects/<name>.yaml``, one file a dialect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from dayline.base.errors import DaylineError
from dayline.base.findings import Finding
from dayline.records.dialect import Dialect, extended, parse_dialect, released


class Known(NamedTuple):
    """The dialects that hold for a folder, by name, and what is wrong with files of them."""

    dialects: Mapping[str, Dialect]
    findings: tuple[Finding, ...] = ()


def dialect_files(folder: Path) -> Iterator[Path]:
    """The dialect files that hold for ``folder``: of the farthest folder above it first."""
    resolved = folder.resolve()
    for place in (*reversed(resolved.parents), resolved):
        yield from sorted((place / ".dayline" / "dialects").glob("*.yaml"))


def dialects_for(folder: Path) -> Known:
    """The dialects that ship and those of the repository, which win by name, nearest first.

    A file that is no dialect is left out and told of.
    """
    found: list[Finding] = []
    own: dict[str, Dialect] = {}
    for path in dialect_files(folder):
        try:
            dialect = parse_dialect(path.read_text(encoding="utf-8"), path=str(path))
        except DaylineError as error:
            found += error.findings or [Finding(error.code, error.what, error.do, str(path))]
        except (OSError, UnicodeDecodeError):
            found.append(_unreadable(path))
        else:
            own[dialect.name] = dialect
    return Known(extended(own.values()) if own else released(), tuple(found))


def _unreadable(path: Path) -> Finding:
    return Finding("encoding", "The file cannot be read as UTF-8.", "Save it as UTF-8.", str(path))
