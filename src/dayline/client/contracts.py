"""The API on contracts: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict, cast

from dayline.client.transport import Transport


class Change(TypedDict):
    """A change between two contracts, and for whom it breaks."""

    kind: str
    where: str
    message: str
    remedy: str
    breaks: list[str]
    question: str
    line: int


class Changes(TypedDict):
    """What changes for readers between two contracts."""

    old: str
    new: str
    items: list[Change]


class ContractText(TypedDict):
    """A contract text that is to be compared."""

    text: str


class Contract(TypedDict):
    """A contract with its text."""

    contract: str
    name: str
    version: int
    prefix: str
    title: str
    purpose: str
    text: str
    versions: list[int]


class Usage(TypedDict):
    """Which records fill a field."""

    field: str
    records: list[str]


class Usages(TypedDict):
    """Which records use which fields of a contract."""

    contract: str
    items: list[Usage]


class ContractHead(TypedDict):
    """A published contract, without its terms."""

    contract: str
    name: str
    version: int
    prefix: str
    title: str
    purpose: str


class Contracts(TypedDict):
    """Every published version, by name, oldest first."""

    items: list[ContractHead]
    next: str | None


class NewContract(TypedDict):
    """A contract version to release; it never changes again."""

    text: str
    mode: NotRequired[str | None]


class ContractsOperations(Transport):
    """Operations on contracts."""

    def compare_contract(
        self, name: str, body: ContractText, *, idempotency_key: str | None = None
    ) -> Changes:
        """Show what a contract text would change against the newest version. Changes nothing."""
        return cast(
            "Changes",
            self.request(
                "POST",
                f"/api/v1/contracts/{self.quoted(name)}/comparison",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def diff_contracts(
        self, name: str, *, old: int, new: int, if_none_match: str | None = None
    ) -> Changes:
        """Show what changes for readers between two versions of a contract."""
        return cast(
            "Changes",
            self.request(
                "GET",
                f"/api/v1/contracts/{self.quoted(name)}/diff",
                query={"old": old, "new": new},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def get_contract(
        self, name: str, *, version: int | None = None, if_none_match: str | None = None
    ) -> Contract:
        """Read a contract with its text; by default its newest version."""
        return cast(
            "Contract",
            self.request(
                "GET",
                f"/api/v1/contracts/{self.quoted(name)}",
                query={"version": version},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def get_usage(
        self, name: str, *, field: str | None = None, if_none_match: str | None = None
    ) -> Usages:
        """List which records that you may see fill which fields of a contract."""
        return cast(
            "Usages",
            self.request(
                "GET",
                f"/api/v1/contracts/{self.quoted(name)}/usage",
                query={"field": field},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def list_contracts(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        if_none_match: str | None = None,
    ) -> Contracts:
        """List every contract version in force."""
        return cast(
            "Contracts",
            self.request(
                "GET",
                "/api/v1/contracts",
                query={"cursor": cursor, "limit": limit},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def publish_contract(
        self, body: NewContract, *, idempotency_key: str | None = None
    ) -> ContractHead:
        """Release a contract version. It never changes again, and must keep what others rely
        on
        """
        return cast(
            "ContractHead",
            self.request(
                "POST", "/api/v1/contracts", headers={"Idempotency-Key": idempotency_key}, body=body
            ).json(),
        )
