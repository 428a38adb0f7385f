"""Folders of decisions that tests ask."""

from __future__ import annotations

from pathlib import Path


def folder(root: Path) -> Path:
    (root / "0001-use-postgres.md").write_text(
        "# 1. Use PostgreSQL\n\nDate: 2024-01-10\n\n## Status\n\n"
        "Superseded by [2](0002-use-sqlite.md)\n\n"
        "## Context\n\nWe need a database for the orders.\n\n## Decision\n\nOrders are stored in"
        " PostgreSQL because the team knows it.\n"
    )
    (root / "0002-use-sqlite.md").write_text(
        "# 2. Use SQLite\n\nDate: 2025-06-01\n\n## Status\n\nAccepted\n\n"
        "Supersedes [1](0001-use-postgres.md)\n\n## Context\n\nOrders are few.\n"
        "\n## Decision\n\nOrders are stored in SQLite because"
        " one file is easy to back up.\n"
    )
    return root


def decision(number: int, title: str, status: str, said: str) -> str:
    return (
        f"# {number}. {title}\n\nDate: 2024-01-0{number}\n\n## Status\n\n{status}\n\n## Context\n\n"
        f"Events are many.\n\n## Decision\n\n{said}\n\n## Consequences\n\nNone.\n"
    )
