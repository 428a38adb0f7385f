"""Registers the tables of contracts with the journal."""

from __future__ import annotations

from django.apps import AppConfig


class ContractsApp(AppConfig):
    name = "dayline.contracts"
    label = "contracts"

    def ready(self) -> None:
        from dayline.contracts.fold import KINDS, fold
        from dayline.contracts.models import Published
        from dayline.journal.followers import follow

        # Records are judged by the text of their contract, and it holds nobody's words.
        follow("contracts", KINDS, fold, (Published,), kept=("contract.",))
