"""Which dialect a file is written in, and where the collections of a repository lie.

A file gets a dialect when its name *and* its content bear the signs that the dialect's data
name; of several, the one with the greatest weight. Everything else is a plain page: no dialect is
ever assumed because a neighbour has it.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dayline.base.strict_yaml import load_leniently
from dayline.records.dialect.library import released
from dayline.records.dialect.model import Dialect
from dayline.records.signs import Signs

TEXTS = (".md", ".markdown", ".rst", ".txt")
"""The endings of files that may be records."""

_ADR_DIR = ".adr-dir"
_LOG4BRAINS = ".log4brains.yml"
HINTS = (_ADR_DIR, _LOG4BRAINS)
"""Files that say where decisions lie."""


@dataclass(frozen=True, slots=True)
class Detected:
    """A collection: the folder it lies in ("" for the top), its dialect, how its records are
    named, how many of them were seen, and the file that announced it, if any."""

    root: str
    dialect: str
    pattern: str
    count: int = 0
    hint: str = ""


def _bears(dialect: Dialect, signs: Signs, path: str, siblings: Callable[[str], bool]) -> bool:
    """Whether a text shows every sign of ``dialect``."""
    wanted = dialect.recognise
    if wanted.marker == "sidecar":
        beside = posixpath.join(posixpath.dirname(path), dialect.sidecar)
        if not siblings(beside):
            return False
    styles = dialect.styles
    keys: frozenset[str] = frozenset()
    if wanted.marker in ("", "yaml") and signs.style in styles:
        keys = signs.keys
    if wanted.marker in ("", "bullets") and "bullets" in styles:
        keys |= signs.bullets
    if not keys.issuperset(wanted.keys):
        return False
    if wanted.any_keys and keys.isdisjoint(wanted.any_keys):
        return False
    return _has_headings(dialect, signs, path)


def _has_headings(dialect: Dialect, signs: Signs, path: str) -> bool:
    wanted = dialect.recognise
    if wanted.headings:
        # A name such as use-postgres.md says nothing, so that the headings must say it all.
        nameless = not (dialect.files.record(path) or dialect.files.is_template(path))
        enough = len(wanted.headings) if nameless else wanted.at_least
        if sum(heading in signs.low for heading in wanted.headings) < enough:
            return False
        if len(signs.headings.intersection(wanted.headings)) < enough:
            return False
    return not any(word in signs.low and word in signs.headings for word in wanted.without)


def dialect_of(
    path: str,
    text: str,
    *,
    dialects: Mapping[str, Dialect] | None = None,
    siblings: Callable[[str], bool] = lambda _path: False,
) -> Dialect:
    """The dialect that the file at ``path`` with the content ``text`` is written in.

    ``siblings`` tells whether a path exists, for dialects whose header is a file of its own.
    Returns the plain dialect when no other is sure. A form to fill in gets its dialect too.
    """
    known = released() if dialects is None else dialects
    signs = Signs(text)
    for dialect in _by_weight(tuple(known.values())):
        if _is_named(dialect, path) and _bears(dialect, signs, path, siblings):
            return dialect
    return known["plain"]


@lru_cache(maxsize=16)
def _by_weight(dialects: tuple[Dialect, ...]) -> tuple[Dialect, ...]:
    return tuple(sorted(dialects, key=lambda dialect: -dialect.recognise.weight))


def assigned(
    paths: Sequence[str],
    sample: Callable[[str], str],
    found: Sequence[Detected],
    *,
    dialects: Mapping[str, Dialect] | None = None,
) -> dict[str, Dialect]:
    """Each text among ``paths`` with its dialect, given the collections ``found``.

    A file that belongs to a record of the collection it lies in (an appendix, a translation) is
    read in the collection's dialect, so that it knows whose part it is.
    """
    known = released() if dialects is None else dialects
    present = frozenset(paths)
    roots = sorted(
        (item for item in found if item.dialect != "plain"), key=lambda item: -len(item.root)
    )
    result: dict[str, Dialect] = {}
    for path in paths:
        if not path.endswith(TEXTS):
            continue
        dialect = dialect_of(path, sample(path), dialects=known, siblings=present.__contains__)
        if dialect.name == "plain":
            dialect = _owner(path, roots, known) or dialect
        result[path] = dialect
    return result


def _owner(path: str, roots: Iterable[Detected], known: Mapping[str, Dialect]) -> Dialect | None:
    for item in roots:
        if item.root and not path.startswith(f"{item.root}/"):
            continue
        dialect = known[item.dialect]
        return dialect if dialect.files.part(path) else None
    return None


def _is_named(dialect: Dialect, path: str) -> bool:
    files = dialect.files
    if not files.records:
        return bool(dialect.recognise.keys)
    return files.any_record(path) is not None or files.is_template(path)


def detect(
    paths: Sequence[str],
    sample: Callable[[str], str],
    *,
    dialects: Mapping[str, Dialect] | None = None,
) -> list[Detected]:
    """The collections among ``paths`` (with slashes, relative to the repository).

    ``sample`` gives the content of a path, or enough of its beginning to show its headings.
    Plain pages come last, as one collection. Takes one look at each text.
    """
    known = released() if dialects is None else dialects
    present = frozenset(paths)
    seen: dict[tuple[str, str], Counter[str]] = {}
    plain: list[str] = []
    for path in paths:
        if not path.endswith(TEXTS):
            continue
        dialect = dialect_of(path, sample(path), dialects=known, siblings=present.__contains__)
        if dialect.files.is_template(path):
            continue
        pattern = dialect.files.pattern_of(path)
        if pattern:
            seen.setdefault((_root_of(path, pattern), dialect.name), Counter())[pattern] += 1
        elif dialect.name == "plain":
            plain.append(path)
        else:
            seen.setdefault((posixpath.dirname(path), dialect.name), Counter())["{slug}.md"] += 1
    found = [
        Detected(root, name, _usual(patterns, known[name]), patterns.total())
        for (root, name), patterns in seen.items()
        if patterns.total()
    ]
    announced = dict(_announced(paths, sample))
    found = _merged(found, known)
    found = [_with_hint(item, announced) for item in found]
    for root, hint in announced.items():
        if all(item.root != root for item in found):
            name = "log4brains" if hint.endswith(_LOG4BRAINS) else "nygard"
            found.append(Detected(root, name, _usual(Counter(), known[name]), 0, hint))
    found.sort(key=lambda item: (item.root, item.dialect))
    if plain:
        found.append(Detected(_common(plain), "plain", "{any}.md", len(plain)))
    return found


def _root_of(path: str, pattern: str) -> str:
    """The folder of the collection: as many levels up as the pattern of the name has folders."""
    folder = posixpath.dirname(path)
    for _ in range(pattern.count("/")):
        folder = posixpath.dirname(folder)
    return folder


def _usual(patterns: Counter[str], dialect: Dialect) -> str:
    if patterns:
        return patterns.most_common(1)[0][0]
    return dialect.files.records[0] if dialect.files.records else "{slug}.md"


def _merged(found: Iterable[Detected], known: Mapping[str, Dialect]) -> list[Detected]:
    """Sibling folders of one dialect under a folder that the dialect usually lies in are one."""
    merged: dict[tuple[str, str], Detected] = {}
    for item in found:
        parent = posixpath.dirname(item.root)
        usual = known[item.dialect].files.folders
        root = item.root
        if item.pattern.count("/") and posixpath.basename(parent) in usual:
            root = parent
        before = merged.get((root, item.dialect))
        count = item.count + (before.count if before else 0)
        merged[root, item.dialect] = Detected(root, item.dialect, item.pattern, count)
    return list(merged.values())


def _with_hint(item: Detected, announced: Mapping[str, str]) -> Detected:
    hint = announced.get(item.root, "")
    return Detected(item.root, item.dialect, item.pattern, item.count, hint) if hint else item


def _announced(paths: Iterable[str], sample: Callable[[str], str]) -> Iterable[tuple[str, str]]:
    """The folders that ``.adr-dir`` and ``.log4brains.yml`` name, each with the file's path."""
    for path in paths:
        name = posixpath.basename(path)
        folder = posixpath.dirname(path)
        if name == _ADR_DIR:
            first = sample(path).strip().split("\n", 1)[0].strip()
            if first:
                yield _inside(folder, first), path
        elif name == _LOG4BRAINS:
            for place in _log4brains_folders(sample(path), path):
                yield _inside(folder, place), path


def _inside(folder: str, place: str) -> str:
    """``place`` seen from the top of the repository; a place outside of it is taken as the top."""
    joined = posixpath.normpath(posixpath.join(folder, place.replace("\\", "/")))
    return "" if joined == "." or joined.startswith(("..", "/")) else joined


def _log4brains_folders(text: str, path: str) -> Iterable[str]:
    marked, _ = load_leniently(text, path=path)
    top = marked.value if isinstance(marked.value, dict) else {}
    project = top.get("project")
    if not isinstance(project, dict):
        return
    packages = project.get("packages")
    for entry in [project, *(packages if isinstance(packages, list) else [])]:
        place = entry.get("adrFolder") if isinstance(entry, dict) else None
        if isinstance(place, str) and place.strip():
            yield place.strip()


def _common(paths: Sequence[str]) -> str:
    folders = {posixpath.dirname(path) for path in paths}
    return "" if "" in folders else posixpath.commonpath(sorted(folders))
