"""Which dependencies a change adds, by the manifests of eight ecosystems. Pure.

A dependency is new when its name stands in the manifest after the change and did not before. Where
both texts are known they are read as what they are; of a bare diff, its lines are. What only helps
development and tests is left out, and so are lock files.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, Final

from dayline.practices.decision.diffs import Change

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_FOR_DEVELOPERS = re.compile(r"(?:dev|test|lint|doc|ci|build|typing)", re.IGNORECASE)
_REQUIREMENTS = re.compile(
    r"(?:requirements|constraints)[\w.-]*\.(?:txt|in)\Z|.*requirements\.(?:txt|in)\Z"
)

_QUOTED_REQUIREMENT = re.compile(
    r"^\s*[\"']([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*"
    r"(?:[<>=!~;@][^\"']*)?[\"'],?\s*(?:\#.*)?$"
)
_TOML_ENTRY = re.compile(
    r"^\s*[\"']?([A-Za-z0-9][A-Za-z0-9._-]*)[\"']?\s*=\s*"
    r"(?:\"[\^~<>=*\d][^\"]*\"|\{.*(?:version|git|path|workspace)\s*=.*\})"
)
_JSON_ENTRY = re.compile(
    r"^\s*\"(@?[\w./-]+)\"\s*:\s*"
    r"\"(?:[\^~<>=*v]*\d|\*|latest|workspace:|git|npm:|file:|https?:)"
)
_GO_ENTRY = re.compile(
    r"^\s*(?:require\s+)?([a-z0-9][\w.-]*\.[a-z]+/\S+)\s+v\d\S*\s*(//\s*indirect)?"
)
_GEM = re.compile(r"""^\s*gem\s*\(?\s*["']([\w.-]+)["']""")
_GEM_GROUP = re.compile(r"^\s*group\s+(.*)\bdo\b")
_POM = re.compile(r"<dependency>(.{0,4000}?)</dependency>", re.DOTALL)
_POM_ID = re.compile(r"<artifactId>\s*([\w.-]+)\s*</artifactId>")

_NOT_JSON_DEPENDENCIES: Final = frozenset(("version", "node", "npm", "yarn", "pnpm", "vscode"))


def new_dependencies(
    change: Change, before: str | None, after: str | None
) -> list[tuple[str, int]]:
    """The names that a change adds to a manifest, each with its line in the new file.

    ``before`` and ``after`` are the whole texts where they are known. Nothing for other files.
    """
    reader = _reader(change.path)
    if reader is None or change.status == "deleted" or not change.added:
        return []
    whole, of_lines = reader
    if change.status == "added" and after is None:
        after = change.added_text
    had: set[str] | None = None
    has: set[str] | None = None
    if after is not None and (before is not None or change.status == "added"):
        had = _read(whole, before) if before is not None else set()
        has = _read(whole, after)
    if had is None or has is None:
        had, has = (
            set(of_lines(text for _, text in part)) for part in (change.removed, change.added)
        )
    return [(name, _line(change, name)) for name in sorted(has - had)]


def certain(change: Change, before: str | None, after: str | None) -> bool:
    """Whether the sections of a manifest are known, or it has none.

    The lines of a bare diff do not say whether a dependency is one for development only.
    """
    name = change.path.rpartition("/")[2]
    known = change.status == "added" or (before is not None and after is not None)
    return known or name not in ("pyproject.toml", "package.json", "Cargo.toml", "Gemfile")


def is_manifest(path: str) -> bool:
    """Whether a path names a file that declares dependencies."""
    return _reader(path) is not None


def _read(whole: Callable[[str], Iterable[str]], text: str) -> set[str] | None:
    try:
        return {_normal(name) for name in whole(text)}
    except (ValueError, RecursionError, AttributeError, TypeError):
        return None


def _normal(name: str) -> str:
    return name.casefold().replace("_", "-")


def _line(change: Change, name: str) -> int:
    for number, text in change.added:
        if name in _normal(text):
            return number
    return change.added[0][0]


Whole = Callable[[str], Iterable[str]]
OfLines = Callable[[Iterable[str]], Iterable[str]]


def _reader(path: str) -> tuple[Whole, OfLines] | None:
    name = path.rpartition("/")[2]
    if name in _BY_NAME:
        return _BY_NAME[name]
    if _REQUIREMENTS.fullmatch(name) or (
        name.endswith((".txt", ".in")) and PurePosixPath(path).parent.name == "requirements"
    ):
        return None if _FOR_DEVELOPERS.search(name) else _BY_NAME["requirements.txt"]
    return None


def _pyproject(text: str) -> Iterator[str]:
    held = tomllib.loads(text)
    project = _table(held, "project")
    optional = _table(project, "optional-dependencies")
    runtime = [names for extra, names in optional.items() if not _FOR_DEVELOPERS.match(extra)]
    for names in (project.get("dependencies", []), *runtime):
        for stated in names:
            match = _NAME.match(str(stated).strip())
            if match:
                yield match[0]
    poetry = _table(_table(held, "tool"), "poetry")
    yield from (name for name in _table(poetry, "dependencies") if name != "python")


def _cargo(text: str) -> Iterator[str]:
    held = tomllib.loads(text)
    yield from _table(held, "dependencies")
    yield from _table(held, "build-dependencies")
    yield from _table(_table(held, "workspace"), "dependencies")
    for target in _table(held, "target").values():
        yield from _table(target, "dependencies")


def _package(text: str) -> Iterator[str]:
    held = json.loads(text)
    for part in ("dependencies", "peerDependencies", "optionalDependencies"):
        yield from _table(held, part)


def _table(held: Any, key: str) -> dict[str, Any]:
    found = held.get(key, {})
    return found if isinstance(found, dict) else {}


def _requirements(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        stated = line.partition("#")[0].strip()
        match = _NAME.match(stated)
        if match and (len(match[0]) == len(stated) or stated[match.end()] in " [<>=!~;@"):
            yield _normal(match[0])


def _quoted(lines: Iterable[str]) -> Iterator[str]:
    """Names in the lines of a TOML manifest: requirement strings and entries with a version."""
    for line in lines:
        match = _QUOTED_REQUIREMENT.match(line) or _TOML_ENTRY.match(line)
        if match and match[1] not in ("version", "python", "rust-version", "edition"):
            yield _normal(match[1])


def _by(pattern: re.Pattern[str], *, unless_second: bool = False) -> OfLines:
    def names(lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            match = pattern.match(line)
            indirect = match is not None and unless_second and match[2]
            if match and not indirect and match[1] not in _NOT_JSON_DEPENDENCIES:
                yield _normal(match[1])

    return names


def _gems(lines: Iterable[str]) -> Iterator[str]:
    passed = False
    for line in lines:
        group = _GEM_GROUP.match(line)
        if group:
            passed = bool(_FOR_DEVELOPERS.search(group[1]))
        elif line.strip() == "end":
            passed = False
        match = _GEM.match(line)
        if match and not passed:
            yield _normal(match[1])


def _pom(text: str) -> Iterator[str]:
    for inner in _POM.findall(text):
        match = _POM_ID.search(inner)
        if match and "<scope>test</scope>" not in "".join(inner.split()):
            yield match[1]


def _pom_lines(lines: Iterable[str]) -> Iterator[str]:
    yield from map(_normal, _pom("\n".join(lines)))


def _whole(of_lines: OfLines) -> Whole:
    return lambda text: of_lines(text.splitlines())


_GO = _by(_GO_ENTRY, unless_second=True)
_BY_NAME: Final[dict[str, tuple[Whole, OfLines]]] = {
    "requirements.txt": (_whole(_requirements), _requirements),
    "pyproject.toml": (_pyproject, _quoted),
    "package.json": (_package, _by(_JSON_ENTRY)),
    "go.mod": (_whole(_GO), _GO),
    "Cargo.toml": (_cargo, _quoted),
    "Gemfile": (_whole(_gems), _gems),
    "pom.xml": (_pom, _pom_lines),
}
