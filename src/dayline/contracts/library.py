"""The kinds that ship: ``library/<kind>/v<N>.yaml`` and a worked example beside each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from dayline.base.errors import NotFound
from dayline.base.heads import split
from dayline.contracts.language import parse_contract
from dayline.contracts.terms import Contract

_VERSION_FILE = re.compile(r"v([1-9][0-9]{0,5})\.yaml")


def _shelf() -> Traversable:
    return files("dayline.contracts").joinpath("library")


def texts() -> dict[tuple[str, int], str]:
    """The text of each released file by kind and version, unparsed."""
    found = {}
    for folder in sorted(_shelf().iterdir(), key=lambda entry: entry.name):
        for entry in folder.iterdir() if folder.is_dir() else ():
            if match := _VERSION_FILE.fullmatch(entry.name):
                # Not read_text: the digest is of the bytes, line endings and all.
                found[folder.name, int(match[1])] = entry.read_bytes().decode("utf-8")
    return dict(sorted(found.items()))


@cache
def history(kind: str) -> tuple[Contract, ...]:
    """Every released version of ``kind``, oldest first; empty when there is no such kind."""
    return tuple(
        parse_contract(text, path=f"library/{name}/v{version}.yaml")
        for (name, version), text in texts().items()
        if name == kind
    )


@cache
def released() -> Mapping[str, Contract]:
    """The newest version of each kind, by name. Read once."""
    kinds = sorted({name for name, _ in texts()})
    return MappingProxyType({kind: history(kind)[-1] for kind in kinds})


def example(kind: str, version: int | None = None) -> str:
    """The worked example of a kind (of its newest version by default), Markdown.

    An example of one version stands in ``example-v<N>.md``; else ``example.md`` serves all.
    Raises :class:`NotFound`.
    """
    wanted = version or max((number for name, number in texts() if name == kind), default=0)
    for name in (f"example-v{wanted}.md", "example.md"):
        entry = _shelf().joinpath(kind, name)
        if (kind, wanted) in texts() and entry.is_file():
            return entry.read_bytes().decode("utf-8")
    raise NotFound(
        f"There is no worked example of {kind}/{wanted}.",
        do="`dayline contract list` shows the kinds that ship.",
    )


@cache
def examples() -> Mapping[str, tuple[str, str]]:
    """Every worked example by its id: the kind and the text. Together they tell one story."""
    found: dict[str, tuple[str, str]] = {}
    for kind in released():
        for entry in sorted(_shelf().joinpath(kind).iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith(".md"):
                text = entry.read_text(encoding="utf-8")
                found[str(split(text).fields["id"])] = (kind, text)
    return MappingProxyType(found)
