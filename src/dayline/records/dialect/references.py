"""References to records: as words (``RFC 12``), as numbers, as file names and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dayline.records.dialect.names import FileNames, RefPatterns

_SEPARATE = re.compile(r"[,;/\n]|\band\b|&")


class Refs(NamedTuple):
    """How references are read: the prefix of their numbers, words before them, file names."""

    prefix: str
    patterns: RefPatterns
    files: FileNames


_LINK = re.compile(r"\[(?P<text>[^\[\]\n]*)\]\((?P<target>[^()\s]+)\)")


def refs_in(text: str, refs: Refs, *, bare: bool = False) -> Iterator[str]:
    """The records that ``text`` names, in order. ``bare`` also reads numbers that stand alone."""
    linked: list[str] = []

    def taken(link: re.Match[str]) -> str:
        ref = ref_of_target(link["target"], refs)
        if ref:
            linked.append(ref)
        return " " if ref else link[0]

    rest = _LINK.sub(taken, text)
    yield from linked
    for entry in _SEPARATE.split(rest) if bare and "/keps/" not in rest else [rest]:
        word = entry.strip().strip("\"'`*_[]()")
        if bare and word.isascii() and word.isdigit() and len(word) < 10:
            yield f"{refs.prefix}-{int(word)}"
            continue
        found = refs.patterns.mention.search(entry)
        ref = f"{refs.prefix}-{int(found[found.lastgroup or 0])}" if found else ""
        ref = ref or ref_of_target(word, refs)
        if ref:
            yield ref


def ref_of_target(target: str, refs: Refs) -> str:
    """The record that a link's target names by its file name or address, or ""."""
    number = refs.patterns.number_in(target)
    if number is not None:
        return f"{refs.prefix}-{number}"
    bare = target.partition("#")[0].partition("?")[0]
    if "://" in bare and not refs.patterns.paths:
        return ""
    return ref_of_file(bare, refs.files, refs.prefix) if "://" not in bare else ""


def ref_of_file(path: str, files: FileNames, prefix: str) -> str:
    """The record that a path is by its name: ``ADR-12``, the slug when it has no number, or ""."""
    found = files.any_record(path)
    if not found:
        return ""
    number = found.groupdict().get("number")
    if number is not None:
        return f"{prefix}-{int(number)}"
    return path.rpartition("/")[2].rpartition(".")[0]
