"""The check: a set of texts in, findings out. Pure; reading files is the caller's.

Each text is read under its contract or in its dialect, or as a plain page. A text that has lost
the signs of its dialect (a missing section, a broken head) is still read in the dialect of its
neighbours with names of the same form: otherwise a fault would hide itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dayline.base import heads
from dayline.base.errors import DaylineError
from dayline.base.findings import Finding
from dayline.base.glance import Glance, glance
from dayline.records.checks import headings
from dayline.records.checks.fields import mistyped_keys
from dayline.records.checks.headings import Sections
from dayline.records.checks.links import Exists
from dayline.records.checks.placing import Placing
from dayline.records.checks.references import References, dangling, lineage_faults
from dayline.records.checks.texts import contract_named, decoded
from dayline.records.checks.web import Page, Web
from dayline.records.dialect import Dialect, Read, read_document, released

if TYPE_CHECKING:  # contracts take 60 ms to import; most folders hold none
    from dayline.contracts.terms import Contract
    from dayline.records.checks.native import Natives

_UNJUDGED = "Nothing else in it was checked."

__all__ = ["Checked", "Surroundings", "check", "released_contract"]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The set that a check looks at.

    ``texts`` are the paths (with slashes, from the root) of every text of the set, ``read``
    gives their bytes, ``exists`` tells whether any path names a file or folder. ``contracts``
    gives the contract that ``decision/1`` names; ``kinds`` are the names that there are.
    ``dialects`` gives those that hold for the set, by name.
    """

    texts: Sequence[str]
    read: Callable[[str], bytes]
    exists: Exists
    contracts: Callable[[str], Contract | None]
    kinds: Callable[[], Iterable[str]] = tuple
    dialects: Callable[[], Mapping[str, Dialect]] = released


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings by path and line, and how many texts were looked at."""

    findings: tuple[Finding, ...]
    documents: int


def released_contract(name: str) -> Contract | None:
    """The contract that ships as ``decision/1``, or the newest called ``decision``."""
    from dayline.contracts import library

    kind, _, version = name.partition("/")
    for contract in reversed(library.history(kind)):
        if not version or version == str(contract.version):
            return contract
    return None


def check(around: Surroundings, *, only: Sequence[str] | None = None) -> Checked:
    """What is wrong with the texts of a set.

    With ``only``, those texts alone are read and judged, against the names of the others; what
    needs all texts (who supersedes whom) is then left out.
    """
    checker = _Checker(around)
    paths = around.texts if only is None else only
    for path in paths:
        checker.take(path)
    found = checker.findings(whole=only is None)
    found.sort(key=lambda one: (one.path, one.line, one.column, one.rule))
    return Checked(tuple(dict.fromkeys(found)), len(paths))


class _Checker:
    """Takes texts one by one, then judges them together."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._found: list[Finding] = []
        self._texts = _Texts(around)
        self._natives: Natives | None = None
        self._reads: list[Read] = []
        self._unjudged: list[Read] = []
        self._web = Web(around.exists, self._texts.of)
        self._placing = Placing(around.texts, around.read, around.dialects())
        self._references = References(around.texts)
        self._sections: dict[str, Sections] = {}

    def take(self, path: str) -> None:
        """Reads and judges the text at ``path`` by itself."""
        try:
            content = self._around.read(path)
            text, found = decoded(path, content)
            if found and not text:
                self._found += [replace(one, remedy=f"{one.remedy} {_UNJUDGED}") for one in found]
                self._note(path, content)
                return
            self._found += found
            self._texts.known[path] = text
            self._judge(path, text)
        except DaylineError as error:
            self._found += error.findings or [Finding(error.code, error.what, error.do, path)]

    def _note(self, path: str, content: bytes) -> None:
        """A text that cannot be judged is there all the same: its number is not left out."""
        text = content.decode(errors="replace")
        dialect = self._placing.dialect(path, text, None)
        self._unjudged.append(read_document(dialect, path, text))

    def findings(self, *, whole: bool) -> list[Finding]:
        """What is wrong; lineage only when the ``whole`` set was taken."""
        for read in self._reads:
            self._found += dangling(read, self._references)
        if self._natives is not None:
            self._found += self._natives.faults(whole=whole)
        if whole:
            self._found += lineage_faults([*self._reads, *self._unjudged])
        dead = list(self._web.faults())
        told = {(found.path, found.line) for found in dead}
        return dead + [
            found
            for found in self._found
            if found.rule != "ref-dangling" or (found.path, found.line) not in told
        ]

    def _judge(self, path: str, text: str) -> None:
        name = contract_named(text)
        if name:
            self._judge_native(path, text, name)
            return
        seen = None
        if not path.endswith(".rst"):
            front = heads.fences(text, 1 if text.startswith("\ufeff") else 0)
            seen = glance(text, front.end if front else 0, path=path)
        dialect = self._placing.dialect(path, text, seen)
        read = read_document(dialect, path, text, sidecar=self._placing.sidecar(path, dialect))
        self._reads.append(read)
        self._found += read.findings
        if seen is None or read.is_template:
            return
        self._look(Page(path, text, read.head.end, seen, lambda: read.outline))
        if read.ref:
            self._found += mistyped_keys(read)
            self._found += self._section_faults(read, seen)

    def _section_faults(self, read: Read, seen: Glance) -> Iterator[Finding]:
        sections = self._sections.get(read.dialect.name)
        if sections is None:
            sections = self._sections[read.dialect.name] = Sections(read.dialect)
        if sections.titled and not read.title_line:
            yield headings.title_missing(read)
        yield from sections.faults(read, seen)

    def _look(self, page: Page) -> None:
        """What every Markdown text is asked: levels without gaps, links that lead somewhere."""
        self._found += headings.skipped_levels(page)
        self._web.add(page)

    def _judge_native(self, path: str, text: str, name: str) -> None:
        if self._natives is None:
            from dayline.records.checks.native import Natives

            self._natives = Natives(self._around.contracts, self._around.kinds)
        record, found = self._natives.take(path, text, name)
        self._found += found
        if record is not None:
            body, outline = record.stated.head.end, record.stated.outline
            self._look(Page(path, text, body, glance(text, body, path=path), lambda: outline))


class _Texts:
    """The texts of the set that were taken, and those that a link leads to.

    An object of its own: were it part of the checker, whose web asks it, the two would hold each
    other, and freeing all that was read would be left to the collector of rings.
    """

    def __init__(self, around: Surroundings) -> None:
        self.known: dict[str, str] = {}
        self._around = around

    def of(self, path: str) -> str | None:
        """The text at ``path``, None when there is none that can be read."""
        if path not in self.known and path in self._around.texts:
            try:
                self.known[path] = self._around.read(path).decode(errors="replace")
            except DaylineError:
                return None
        return self.known.get(path)
