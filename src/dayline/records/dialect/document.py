"""One document as a dialect reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dayline.base.document import Head
from dayline.base.findings import Finding
from dayline.base.markdown import Outline, scan
from dayline.records.dialect.links import StatedLink
from dayline.records.dialect.model import Dialect
from dayline.records.dialect.restructured import scan_rst
from dayline.records.dialect.status import Status


@dataclass(frozen=True, slots=True)
class StatedField:
    """One header field as a text states it.

    ``name`` is the spelling in the text, ``key`` Dayline's name for it, ``raw`` what was
    written, ``value`` what it means (None when it cannot be understood: a finding says why).
    ``start`` and ``end`` are the offsets of the value in the text, -1 when the head is YAML,
    RFC 822 or a sidecar, whose values are replaced by ``base.document.set_field``.
    """

    name: str
    key: str
    raw: object
    value: object
    line: int
    start: int = -1
    end: int = -1
    place: str = "head"


@dataclass(slots=True)
class Read:
    """One document as its dialect reads it. The text is kept as it is, whatever was understood.

    ``ref`` is what others call it (``PEP-8``, or the slug where files have no number), ""
    when it is no record of a collection; ``state`` is canonical or "". ``part_of`` names the
    record that a file belongs to without being one itself, ``moved_to`` the file to which a
    stub points. ``body`` is the offset behind head and header lines.
    """

    path: str
    text: str
    dialect: Dialect
    head: Head
    ref: str = ""
    number: int | None = None
    title: str = ""
    title_line: int = 0
    status: Status = field(default_factory=Status)
    date: date | None = None
    fields: dict[str, StatedField] = field(default_factory=dict)
    links: tuple[StatedLink, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    part_of: str = ""
    moved_to: str = ""
    is_template: bool = False
    sidecar: str = ""
    body: int = 0
    _outline: Outline | None = None

    @property
    def kind(self) -> str:
        """``decision``, ``rfc`` or ``guide``."""
        return "guide" if self.part_of or self.is_template or not self.ref else self.dialect.kind

    @property
    def status_text(self) -> str:
        """The status in the text's own words."""
        return self.status.text

    @property
    def state(self) -> str:
        """The canonical state, "" when the words have none."""
        return self.status.state

    @property
    def outline(self) -> Outline:
        """Headings, links and anchors of the body; scanned when first asked for."""
        if self._outline is None:
            first_line = self.text.count("\n", 0, self.head.end) + 1
            scanner = scan_rst if self.dialect.text == "rst" else scan
            self._outline = scanner(self.text, start=self.head.end, first_line=first_line)
        return self._outline

    def value(self, key: str) -> object:
        """The value of a field, None when it is not stated or not understood."""
        stated = self.fields.get(key)
        return stated.value if stated else None
