"""Many globs at once: which of them cover a path, and whom CODEOWNERS names for it. Pure."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dayline.base.errors import HostileInput
from dayline.records.paths import compiled

Key = TypeVar("Key", bound=Hashable)

_WILD = re.compile(r"[*?]")
_SLASH = re.compile("/")
_MOST_RULES = 20_000


class Globs(Generic[Key]):
    """Globs, each with what it stands for, found by the folder in which they can match.

    A glob is kept under the folders before its first wildcard, and one such as ``**/name/*.py``
    under that name, so that a path is put only to the globs of its own folders and names.
    """

    def __init__(self, stated: Iterable[tuple[str, Key]]) -> None:
        self._below: dict[str, dict[re.Pattern[str], list[Key]]] = {}
        self._named: dict[str, dict[re.Pattern[str], list[Key]]] = {}
        for glob, key in stated:
            try:
                pattern = compiled(glob)
            except HostileInput:
                continue  # the check of the record itself says so
            name = _name_anywhere(glob)
            by = self._named if name else self._below
            held = by.setdefault(name or literal_folder(glob), {})
            held.setdefault(pattern, []).append(key)

    def covering(self, path: str) -> list[Key]:
        """What the globs that cover a path stand for, each once, in the order of folders."""
        place = path.strip("/")
        ends = [0, *(found.start() for found in _SLASH.finditer(place)), len(place)]
        covering: dict[Key, None] = {}
        groups = [self._below.get(place[:end]) for end in dict.fromkeys(ends)]
        if self._named:
            groups += [self._named.get(name) for name in dict.fromkeys(place.split("/"))]
        for group in groups:
            for pattern, keys in group.items() if group else ():
                if pattern.match(place):
                    covering.update(dict.fromkeys(keys))
        return list(covering)


def _name_anywhere(glob: str) -> str:
    """The name that a glob such as ``**/Dockerfile`` asks for at any depth, "" for others."""
    plain = glob.strip("/")
    name = plain.removeprefix("**/").partition("/")[0]
    return name if plain.startswith("**/") and not _WILD.search(name) else ""


def literal_folder(glob: str) -> str:
    """The folders of a glob before its first wildcard, "" when it can match anywhere."""
    plain = glob.strip("/")
    wild = _WILD.search(plain)
    return plain if wild is None else plain[: wild.start()].rpartition("/")[0]


def overlap(one: str, other: str) -> bool:
    """Whether two globs can cover a common path, judged by the folders that they name.

    May say yes where the parts behind the wildcards differ; never says no wrongly.
    """
    first, second = (f"{literal_folder(glob)}/" for glob in (one, other))
    return first == "/" or second == "/" or first.startswith(second) or second.startswith(first)


@dataclass(frozen=True, slots=True)
class Owners:
    """The rules of a CODEOWNERS file in their order; the last that matches a path wins."""

    rules: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]

    def of(self, path: str) -> tuple[str, ...]:
        """Whom the file names for a path, as written; nobody where no rule matches."""
        for pattern, owners in reversed(self.rules):
            if pattern.match(path):
                return owners
        return ()


def codeowners(text: str) -> Owners:
    """The rules of a CODEOWNERS file (GitHub's and GitLab's syntax; sections are passed over).

    Raises :class:`HostileInput` past 20,000 lines. A line that cannot be read names nobody.
    """
    lines = text.splitlines()
    if len(lines) > _MOST_RULES:
        raise HostileInput(f"CODEOWNERS has more than {_MOST_RULES:,} lines.", do="Shorten it.")
    rules = []
    for line in lines:
        words = re.split(r"(?<!\\)\s+", line.partition(" #")[0].strip())
        if not words[0] or words[0][0] in "#[^!":
            continue
        try:
            rules.append((_owned(words[0].replace("\\ ", " ")), tuple(words[1:])))
        except HostileInput:
            continue
    return Owners(tuple(rules))


def _owned(stated: str) -> re.Pattern[str]:
    anchored = "/" in stated.rstrip("/")
    glob = stated.strip("/")
    if stated.endswith("/*") and "**" not in stated:  # the files of a folder, not those below
        return re.compile(compiled(glob).pattern.removesuffix(r"(?:/.*)?\Z") + r"\Z", re.DOTALL)
    return compiled(glob if anchored else f"**/{glob}")


def teams_named(owners: Sequence[str]) -> list[str]:
    """The last part of each owner: ``austin`` for ``@meridian/austin``; addresses are left out."""
    return [
        one.rpartition("/")[2].removeprefix("@").casefold()
        for one in owners
        if one.startswith("@")
    ]  # fmt: skip
