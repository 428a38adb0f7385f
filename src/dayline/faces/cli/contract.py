"""``dayline contract``: the registry of how people write to one another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dayline.base.errors import DaylineError, NotFound
from dayline.faces.cli.session import Session, open_session
from dayline.faces.cli.terminal import as_json, note, safe, table

if TYPE_CHECKING:
    from dayline.contracts.queries import InForce
    from dayline.contracts.terms import Contract

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _session() -> Session | None:
    """The workspace, or None where there is none: the library serves as well."""
    try:
        return open_session(to_write=False)
    except DaylineError:
        return None


def _contracts() -> dict[str, tuple[Contract, ...]]:
    session = _session()
    if session is None:
        from dayline.contracts import library

        return {name: library.history(name) for name in library.released()}
    from dayline.contracts.queries import registry

    return registry(session.workspace).versions


@click.group()
def contract() -> None:
    """List, show, lint, diff and publish contracts."""


@contract.command("list")
@click.option("--json", "json_", is_flag=True, help="Print the list for programs.")
def list_(*, json_: bool) -> None:
    """List the contracts in force, by purpose."""
    newest = {one.name: one for one in _in_force()}
    rows = [(one.prefix, one.ref, one.purpose) for one in newest.values()]
    if json_:
        as_json([dict(zip(("prefix", "contract", "purpose"), row, strict=True)) for row in rows])
    else:
        table(rows, heads=("ID", "CONTRACT", "WHAT IT IS FOR"), flexible=2)


def _in_force() -> list[InForce]:
    """What the workspace has published; without one, what ships."""
    from dayline.contracts import queries

    session = _session()
    if session is not None:
        return queries.in_force(session.workspace)
    return [
        queries.InForce(one.name, one.version, one.prefix, one.title, one.purpose, one.text)
        for name, versions in _contracts().items()
        for one in versions
        if name
    ]


@contract.command()
@click.argument("name")
@click.option("--example", is_flag=True, help="A worked example instead.")
def show(name: str, *, example: bool) -> None:
    """Print a contract, or a worked example of it. NAME is decision or decision/1."""
    from dayline.contracts import library

    if example:
        click.echo(library.example(name.partition("/")[0]))
        return
    found = [one for one in _in_force() if name in (one.name, one.ref)]
    if not found:
        raise NotFound(f"There is no contract {name!r}.", do="See: dayline contract list.")
    click.echo(found[-1].text, nl=False)


@contract.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
def lint(files: tuple[Path, ...]) -> int:
    """Check contract files: errors name file, line and remedy.

    Where earlier versions stand beside a file (v1.yaml, v2.yaml), what breaks with them is told.
    """
    from dayline.base.findings import Finding, Severity
    from dayline.contracts.beside import succession_faults
    from dayline.contracts.language import parse_contract
    from dayline.contracts.lint import lint_contract

    findings: list[Finding] = []
    for path in files:
        try:
            read = parse_contract(path.read_text(encoding="utf-8"), path=str(path))
            findings += [*lint_contract(read), *succession_faults(read, path)]
        except DaylineError as error:
            findings += error.findings
    for finding in findings:
        click.echo(f"{finding.place}: {finding.severity}: {safe(finding.message)}")
        click.secho(f"    {safe(finding.remedy)}", dim=True)
    bad = any(finding.severity is Severity.ERROR for finding in findings)
    if not findings:
        click.echo(f"{len(files)} contract{'s' if len(files) > 1 else ''}: nothing to mend.")
    return 1 if bad else 0


@contract.command()
@click.argument("old")
@click.argument("new")
@click.option("--json", "json_", is_flag=True, help="Print the changes for programs.")
def diff(old: str, new: str, *, json_: bool) -> None:
    """Show what changes for readers between two contracts.

    OLD and NEW are files, or names such as handoff/1.
    """
    from dayline.contracts.compat import changes

    found = changes(_contract_at(old), _contract_at(new))
    if json_:
        as_json(
            [
                {
                    "kind": change.kind,
                    "where": change.where,
                    "breaks": sorted(change.breaks),
                    "question": change.question,
                    "line": change.line,
                }
                for change in found
            ]
        )
        return
    if not found:
        click.echo("Nothing changes for readers.")
    for change in found:
        breaks = f"breaks {' and '.join(sorted(change.breaks))}" if change.breaks else "compatible"
        click.echo(f"{change.where}: {change.kind.replace('-', ' ')} ({breaks})")
        if change.question:
            asked = change.question.replace("{ref}", "the record")
            click.secho(f"    To ask of each record: {asked}", dim=True)


def _contract_at(place: str) -> Contract:
    from dayline.contracts.language import parse_contract

    path = Path(place)
    if path.is_file():
        return parse_contract(path.read_text(), path=place)
    name, _, version = place.partition("/")
    versions = _contracts().get(name, ())
    for candidate in versions:
        if not version or str(candidate.version) == version:
            return candidate
    from dayline.base.errors import NotFound

    raise NotFound(
        f"There is no contract {place!r}.", do="Name a file, or see: dayline contract list."
    )


@contract.command()
@click.argument("file", type=FILE)
@click.option("--mode", help="Keep this compatibility instead (NONE, BACKWARD, FULL ...).")
def publish(file: Path, mode: str | None) -> None:
    """Release a contract version in the workspace. It never changes again."""
    session = open_session()
    from dayline.contracts.actions import publish as release

    released = release(session.acting, file.read_text(), path=str(file), mode=mode)
    click.echo(f"{released.ref} is published.")


@contract.command()
@click.argument("name")
@click.argument("field", required=False)
@click.option("--json", "json_", is_flag=True, help="Print the result for programs.")
def usage(name: str, field: str | None, *, json_: bool) -> None:
    """Tell which records are written under a contract, and which use a field of it."""
    session = open_session()
    from dayline.records.usage import field_usage

    used = field_usage(session.workspace, name.partition("/")[0], person=session.person)
    if field:
        used = {key: refs for key, refs in used.items() if key == field}
    if json_:
        as_json(used)
        return
    rows = [(key, str(len(refs)), " ".join(refs)) for key, refs in used.items()]
    table(rows, heads=("FIELD", "RECORDS", ""), flexible=2)
    if not rows:
        note("No record uses it.")


@contract.command()
@click.argument("file", type=FILE)
@click.option("--json", "json_", is_flag=True, help="Print the questions for programs.")
def questions(file: Path, *, json_: bool) -> None:
    """List what a new version asks of a person, record by record, before it can be adopted."""
    from dayline.contracts.language import parse_contract
    from dayline.records.usage import questions as per_record

    session = open_session(to_write=False)
    new = parse_contract(file.read_text(), path=str(file))
    found = per_record(session.workspace, new, person=session.person)
    if json_:
        as_json(found)
        return
    for ref, asked in found.items():
        for question in asked:
            click.echo(f"{ref}  {safe(question)}")
    if not found:
        note("No record needs anybody's word.")
