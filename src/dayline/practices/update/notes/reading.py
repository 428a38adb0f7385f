"""Finding updates in notes as people type them. Pure.

Read are lists under somebody's name (a heading, bold, a bullet or a line of its own), people under
the name of a list, sections with ``Author:`` and ``Status:``, tables, and open and ticked boxes
under a handle. What belongs to an update and fits nowhere is reported; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from dayline.base.errors import HostileInput
from dayline.practices.update.notes import words
from dayline.practices.update.notes.labels import Label, field_in, label_in
from dayline.practices.update.notes.lines import MOST, Line, Sort, lines
from dayline.practices.update.notes.model import Item, Notes, Part, Said, Unread
from dayline.practices.update.notes.names import Name, leading, name_in
from dayline.practices.update.notes.tables import read_table

_DAY = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_CHILD = 2
"""So many columns deeper than an item, something is nested in it."""
_BOLD = 7
_FAR = 200
"""So many lines below a name its lists are looked for."""
_PERSON = re.compile(r"[A-Z][\w'-]+(?: [A-Z][\w.'-]*){1,3}$")
_CALENDAR = re.compile(
    r"(?i)\b(week|sprint|day|quarter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
)


def read_notes(text: str, *, path: str = "") -> Notes:
    """Everything that people say in ``text``. Raises :class:`HostileInput` beyond 256 KiB."""
    if len(text) > MOST:
        raise HostileInput(
            f"{path or 'This text'} has more than {MOST} characters; no meeting note is so long.",
            do="Import the files of single meetings.",
        )
    reader = _Reader(list(lines(text.removeprefix("\ufeff"))))
    reader.read()
    return Notes(reader.title, _day(path) or _day(reader.title), *reader.found())


def _day(text: str) -> date | None:
    for match in _DAY.finditer(text):
        try:
            return date(*(int(part) for part in match.groups()))
        except ValueError:
            continue
    return None


class _Reader:
    """One pass over the lines: whose turn it is, which list is open, and its last item."""

    def __init__(self, found: Sequence[Line]) -> None:
        self.lines = found
        self.at = 0
        tops = [line for line in found if line.sort is Sort.HEADING and line.level == 1]
        self.title = tops[0].text if tops else ""
        self.title_line = tops[0].number if len(tops) == 1 else 0
        self.headings: list[tuple[int, str]] = []
        self.all: list[Said] = []
        self.unread: list[Unread] = []
        self.nobody = Said("", 0)
        self._leave()

    def _leave(self) -> None:
        """Nobody has the word any more."""
        self.said: Said | None = None
        self.sure = False
        self.place = -1
        self.level = 0
        self.author: Said | None = None
        self._close()

    def _close(self) -> None:
        self.part: Part | None = None
        self.part_at = -1
        self.listed = False
        self.inline = False
        self.item_at: int | None = None
        self.item: Item | None = None
        self.shared: Said | None = None

    def found(self) -> tuple[tuple[Said, ...], tuple[Unread, ...]]:
        """Who said something, and what could not be understood, in the order of the text."""
        lost = [
            Unread(item.line, item.text, "it says of nobody that it is theirs")
            for part in Part
            for item in self.nobody.part(part)
        ]
        blank = [one for one in self.all if not one.authored and words.is_placeholder(one.who)]
        lost += [
            Unread(item.line, item.text, f"{one.who!r} is a place for a name and nobody's name")
            for one in blank
            for part in Part
            for item in one.part(part)
        ]
        unread = sorted([*self.unread, *lost], key=lambda one: one.line)
        return tuple(one for one in self.all if one not in blank), tuple(unread)

    def read(self) -> None:
        """Read all lines."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            if line.sort is Sort.ROW:
                self._table(line)
            elif line.sort is Sort.HEADING:
                self._heading(line)
            else:
                self._line(line)

    def _table(self, first: Line) -> None:
        rows = [first]
        while self.at < len(self.lines) and self.lines[self.at].sort is Sort.ROW:
            if self.lines[self.at].after:
                break
            rows.append(self.lines[self.at])
            self.at += 1
        section = self.headings[-1][1] if self.headings else ""
        self.all += read_table(rows, section)

    def _heading(self, line: Line) -> None:
        label = label_in(line)
        while self.headings and self.headings[-1][0] >= line.level:
            self.headings.pop()
        if label is not None:
            if self.said is not None and self.level >= line.level and not self._bold_list(line):
                self._leave()
            self._open(line, label)
            return
        author = self.author if line.level > self.level else None
        self._leave()
        self.headings.append((line.level, line.text))
        self.level = line.level
        name = name_in(line.text)
        if name and line.number != self.title_line and self._has_lists(name, line):
            self._turn(name, line)
        elif author is not None:
            self.said = self.author = author

    def _bold_list(self, line: Line) -> bool:
        """Whether bold labels stand under somebody whose section is bold as well."""
        return line.level == _BOLD and self.level == _BOLD

    def _turn(self, name: Name, line: Line) -> None:
        """Somebody is named who may have lists below."""
        above = self.headings[:-1] if line.sort is Sort.HEADING else self.headings
        section = above[-1][1] if above else ""
        self._close()
        self.author = None
        self.said = Said(name.who, line.number, name.note, section)
        self.sure = name.sure
        self.place = line.indent if line.sort is not Sort.HEADING else -1

    def _line(self, line: Line) -> None:
        label = self._label(line)
        if label is not None:
            self._open(line, label)
        elif self._inside(line):
            self._add(line)
        elif not (self._field(line) or self._named(line) or self._box(line)):
            self._other(line)

    def _label(self, line: Line) -> Label | None:
        """The label that a line is where it stands; deep in a list it is an item like others."""
        label = label_in(line)
        if label is None or self.part is None:
            return label
        under = line.sort is Sort.BULLET and not self.listed and self.part_at >= 0
        if line.indent < self.part_at or (not under and line.indent <= self.part_at + 1):
            return label
        if not label.strong or label.rest or (self.item_at is None and not self.inline):
            return None
        return label if self.item_at is None or line.indent <= self.item_at else None

    def _open(self, line: Line, label: Label) -> None:
        """Begin a list."""
        bulleted = line.sort is Sort.BULLET
        if self.said is not None and bulleted and line.indent < self.place:
            self._leave()
        self._close()
        self.part = label.part
        self.part_at = line.indent if line.sort is not Sort.HEADING else -1
        self.listed = bulleted
        if self.said is None:
            self.shared = self.nobody
        else:
            self._keep(self.said)
            if line.sort is Sort.HEADING and not self.sure:
                self.shared = self.said
        if label.rest:
            self.inline = True
            if not words.says_nothing(label.rest):
                self._append(Item(label.rest, line.number))

    def _keep(self, said: Said) -> None:
        if not any(one is said for one in self.all):
            self.all.append(said)

    def _inside(self, line: Line) -> bool:
        """Whether a line belongs to the open list."""
        if self.part is None:
            return False
        if line.sort is Sort.BULLET:
            if line.indent > self.part_at:
                return not (self.part_at < 0 and self._begins(line))
            if line.indent < self.part_at or self._begins(line):
                return False
            shallow = self.item_at is None or self.item_at == self.part_at
            return not self.listed or (shallow and not self.inline)
        name = name_in(line.text)
        if (name is not None and name.sure) or self._begins(line):
            return False
        return line.indent > self.part_at or (not line.after and self.item is not None)

    def _begins(self, line: Line) -> bool:
        """Whether a line names somebody whose lists follow."""
        follows = self._next_label(line)
        name = name_in(line.text)
        if name is None or not follows or label_in(line) is not None:
            return False
        return self._has_lists(name, line)

    def _has_lists(self, name: Name, line: Line) -> bool:
        """Whether a name can be one and has the lists of a person below: a handle any, a first
        and a last name one, and what may be a matter as well as a name two of them."""
        if name.sure:
            return True
        if not _names_somebody(name):
            return False
        parts = {label.part for label in self._labels_below(line)}
        return len(parts) > (0 if _PERSON.match(name.who) else 1)

    def _labels_below(self, line: Line) -> Iterator[Label]:
        """The labels that stand under a line, up to the next of its own depth."""
        at: int | None = None
        for below in self.lines[self.at : self.at + _FAR]:
            label = label_in(below)
            if below.sort is Sort.HEADING and (label is None or not _under(below, line)):
                return
            if line.sort is Sort.BULLET and below.indent <= line.indent:
                return
            if line.sort is Sort.PLAIN and below.indent < line.indent:
                return
            if label is None or (at is not None and below.indent != at):
                continue
            at = below.indent
            yield label

    def _next_label(self, line: Line) -> bool:
        if self.at >= len(self.lines):
            return False
        following = self.lines[self.at]
        return label_in(following) is not None and following.indent >= line.indent

    def _add(self, line: Line) -> None:
        """An item, something nested in one, or another line of one."""
        if line.sort is Sort.BULLET:
            if self.inline and self.item is not None and line.indent > self.part_at:
                self.item.detail.append(line.text)
            elif self.item_at is None or line.indent < self.item_at + _CHILD:
                self.item_at = line.indent
                self._item(line)
            elif self.item is not None:
                self.item.detail.append(line.text)
            return
        if self.item is None or (line.after and self.part_at < 0):
            self._item(line)
        elif self.item.detail:
            self.item.detail[-1] += f" {line.text}"
        else:
            self.item.more.append(line.text)

    def _item(self, line: Line) -> None:
        if not line.text or words.says_nothing(line.text):
            self.item = Item("", line.number)  # what is nested in nothing is lost on nobody
            return
        if self.shared is not None:
            led = leading(line.text)
            if led is not None:
                self._append(Item(led[1], line.number), self._of(led[0], line))
                return
        self._append(Item(line.text, line.number))

    def _of(self, name: Name, line: Line) -> Said:
        """The update of somebody who is named inside a list, new or begun."""
        for said in self.all:
            if said.who.casefold() == name.who.casefold():
                return said
        section = self.headings[-1][1] if self.headings else ""
        said = Said(name.who, line.number, name.note, section)
        self.all.append(said)
        return said

    def _append(self, item: Item, said: Said | None = None) -> None:
        self.item = item
        if self.part is not None:
            (said or self.said or self.nobody).part(self.part).append(item)

    def _field(self, line: Line) -> bool:
        """Who writes a section, how it stands, or its plain list of updates."""
        stated = field_in(line)
        if stated is None:
            return False
        key, value = stated
        whole = self.level <= 1 and not words.is_writer(key)
        if words.is_author(key) and not whole and value and not self.author and self.headings:
            self._close()
            self.said = self.author = Said(
                value, line.number, section=self.headings[-1][1], authored=True
            )
            self.sure = True
            self.place = -1
            return True
        if self.said is None:
            return False
        if words.is_status(key) and (self.author or words.colours(value)):
            self._keep(self.said)
            self.said.status, self.said.colours = value, words.colours(value)
            self._close()
            return True
        if self.author is not None and words.is_updates(key):
            self._open(line, Label(Part.DONE, value, strong=True))
            return True
        return False

    def _named(self, line: Line) -> bool:
        """Somebody on a line of their own, bulleted or not."""
        if line.box:
            return False
        name = name_in(line.text)
        follows = self._next_label(line)
        if name is None and follows and line.text.startswith("@"):
            who, _, note = line.text[1:].partition(" ")
            if "/" not in who and "@" not in note:
                name = Name(who.rstrip(":,"), note.strip(f" -{words.DASHES}:"), sure=True)
        if name is None or not (name.sure or (follows and self._has_lists(name, line))):
            return False
        self._turn(name, line)
        return True

    def _box(self, line: Line) -> bool:
        """A task under a handle: ticked it is done, open it comes next."""
        if not line.box or self.said is None or not self.sure or self.author is not None:
            return False
        self._keep(self.said)
        part = Part.DONE if line.box == "x" else Part.NEXT
        self.item = Item(line.text, line.number)
        self.said.part(part).append(self.item)
        return True

    def _other(self, line: Line) -> None:
        """A line outside every list. After somebody's lists it ends their turn."""
        opened = self.part is not None
        kept = self.said is not None and any(one is self.said for one in self.all)
        if opened and kept and line.sort is Sort.BULLET and self.part_at == line.indent:
            why = "it stands beside the lists of an update and in none of them"
            self.unread.append(Unread(line.number, line.text, why))
            return
        if self.author is not None:
            self._close()
        elif opened or kept or (line.sort is Sort.PLAIN and not self.sure):
            self._leave_lists()

    def _leave_lists(self) -> None:
        level = self.level
        self._leave()
        self.level = level


def _under(below: Line, line: Line) -> bool:
    """Whether a heading can stand under another; those in bold have one level only."""
    return line.sort is Sort.HEADING and (below.level > line.level or line.level == _BOLD)


def _names_somebody(name: Name) -> bool:
    """Whether a name can be one: no part of a meeting, no week and no date."""
    if name.sure:
        return True
    dated = _CALENDAR.search(name.who) and any(char.isdigit() for char in name.who)
    return not dated and not words.is_general(name.who)
