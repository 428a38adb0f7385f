"""Where a record states a field: the line of its head, or of its section on its state. Pure."""

from __future__ import annotations

import re

from dayline.ask.material import Cite, Document

_KEYS = {
    "status": ("status", "state"), "author": ("author", "authors"),
    "superseded_by": ("superseded", "superseded_by", "superseded-by", "state", "status"),
    "supersedes": ("replaces", "supersedes", "state", "status"),
    "python_version": ("python-version", "python_version"),
}  # fmt: skip


def cited(document: Document, name: str) -> Cite:
    """The line that states a field, as a citation: of the head, or of a section on the state."""
    head = document.text[: document.body]
    lines = head.split("\n")
    names = (*_KEYS.get(name, (name,)), name.rstrip("s"), name.replace("_", "-"))
    for wanted in names:
        for number, line in enumerate(lines):
            key = line.strip().lstrip(":*-_ ").partition(":")[0].strip("* _").lower()
            if key == wanted and line.strip() != "---":
                quote = line.strip()
                for more in lines[number + 1 :]:
                    if not more.startswith((" ", "\t", "- ")):
                        break
                    quote = f"{quote}\n{more.rstrip()}"
                return document.cite(quote[:400], number + 1)
    stated = _in_section(document, name) if "status" in names else None
    return stated or document.cite(document.title or document.ref, 1)


_STATUS = re.compile(
    r"^#{1,6}[ \t]{1,9}status[ \t]{0,9}:?[ \t#]{0,9}\r?$"
    r"|^status[ \t]{0,9}\r?\n[=-]{3,99}[ \t]{0,9}\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_REPLACES = re.compile(r"\b(?:supersed|replac|obsolet)", re.IGNORECASE)
_LINES = 12
"""Lines of a section in which the state is looked for."""


def _in_section(document: Document, name: str) -> Cite | None:
    """The line of a ``Status`` section that states a field; None where there is none."""
    found = _STATUS.search(document.text, document.body)
    if found is None:
        return None
    lines = document.text[found.end() :].split("\n", _LINES)[1:_LINES]
    first = document.text.count("\n", 0, found.end()) + 2
    said = []
    for number, line in enumerate(lines, start=first):
        if line.startswith("#"):
            break
        if line.strip() and not line.lstrip().startswith("<!--"):
            said.append((line.strip()[:400], number))
    if name != "status":
        said.sort(key=lambda one: not _REPLACES.search(one[0]))
    return document.cite(*said[0], ("Status",)) if said else None
