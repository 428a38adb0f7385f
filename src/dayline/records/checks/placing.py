"""Which dialect a text of a set is read in: its own signs first, then those of its neighbours."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from dayline.base.errors import DaylineError
from dayline.base.glance import Glance
from dayline.records.detection import dialect_of
from dayline.records.dialect import Dialect
from dayline.records.dialect.names import template_source

_HEAD = 4_000
_TOP = 1_200
_SAMPLE = 6
_ENOUGH = 2
_TELLING = re.compile(r"[0-9]|template", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sign:
    """What a text must hold, at the least, to be of a dialect. All in small letters."""

    dialect: Dialect
    keys: tuple[str, ...]
    headings: frozenset[str]
    at_least: int
    fenced: bool


class Placing:
    """Finds dialects. ``texts`` are the paths of the set, ``read`` gives the bytes of any path.

    ``known`` are the dialects that hold for the set, by name.
    """

    def __init__(
        self, texts: Sequence[str], read: Callable[[str], bytes], known: Mapping[str, Dialect]
    ) -> None:
        self._texts = texts
        self._read = read
        self._plain = known["plain"]
        self._signs = [
            _Sign(
                one,
                rule.keys,
                frozenset(rule.headings),
                rule.at_least if rule.headings else 0,
                rule.marker == "yaml",
            )
            for one in known.values()
            if (rule := one.recognise) and one is not self._plain
        ]
        self._without_headings = [sign for sign in self._signs if not sign.at_least]
        self._telling = frozenset().union(
            *(sign.headings.union(sign.dialect.recognise.without) for sign in self._signs)
        )
        self._names = _telling_names([sign.dialect for sign in self._signs])
        self._usual: dict[tuple[str, str], bool] = {}
        self._folders: dict[str, list[str]] | None = None

    def dialect(self, path: str, text: str, seen: Glance | None) -> Dialect:
        """The dialect in which a text is judged; ``seen`` is None for what is no Markdown."""
        own = self._own(path, text, seen)
        if own is not self._plain or not _TELLING.search(path) or not self._names.fullmatch(path):
            return own
        for sign in self._signs:
            form = sign.dialect.files.is_template(path)
            if self._is_at_home(path, sign.dialect) or (
                form and self._is_usual(path, sign.dialect)
            ):
                return sign.dialect
        return own

    def sidecar(self, path: str, dialect: Dialect) -> str:
        """The content of the file beside ``path`` that holds its header, "" when there is none."""
        if not dialect.sidecar:
            return ""
        try:
            return self._read(posixpath.join(posixpath.dirname(path), dialect.sidecar)).decode()
        except (DaylineError, UnicodeDecodeError):
            return ""

    def _own(self, path: str, text: str, seen: Glance | None) -> Dialect:
        """The dialect whose signs the text bears; those that it cannot bear are not asked."""
        possible = self._signs
        if seen is not None:
            text = text[: _HEAD if text.startswith(("---", "\ufeff---")) else _TOP]
            words = {words.casefold().rstrip(" \t#:") for _, words in seen.headings}
            words &= self._telling
            possible = self._possible(text.casefold(), words)
            if len(possible) > 1:
                possible = [sign for sign in possible if _may_be(path, sign.dialect)]
            if not possible:
                return self._plain
            if len(possible) == 1 and self._is_at_home(path, possible[0].dialect):
                return possible[0].dialect
            text += "".join(f"\n\n# {word}" for word in words)
        dialects = {sign.dialect.name: sign.dialect for sign in possible}
        dialects["plain"] = self._plain
        return dialect_of(path, text, dialects=dialects, siblings=self._exists)

    def _possible(self, head: str, words: set[str]) -> list[_Sign]:
        """The signs that a text with this beginning and these headings may bear."""
        fenced = head.startswith(("---", "\ufeff---"))
        return [
            sign
            for sign in (self._signs if words else self._without_headings)
            if (fenced or not sign.fenced)
            and (not sign.at_least or len(words & sign.headings) >= sign.at_least)
            and all(key in head for key in sign.keys)
        ]

    def _is_at_home(self, path: str, dialect: Dialect) -> bool:
        """Whether a text that can only be of ``dialect`` stands among others of it."""
        return is_specific(path, dialect) and self._is_usual(path, dialect)

    def _exists(self, path: str) -> bool:
        try:
            return bool(self._read(path))
        except DaylineError:
            return False

    def _is_usual(self, path: str, dialect: Dialect) -> bool:
        """Whether neighbours with names of the same form bear the signs of ``dialect``."""
        key = (root_of(path, dialect), dialect.name)
        if key not in self._usual:
            sample = list(islice(self._near(path, key[0], dialect), _SAMPLE))
            alike = sum(self._bears(other, dialect) for other in sample)
            self._usual[key] = alike >= _ENOUGH and 2 * alike >= len(sample)
        return self._usual[key]

    def _bears(self, path: str, dialect: Dialect) -> bool:
        try:
            text = self._read(path).decode(errors="replace")
        except DaylineError:
            return False
        return self._own(path, text, None) is dialect

    def _near(self, path: str, root: str, dialect: Dialect) -> Iterator[str]:
        """Other files of the folder with names of records, from all over it."""
        texts = self._below(root) if _has_folders(dialect) else self._inside(root)
        step = max(1, len(texts) // (4 * _SAMPLE))
        for start in range(step):
            for text in texts[start::step]:
                named = is_specific(text, dialect) and not dialect.files.is_template(text)
                if named and text != path:
                    yield text

    def _below(self, root: str) -> Sequence[str]:
        start = f"{root}/" if root else ""
        return [text for text in self._texts if text.startswith(start)]

    def _inside(self, root: str) -> Sequence[str]:
        if self._folders is None:
            self._folders = {}
            for text in self._texts:
                self._folders.setdefault(posixpath.dirname(text), []).append(text)
        return self._folders.get(root, ())


def is_specific(path: str, dialect: Dialect) -> bool:
    """Whether the file's name alone says that it is a record: it has a number or a date."""
    pattern = dialect.files.pattern_of(path)
    return "{number}" in pattern or "{date}" in pattern


def _may_be(path: str, dialect: Dialect) -> bool:
    """Whether a file of this name can be of ``dialect``; asked of those whose names are rare."""
    return not dialect.sidecar or bool(
        dialect.files.any_record(path) or dialect.files.is_template(path)
    )


def root_of(path: str, dialect: Dialect) -> str:
    """The folder of the collection that a record at ``path`` belongs to."""
    folder = posixpath.dirname(path)
    for _ in range(dialect.files.pattern_of(path).count("/")):
        folder = posixpath.dirname(folder)
    return folder


def _telling_names(dialects: Sequence[Dialect]) -> re.Pattern[str]:
    """Any name that some dialect gives to a numbered or dated record, or to a form."""
    names = {name for one in dialects for name in one.files.records if name != "{slug}.md"}
    names |= {name for one in dialects for name in one.files.templates}
    sources = sorted(re.sub(r"\?P<\w+>", "?:", template_source(name)) for name in names)
    return re.compile(rf"(?:.*/)?(?:{'|'.join(sources)})", re.IGNORECASE)


def _has_folders(dialect: Dialect) -> bool:
    return any("/" in name for name in dialect.files.records)
