"""Contract files that stand beside one another: ``v1.yaml``, ``v2.yaml`` in one folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dayline.base.errors import DaylineError
from dayline.base.findings import Finding
from dayline.contracts.compat import Mode, compatible
from dayline.contracts.language import parse_contract
from dayline.contracts.terms import Contract

_VERSION = re.compile(r"v[1-9][0-9]{0,5}\.ya?ml")


def earlier_versions(contract: Contract, path: Path) -> tuple[Contract, ...]:
    """The versions before ``contract`` that stand beside its file, oldest first.

    A neighbour that cannot be read is passed over: linting it says why.
    """
    found = (one for one in _beside(path) if one.name == contract.name)
    return tuple(
        sorted(
            (one for one in found if one.version < contract.version), key=lambda one: one.version
        )
    )


def _beside(path: Path) -> Iterator[Contract]:
    for other in sorted(path.parent.iterdir()):
        if other.name == path.name or not _VERSION.fullmatch(other.name):
            continue
        try:
            yield parse_contract(other.read_text(encoding="utf-8"), path=str(other))
        except (DaylineError, OSError, UnicodeDecodeError):
            continue


def succession_faults(contract: Contract, path: Path) -> list[Finding]:
    """What publishing ``contract`` after the versions beside its file would refuse or warn of.

    The compatibility to keep is what the newest of them demands of its successors.
    """
    earlier = earlier_versions(contract, path)
    return compatible(Mode(earlier[-1].compatibility), earlier, contract) if earlier else []
