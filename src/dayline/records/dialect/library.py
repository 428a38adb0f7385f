"""The dialects that ship, and those that a repository adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from dayline.base.errors import NotFound
from dayline.records.dialect.model import Dialect
from dayline.records.dialect.parsing import parse_dialect

NAMES = (
    "native", "eip", "frontmatter-rfc", "kep", "log4brains", "madr2", "madr3", "madr4", "nygard",
    "pep", "plain", "rust-rfc",
)  # fmt: skip
"""The dialects that ship with Dayline."""


def source(name: str) -> str:
    """The YAML of a dialect that ships. Raises :class:`NotFound`."""
    if name not in NAMES:
        raise NotFound(
            f"There is no dialect called {name!r}.", do=f"Use one of: {', '.join(NAMES)}."
        )
    return (files("dayline.records") / "dialects" / f"{name}.yaml").read_text(encoding="utf-8")


@cache
def named(name: str) -> Dialect:
    """The dialect called ``name``, compiled once. Raises :class:`NotFound`."""
    return parse_dialect(source(name), path=f"dialects/{name}.yaml")


@cache
def released() -> Mapping[str, Dialect]:
    """Every dialect that ships, by name."""
    return {name: named(name) for name in NAMES}


def extended(own: Iterable[Dialect]) -> Mapping[str, Dialect]:
    """The dialects that ship and a team's ``own``, which win by name."""
    return {**released(), **{dialect.name: dialect for dialect in own}}
