"""Patterns that a dialect file may hold: file names, references and titles with ``{number}``.

They are small templates, not regular expressions: a dialect is data that anyone may send, and a
template can take no more than linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_HOLES = {
    "number": r"(?P<number>[0-9]{1,9})",
    "slug": r"(?P<slug>[^/]+?)",
    "date": r"(?P<date>[0-9]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2})",
    "folder": r"[^/]+",
    "any": r".*",
}
_HOLE = re.compile(r"\{(number|slug|date|folder|any)\}")


def template_source(template: str) -> str:
    """A template such as ``{number}-{slug}.md`` as the source of a regular expression.

    Everything outside the holes stands for itself; each hole names its group once.
    """
    parts: list[str] = []
    used: set[str] = set()
    end = 0
    for hole in _HOLE.finditer(template):
        name = hole[1]
        parts.append(re.escape(template[end : hole.start()]))
        parts.append(_again(name) if name in used else _HOLES[name])
        used.add(name)
        end = hole.end()
    parts.append(re.escape(template[end:]))
    return "".join(parts)


def _again(name: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", _HOLES[name])


def compile_template(template: str) -> re.Pattern[str]:
    """A template as a pattern that is matched against a whole text, capitals ignored."""
    return re.compile(template_source(template), re.IGNORECASE)


@dataclass(frozen=True)
class FileNames:
    """How a dialect names its files.

    ``records`` are templates of base names (or of trailing paths, when they hold ``/``) of
    records; ``loose`` of names that say nothing by themselves; ``parts`` of files that belong to
    a record; ``templates`` of files that are forms to fill in; ``folders`` the usual places;
    ``hints`` files that announce the dialect.
    """

    records: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()

    @cached_property
    def _records(self) -> tuple[tuple[int, re.Pattern[str]], ...]:
        return _counted(self.records)

    @cached_property
    def _loose(self) -> tuple[tuple[int, re.Pattern[str]], ...]:
        return _counted(self.loose)

    @cached_property
    def _parts(self) -> tuple[tuple[int, re.Pattern[str]], ...]:
        return _counted(self.parts)

    @cached_property
    def _templates(self) -> tuple[tuple[int, re.Pattern[str]], ...]:
        return _counted(self.templates)

    def record(self, path: str) -> re.Match[str] | None:
        """The match of a record's file name, with the groups ``number``, ``slug``, ``date``."""
        return _first(self._records, path)

    def any_record(self, path: str) -> re.Match[str] | None:
        """As :meth:`record`, or of a loose name; ``README.md`` and the like are none."""
        found = _first(self._records, path) or _first(self._loose, path)
        return None if found and _is_index(found) else found

    def pattern_of(self, path: str) -> str:
        """The template by which the file may be a record, "" when there is none."""
        found = self.any_record(path)
        if not found:
            return ""
        patterns = [pattern for _, pattern in (*self._records, *self._loose)]
        return (*self.records, *self.loose)[patterns.index(found.re)]

    def part(self, path: str) -> re.Match[str] | None:
        """The match of a file that belongs to the record ``number``."""
        return _first(self._parts, path)

    def is_template(self, path: str) -> bool:
        """Whether the file is a form to fill in rather than a record."""
        return _first(self._templates, path) is not None


def _counted(templates: tuple[str, ...]) -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((item.count("/"), compile_template(item)) for item in templates)


def _first(patterns: tuple[tuple[int, re.Pattern[str]], ...], path: str) -> re.Match[str] | None:
    name = path.rpartition("/")[2]
    for slashes, pattern in patterns:
        found = pattern.fullmatch(_tail(path, slashes) if slashes else name)
        if found:
            return found
    return None


_INDEXES = frozenset(("readme", "index", "contributing", "changelog", "license", "summary", "toc"))


def _is_index(found: re.Match[str]) -> bool:
    slug = found.groupdict().get("slug")
    return slug is not None and slug.casefold() in _INDEXES and "number" not in found.re.groupindex


def _tail(path: str, slashes: int) -> str:
    """The last ``slashes`` + 1 parts of ``path``."""
    return "/".join(path.split("/")[-slashes - 1 :])


@dataclass(frozen=True)
class RefPatterns:
    """How a text of this dialect names other records.

    ``names`` are words before a number (``RFC`` reads ``RFC 12``, ``RFC-12``, ``RFCs 12``);
    ``bare_hash`` reads ``#12``, ``repositories`` read ``owner/rfcs#12``; ``paths`` are trailing
    parts of link targets.
    """

    prefix: str = ""
    names: tuple[str, ...] = ()
    bare_hash: bool = False
    repositories: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()

    @cached_property
    def mention(self) -> re.Pattern[str]:
        """A reference in running text. Its last group is the number: ``n`` after a name."""
        names = "|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True))
        folders = "|".join(map(re.escape, self.repositories))
        parts = []
        if names:
            after = r"[ \u00a0]?[-#]?[ \u00a0]?"
            parts.append(rf"(?<![\w/])(?:{names})s?{after}(?P<n>[0-9]{{1,6}})(?!\w|\.[0-9])")
        if folders:
            parts.append(rf"(?<![\w./-])[\w.-]{{1,39}}/(?:{folders})#(?P<r>[0-9]{{1,6}})(?!\w)")
        if self.bare_hash:
            parts.append(r"(?<![\w/#&])#(?P<h>[0-9]{1,6})(?!\w)")
        return re.compile("|".join(parts) if parts else r"(?!)", re.IGNORECASE)

    @cached_property
    def _paths(self) -> tuple[re.Pattern[str], ...]:
        return tuple(
            re.compile(r"(?:.*/)?" + template_source(path), re.IGNORECASE) for path in self.paths
        )

    def number_in(self, target: str) -> int | None:
        """The record number that a link target or address names, if it names one."""
        bare = target.partition("#")[0].partition("?")[0].rstrip("/")
        for pattern in self._paths:
            found = pattern.fullmatch(bare)
            if found:
                return int(found["number"])
        return None


@dataclass(frozen=True)
class TitlePatterns:
    """What stands before a title and is no part of it: ``{number}. ``, ``ADR-{number}: ``."""

    drop: tuple[str, ...] = ()

    @cached_property
    def _drop(self) -> tuple[re.Pattern[str], ...]:
        return tuple(compile_template(item) for item in self.drop)

    def split(self, heading: str) -> tuple[str, int | None]:
        """The title without what stands before it, and the number that stood there."""
        for pattern in self._drop:
            found = pattern.match(heading)
            if found and found.end() < len(heading):
                number = found.groupdict().get("number")
                return heading[found.end() :].strip(), int(number) if number else None
        return heading, None
