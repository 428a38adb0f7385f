"""Links inside a set of documents: to files that are not there, to anchors that are not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from dayline.base.findings import Finding, Severity
from dayline.base.outline import Link
from dayline.base.places import LinkPlace

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\?]|$")
_PLACEHOLDER = re.compile(r"[{}<>|\n]|\.\.\.|…")
_TEXTS = (".md", ".markdown", ".mdx")

Exists = Callable[[str], bool | None]
"""Whether a path from the root of the set names a file or folder; None when it cannot be known."""


class Goal(NamedTuple):
    """Where a link of the set leads: the text at ``path`` and a fragment in it."""

    path: str
    fragment: str


class Doubt(NamedTuple):
    """A link that may be dead: there is no such file, or ``goal`` is still to be looked at."""

    target: str
    goal: Goal | None


def doubts(targets: Iterable[str], path: str, exists: Exists) -> list[Doubt]:
    """The links of the text at ``path`` that lead to no file, or to a fragment of a text.

    Addresses and absolute paths are left alone: what they mean depends on the site.
    """
    folder = path.rpartition("/")[0]
    found = []
    for target in targets:
        if _ELSEWHERE.match(target):
            continue
        file, _, fragment = target.partition("#")
        if not file:
            found.append(Doubt(target, Goal(path, fragment)))
            continue
        there = _resolved(folder, unquote(file.partition("?")[0]), exists)
        if there == "" and not _PLACEHOLDER.search(unquote(target)):
            found.append(Doubt(target, None))
        elif there and fragment and there.endswith(_TEXTS):
            found.append(Doubt(target, Goal(there, fragment)))
    return found


def _resolved(folder: str, file: str, exists: Exists) -> str | None:
    """The path that a link from ``folder`` means, "" when it is not there, None when unknowable."""
    path = joined(folder, file)
    there = exists(path)
    if there is None:
        return None
    if there:
        return path or None
    return next((other for other in _spellings(path) if exists(other)), "")


def _spellings(path: str) -> Iterable[str]:
    """The files that sites serve under a path without ``.md``."""
    stem, dot, ending = path.rpartition(".")
    if dot and ending in {"html", "htm"}:
        return (f"{stem}.md",)
    if path.endswith(_TEXTS):
        return ()
    return (f"{path}.md", f"{path}/index.md", f"{path}/README.md")


def joined(folder: str, path: str) -> str:
    """``path`` as seen from ``folder``, without dots; it begins with ``..`` above the root."""
    path = path.removeprefix("./")
    if "./" not in path and not path.endswith(("/", "/.", "/..")) and path not in {".", ".."}:
        return f"{folder}/{path}" if folder else path
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def dead_links(
    places: Iterable[LinkPlace | Link], path: str, dead: Mapping[Doubt, str | None]
) -> list[Finding]:
    """The findings for those links among ``places`` that are ``dead``.

    ``dead`` maps each to the anchor that is most like its fragment, "" when there is none; to
    None when the file itself is missing.
    """
    targets = {unquote(doubt.target): (doubt, near) for doubt, near in dead.items()}
    found = []
    for link in places:
        doubt, near = targets.get(unquote(link.target), (None, None))
        if doubt is not None:
            found.append(
                _no_anchor(path, link, doubt, near or "") if doubt.goal else _no_file(path, link)
            )
    return found


def _no_file(path: str, link: LinkPlace | Link) -> Finding:
    what = "image" if link.image else "link"
    file = link.target.partition("#")[0]
    return Finding(
        "link-dead",
        f"The {what} `{_short(link.target)}` leads nowhere: there is no `{_short(file)}`.",
        "Correct the path, or remove the link.",
        path,
        link.line,
    )


def _no_anchor(path: str, link: LinkPlace | Link, doubt: Doubt, near: str) -> Finding:
    there, fragment = doubt.goal or Goal(path, "")
    where = "this text" if there == path else f"`{_short(there)}`"
    lacks = f"{where} has no `#{_short(fragment)}`"
    remedy = f"Write `#{near}`." if near else "Name a heading that is there."
    return Finding(
        "link-dead",
        f"The link `{_short(link.target)}` leads to no heading: {lacks}.",
        remedy,
        path,
        link.line,
        0,
        Severity.NOTE if near else Severity.WARNING,
    )


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:197]}..."
