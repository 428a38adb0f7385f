"""The registry of one workspace: which contracts are in force, in which versions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dayline.base.errors import NotFound
from dayline.contracts.language import parse_contract
from dayline.contracts.terms import Contract
from dayline.journal.database import fetch, first_once, identity


@dataclass(frozen=True, slots=True)
class Registry:
    """Published contracts by name, each with its versions in ascending order."""

    versions: dict[str, tuple[Contract, ...]]
    modes: dict[str, str]

    def latest(self, name: str) -> Contract:
        """The newest version of a kind. Raises :class:`NotFound`."""
        found = self.versions.get(name)
        if not found:
            known = ", ".join(sorted(self.versions))
            raise NotFound(f"There is no contract called {name!r}.", do=f"Choose one of: {known}.")
        return found[-1]

    def named(self, reference: str) -> Contract:
        """``decision/1``, or ``decision`` for the newest. Raises :class:`NotFound`."""
        name, _, version = reference.partition("/")
        if not version:
            return self.latest(name)
        for contract in self.versions.get(name, ()):
            if str(contract.version) == version:
                return contract
        raise NotFound(
            f"There is no contract {reference!r}.", do="See what there is: dayline contract list."
        )

    def with_prefix(self, prefix: str) -> Contract | None:
        """The newest contract whose ids start with ``prefix``."""
        for versions in self.versions.values():
            if versions[-1].prefix == prefix:
                return versions[-1]
        return None


@dataclass(frozen=True, slots=True)
class InForce:
    """A published contract as a list shows it; its terms are not parsed for that."""

    name: str
    version: int
    prefix: str
    title: str
    purpose: str
    text: str

    @property
    def ref(self) -> str:
        """``decision/1``."""
        return f"{self.name}/{self.version}"


def in_force(workspace: int) -> list[InForce]:
    """Every published version, oldest first, by name."""
    rows = fetch(
        "SELECT name, version, prefix, title, purpose, text FROM contracts_published"
        " WHERE workspace = %s ORDER BY name, version",
        [workspace],
    )
    return [InForce(*row) for row in rows]


@lru_cache(maxsize=512)
def _parsed(text: str) -> Contract:
    return parse_contract(text)


_cached: dict[tuple[str, int], tuple[str, Registry]] = {}


def registry(workspace: int) -> Registry:
    """The contracts in force: one query when nothing was published since the last call."""
    newest = first_once(
        "SELECT leaf_hash FROM contracts_published WHERE workspace = %s ORDER BY idx DESC LIMIT 1",
        workspace,
    )
    edition = newest[0] if newest else None
    key = (identity(), workspace)
    held = _cached.get(key)
    if held is not None and held[0] == edition:
        return held[1]
    versions: dict[str, list[Contract]] = {}
    modes: dict[str, str] = {}
    for name, mode, text in fetch(
        "SELECT name, mode, text FROM contracts_published WHERE workspace = %s"
        " ORDER BY name, version",
        [workspace],
    ):
        versions.setdefault(name, []).append(_parsed(text))
        modes[name] = mode
    fresh = Registry({name: tuple(found) for name, found in versions.items()}, modes)
    if edition is not None:
        _cached[key] = (edition, fresh)
    return fresh
