"""Publishing contracts: a version that is out never changes, a new one must be compatible."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import GatesClosed, InvalidInput
from dayline.base.findings import Severity
from dayline.contracts import library
from dayline.contracts.compat import Mode, compatible
from dayline.contracts.language import parse_contract
from dayline.contracts.queries import registry
from dayline.contracts.terms import Contract
from dayline.journal.actions import found_workspace
from dayline.journal.append import writing
from dayline.people.actions import join
from dayline.people.queries import SYSTEM, authorise, directory


def open_workspace(origin: str, at: datetime, *, handle: str, name: str, zone: str) -> Acting:
    """Found a workspace with its first person and the contracts that ship, all or nothing.

    Returns the context in which that person, its owner, acts.
    """
    with transaction.atomic():
        workspace = found_workspace(origin, at)
        founder = Acting(workspace, SYSTEM, at)
        person = join(founder, handle=handle, name=name, zone=zone, role="owner")
        publish_library(founder)
    return Acting(workspace, person, at)


def publish(acting: Acting, text: str, *, path: str = "", mode: str | None = None) -> Contract:
    """Release a contract version in the workspace.

    ``mode`` is the compatibility that it must keep with the versions before it; by default what
    the newest of them demands of its successors. Raises :class:`GatesClosed` with each breaking
    change and its remedy.
    """
    contract = parse_contract(text, path=path)
    with writing(acting) as pen:
        authorise(directory(acting.workspace), acting.actor, "owner")
        contracts = registry(acting.workspace)
        earlier = contracts.versions.get(contract.name, ())
        _check_number(contract, earlier)
        _check_prefix(contract, contracts.with_prefix(contract.prefix))
        wanted = mode or (contracts.modes[contract.name] if earlier else contract.compatibility)
        problems = [
            finding
            for finding in compatible(Mode(wanted), earlier, contract)
            if finding.severity is Severity.ERROR
        ]
        if problems:
            raise GatesClosed(
                f"{contract.ref} breaks with what is out, under {wanted}.",
                kept="Nothing was published.",
                do="Mend the changes below, or publish with another mode: --mode NONE.",
                findings=problems,
            )
        pen.add("contract.published", contract.name, _payload(contract, contract.compatibility))
    return contract


def publish_library(acting: Acting) -> list[str]:
    """Release every contract that ships with Dayline and is not out yet; returns their names."""
    with writing(acting) as pen:
        authorise(directory(acting.workspace), acting.actor, "owner")
        known = {
            contract.ref
            for versions in registry(acting.workspace).versions.values()
            for contract in versions
        }
        fresh = [
            contract
            for kind in library.released()
            for contract in library.history(kind)
            if contract.ref not in known
        ]
        for contract in fresh:
            pen.add("contract.published", contract.name, _payload(contract, contract.compatibility))
    return [contract.ref for contract in fresh]


def _payload(contract: Contract, mode: str) -> dict[str, Json]:
    return {
        "name": contract.name,
        "version": contract.version,
        "prefix": contract.prefix,
        "title": contract.title,
        "purpose": contract.purpose,
        "mode": mode,
        "text": contract.text,
    }


def _check_number(contract: Contract, earlier: tuple[Contract, ...]) -> None:
    expected = earlier[-1].version + 1 if earlier else 1
    if contract.version != expected:
        raise InvalidInput(
            f"{contract.ref} cannot come next: the next version is {expected}.",
            do=f"Write `version: {expected}`. A released version never changes.",
        )


def _check_prefix(contract: Contract, holder: Contract | None) -> None:
    if holder is not None and holder.name != contract.name:
        raise InvalidInput(
            f"The prefix {contract.prefix} belongs to {holder.name}.", do="Choose another prefix."
        )
