"""Reading a unified diff, from git or from anything else that writes one. Pure.

The format is that of POSIX ``diff -u`` with the extended headers of ``git diff``. Lengths of hunks
are taken from their headers, so that a removed line ``-- x`` is never taken for a file name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from dayline.base.errors import HostileInput, InvalidInput
from dayline.base.findings import Finding

LIMIT_CHARS: Final = 24 * 1024 * 1024
LIMIT_FILES: Final = 100_000
LIMIT_LINE: Final = 2_000

_HUNK = re.compile(r"@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPES: Final = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b", b"f": b"\f",
                   b"v": b"\v"}  # fmt: skip

Lines = list[tuple[int, str]]


@dataclass(slots=True)
class Change:
    """One file of a change set.

    ``status`` is added, deleted, renamed or modified; ``added`` and ``removed`` are (line, text)
    in the new and in the old file. Blobs are git's whole hashes, "" where the diff has none.
    """

    path: str
    before_path: str = ""
    status: str = "modified"
    added: Lines = field(default_factory=list)
    removed: Lines = field(default_factory=list)
    before_blob: str = ""
    after_blob: str = ""
    binary: bool = False

    @property
    def added_text(self) -> str:
        """The added lines as one text."""
        return "\n".join(text for _, text in self.added)


def parse(text: str, *, name: str = "diff") -> list[Change]:
    """The changes of a unified diff, in its order.

    Raises :class:`InvalidInput` naming the line where the text is no such diff, and
    :class:`HostileInput` past :data:`LIMIT_CHARS` or :data:`LIMIT_FILES`.
    """
    if len(text) > LIMIT_CHARS:
        raise HostileInput(
            f"The diff is longer than {LIMIT_CHARS // 2**20} MiB.",
            kept="Nothing was checked.",
            do="Check a smaller range.",
        )
    reader = _Reader(text.split("\n"), name)
    changes = list(reader.changes())
    if not changes and text.strip():
        raise reader.refusal(0, "There is no unified diff in this text.")
    return changes


class _Reader:
    """Goes through the lines once; ``at`` is the index of the next one."""

    def __init__(self, lines: Sequence[str], name: str) -> None:
        self._lines, self._name, self._at, self._count = lines, name, 0, 0

    def refusal(self, index: int, what: str) -> InvalidInput:
        """A refusal that names the line."""
        do = "Give the output of `git diff`."
        found = Finding("diff-unreadable", what, do, self._name, index + 1)
        kept = "Nothing was checked."
        return InvalidInput(f"{found.place}: {what}", kept=kept, do=do, findings=[found])

    def changes(self) -> Iterator[Change]:
        """The changes one after the other. A change is whole when the next one begins."""
        size = len(self._lines)
        change: Change | None = None
        while self._at < size:
            begun = self._begun(change)
            if begun is not None:
                if change is not None and change is not begun:
                    yield change
                change = begun
            elif self._lines[self._at].startswith("@@ ") and change is not None:
                self._hunk(change)
                continue
            elif change is not None:
                _header(change, self._lines[self._at])
            self._at += 1
        if change is not None:
            yield change

    def _begun(self, change: Change | None) -> Change | None:
        """The change that the next line names: a new one, or the one at hand; None for none."""
        line = self._lines[self._at]
        if line.startswith("diff --git "):
            return self._counted(_of_git_line(line))
        if line.startswith(("diff --cc ", "diff --combined ", "@@@ ")):
            raise self.refusal(self._at, "A combined diff of a merge cannot be checked.")
        if not line.startswith("--- ") or not self._named():
            return None
        if change is None or change.added or change.removed:
            change = self._counted(Change(""))
        _name(change, _path(line[4:]), _path(self._lines[self._at + 1][4:]))
        self._at += 1
        return change

    def _counted(self, change: Change) -> Change:
        self._count += 1
        if self._count > LIMIT_FILES:
            raise HostileInput(
                f"The diff has more than {LIMIT_FILES:,} files.",
                kept="Nothing was checked.",
                do="Check a smaller range.",
            )
        return change

    def _named(self) -> bool:
        following = self._at + 1
        return following < len(self._lines) and self._lines[following].startswith("+++ ")

    def _hunk(self, change: Change) -> None:
        start = self._at
        match = _HUNK.match(self._lines[start])
        if match is None:
            raise self.refusal(start, "The head of a hunk cannot be read.")
        old, olds, new, news = (int(part) if part else 1 for part in match.groups())
        self._at += 1
        size = len(self._lines)
        while olds > 0 or news > 0:
            line = self._lines[self._at] if self._at < size else ""
            sign = line[:1] if self._at < size else "end"
            if sign == "+" and news > 0:
                change.added.append((new, line[1 : LIMIT_LINE + 1].rstrip("\r")))
                new, news = new + 1, news - 1
            elif sign == "-" and olds > 0:
                change.removed.append((old, line[1 : LIMIT_LINE + 1].rstrip("\r")))
                old, olds = old + 1, olds - 1
            elif sign in (" ", "") and olds > 0 and news > 0:
                old, new, olds, news = old + 1, new + 1, olds - 1, news - 1
            elif sign != "\\":
                raise self.refusal(min(self._at, size - 1), "A hunk ends before its length.")
            self._at += 1


def _of_git_line(line: str) -> Change:
    """The path of ``diff --git a/x b/x``, for files that have no other line with a name."""
    rest = line[len("diff --git ") :].rstrip("\r")
    if rest.startswith('"') or rest.endswith('"'):
        return Change(_path(rest.rpartition(' "')[2].rstrip('"')) if ' "' in rest else "")
    half = len(rest) // 2
    old, new = rest[:half], rest[half + 1 :]
    if rest[half : half + 1] == " " and old[2:] == new[2:]:
        return Change(new[2:])
    return Change(rest.rpartition(" b/")[2])


def _header(change: Change, line: str) -> None:
    line = line.rstrip("\r")
    if line.startswith("new file mode"):
        change.status = "added"
    elif line.startswith("deleted file mode"):
        change.status = "deleted"
    elif line.startswith("rename from "):
        change.status, change.before_path = "renamed", _plain(line[12:])
    elif line.startswith("rename to "):
        change.path = _plain(line[10:])
    elif line.startswith("index "):
        before, _, after = line[6:].partition(" ")[0].partition("..")
        change.before_blob, change.after_blob = _blob(before), _blob(after)
    elif line.startswith(("Binary files ", "GIT binary patch")):
        change.binary = True


def _blob(name: str) -> str:
    whole = len(name) in (40, 64) and name.isalnum() and set(name) != {"0"}
    return name if whole else ""


def _name(change: Change, old: str, new: str) -> None:
    if old == "":
        change.status = "added"
    if new == "":
        change.status = "deleted"
    change.path = new or old or change.path
    if old and old != new and new:
        change.before_path = old


def _path(stated: str) -> str:
    """The path of a ``---`` or ``+++`` line; "" for /dev/null. A time behind a tab is left out."""
    name = _plain(stated.rstrip("\r").partition("\t")[0] if stated[:1] != '"' else stated)
    if name == "/dev/null":
        return ""
    return name[2:] if name[:2] in ("a/", "b/", "i/", "w/", "c/", "o/") else name


def _plain(stated: str) -> str:
    """A name without the quotes and escapes that git puts around unusual ones."""
    if not stated.startswith('"'):
        return stated
    inner = stated.strip("\r\t ").strip('"').encode(errors="surrogateescape")
    return _ESCAPE.sub(_unescaped, inner).decode(errors="replace")


def _unescaped(match: re.Match[bytes]) -> bytes:
    what = match[1]
    return bytes([int(what, 8) & 255]) if len(what) == 3 else _ESCAPES.get(what, what)
