"""Write the pages of docs/reference that say what the program itself knows.

python scripts/make_reference.py            write them
python scripts/make_reference.py --check    exit 1 and name the pages that are out of date
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import django

from dayline.contracts import library, reference
from dayline.contracts.terms import Clock, Contract, Move
from dayline.faces.cli import main as command_line

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
NOTICE = "<!-- Written by `make reference`; edit the program instead. -->\n"


def cli_page() -> Iterator[str]:
    """Every command with the help that it prints."""
    yield "# Commands"
    yield (
        "Exit codes: 0 all is well, 1 findings or a refusal, 2 misuse."
        " `dayline COMMAND --help` prints the same text."
    )
    root = _context(command_line.cli, "dayline", None)
    yield _help(root)
    for name in command_line.cli.list_commands(root):
        yield from _command(root, name)


def _command(parent: click.Context, name: str) -> Iterator[str]:
    command = parent.command.get_command(parent, name)  # type: ignore[attr-defined]
    context = _context(command, name, parent)
    yield f"## {context.command_path}"
    yield _help(context)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            yield from _command(context, inner)


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return command.make_context(
        name, [], parent, resilient_parsing=True, terminal_width=88, max_content_width=88
    )


def _help(context: click.Context) -> str:
    lines = (line.rstrip() for line in context.get_help().splitlines())
    return "```text\n" + "\n".join(lines).strip() + "\n```"


def kinds_page() -> Iterator[str]:
    """The kinds that ship: what each is for, its states, moves and clocks."""
    yield "# Kinds that ship"
    yield "`dayline contract show KIND` prints a contract, `dayline new KIND` opens a record."
    for contract in library.released().values():
        yield f"## {contract.title}"
        yield f"`{contract.name}/{contract.version}`, ids `{contract.prefix}-1`. {contract.purpose}"
        yield _states(contract)
        if contract.sections:
            yield "Sections: " + "; ".join(section.name for section in contract.sections) + "."
        yield _table(
            ("Move", "From", "To", "By", "Gates"), (_move(move) for move in contract.moves.values())
        )
        if contract.clocks:
            yield _table(
                ("Clock", "Starts", "Stops", "Within", "Of"),
                (_clock(clock) for clock in contract.clocks.values()),
            )


def _states(contract: Contract) -> str:
    described = (
        f"{name} (final)" if state.final else name for name, state in contract.states.items()
    )
    return f"States: {', '.join(described)}. A record starts as {contract.initial}."


def _move(move: Move) -> tuple[str, ...]:
    gates = (f"[{use.name}](contracts.md#{use.name})" for use in move.gates)
    return (move.name, ", ".join(move.sources), move.to, ", ".join(move.by), ", ".join(gates))


def _clock(clock: Clock) -> tuple[str, ...]:
    within = str(clock.within or clock.stated or clock.until)
    return (clock.name, ", ".join(clock.starts), ", ".join(clock.stops), within, clock.of)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def api_page() -> Iterator[str]:
    """Every operation of the API, with the scope that it needs."""
    document = _document()
    yield "# The API"
    yield (
        "Addresses begin with `/api/v1`. `/api/v1/openapi.json` says all of it to programs;"
        " [the guide](../guide/api.md) shows how it is used."
    )
    found: dict[str, list[tuple[str, ...]]] = {}
    for path, methods in document["paths"].items():
        for method, stated in methods.items():
            row = (
                f"`{method.upper()} {path.removeprefix('/api/v1')}`",
                stated["summary"],
                f"`{stated['x-scope']}`",
            )
            found.setdefault(stated["tags"][0], []).append(row)
    for tag in sorted(found):
        yield f"## {tag.title()}"
        yield _table(("Operation", "What it does", "Scope"), found[tag])
    yield "## Problems"
    yield "Each type of problem has a page at `/problems/CODE`."
    yield _table(("Status", "Code", "What it means"), _problems())


def _document() -> dict[str, Any]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dayline.project.web_settings")
    django.setup(set_prefix=False)
    from dayline.faces.api.api import document

    return document()


def _problems() -> list[tuple[str, ...]]:
    from dayline.faces.api.problem_kinds import KINDS, status_of_kind

    rows = [(str(status_of_kind(code)), f"`{code}`", one.means) for code, one in KINDS.items()]
    return sorted(rows)


def _joined(parts: Iterator[str]) -> str:
    return NOTICE + "\n" + "\n\n".join(parts) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "api.md": lambda: _joined(api_page()),
    "cli.md": lambda: _joined(cli_page()),
    "contracts.md": reference.page,
    "kinds.md": lambda: _joined(kinds_page()),
}


def main(arguments: list[str]) -> int:
    """Write or check every page; the exit code."""
    stale = []
    for name, page in PAGES.items():
        text = page()
        path = FOLDER / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            FOLDER.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"docs/reference/{name} is written.")
    if "--check" in arguments and stale:
        print(f"Out of date in docs/reference: {', '.join(stale)}. Run `make reference`.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
