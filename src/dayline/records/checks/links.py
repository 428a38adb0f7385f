"""Links inside a set of documents: to files that are not there, to anchors that are not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from dayline.base.findings import Finding, Severity
from dayline.base.outline import Link, Outline

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/|\\|\?|$")
_PLACEHOLDER = re.compile(r"[{}<>|\n]|\.\.\.|…")
_TEXTS = (".md", ".markdown", ".mdx")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What links are judged by.

    ``exists`` tells of a path (with slashes, from the root of the set) whether a file or folder
    is there; None when that cannot be known. ``outline`` gives the headings of a text of the set,
    None when it has none.
    """

    exists: Callable[[str], bool | None]
    outline: Callable[[str], Outline | None]


def dead_links(outline: Outline, path: str, around: Surroundings) -> Iterator[Finding]:
    """Relative links of the text at ``path`` whose target is not there.

    Addresses, absolute paths and placeholders are left alone: what they mean depends on the site.
    """
    folder = path.rpartition("/")[0]
    for link in outline.links:
        target = link.target
        if _ELSEWHERE.match(target):
            continue
        file, mark, fragment = target.partition("#")
        if not file:
            if not outline.has_anchor(fragment):
                yield _no_anchor(path, link, fragment, path)
            continue
        there = _resolved(folder, unquote(file.partition("?")[0]), around)
        if there is None:
            continue
        if there == "":
            if not _PLACEHOLDER.search(target):
                yield _no_file(path, link, file)
        elif mark and there.endswith(_TEXTS):
            other = outline if there == path else around.outline(there)
            if other is not None and not other.has_anchor(fragment):
                yield _no_anchor(path, link, fragment, there)


def _resolved(folder: str, file: str, around: Surroundings) -> str | None:
    """The path that a link from ``folder`` means, "" when it is not there, None when unknowable."""
    path = joined(folder, file)
    if path is None:
        return None
    there = around.exists(path)
    if there is None:
        return None
    if there:
        return path
    for other in _spellings(path):
        if around.exists(other):
            return other
    return ""


def _spellings(path: str) -> Iterator[str]:
    """The files that sites serve under a path without ``.md``."""
    stem, dot, ending = path.rpartition(".")
    if dot and ending in {"html", "htm"}:
        yield f"{stem}.md"
    elif not path.endswith(_TEXTS):
        yield f"{path}.md"
        yield f"{path}/index.md"
        yield f"{path}/README.md"


def joined(folder: str, path: str) -> str | None:
    """``path`` as seen from ``folder``, without dots; None when it leaves the root."""
    path = path.removeprefix("./")
    if "./" not in path and not path.endswith(("/", "/.", "/..")) and path not in {".", ".."}:
        return f"{folder}/{path}" if folder else path
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def _no_file(path: str, link: Link, file: str) -> Finding:
    what = "image" if link.image else "link"
    return Finding(
        "link-dead",
        f"The {what} `{_short(link.target)}` leads nowhere: there is no `{_short(file)}`.",
        "Correct the path, or remove the link.",
        path,
        link.line,
    )


def _no_anchor(path: str, link: Link, fragment: str, there: str) -> Finding:
    where = "this text" if there == path else f"`{_short(there)}`"
    lacks = f"{where} has no `#{_short(fragment)}`"
    return Finding(
        "link-dead",
        f"The link `{_short(link.target)}` leads to no heading: {lacks}.",
        "Name a heading that is there, in small letters with hyphens.",
        path, link.line, 0, Severity.WARNING,
    )  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:97]}..."
