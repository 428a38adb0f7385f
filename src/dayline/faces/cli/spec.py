"""``dayline spec``: is a piece of work handed out whole, and does its acceptance hold?"""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from dayline.faces.cli.session import open_session
from dayline.faces.cli.terminal import as_json, indented, note, safe

if TYPE_CHECKING:
    from dayline.base.findings import Finding
    from dayline.practices.spec.rules import Outcome


@click.group()
def spec() -> None:
    """Hand out work that somebody else can build and check without asking you."""


@spec.command()
@click.argument("ref", required=False)
@click.option("--pr-body", "body", type=click.File(encoding="utf-8"), metavar="FILE",
              help="Check a ticket or a pull request's text instead; - is stdin.")  # fmt: skip
@click.option("--in", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path),
              default=Path(), help="Where its checks run (default: here).")  # fmt: skip
@click.option("--allow", "allowed", multiple=True, metavar="COMMAND",
              help="A command that may run, word for word as the spec has it.")  # fmt: skip
@click.option("--timeout", type=click.IntRange(1, 3_600), default=60, show_default=True,
              help="Seconds that one check may take.")  # fmt: skip
@click.option("--json", "json_", is_flag=True, help="Print it for programs.")
def check(
    ref: str | None,
    body: IO[str] | None,
    folder: Path,
    allowed: tuple[str, ...],
    timeout: int,
    *,
    json_: bool,
) -> int:
    """Check a spec: is it whole, and do the commands of its acceptance exit with 0?

    A command runs only if you allow it word for word: a spec is text that somebody wrote. Exits
    with 1 when something is missing, fails, or was not run.

    \b
    dayline spec check S-12 --allow "pytest tests/postings/test_keys.py"
    dayline spec check --pr-body body.md
    """
    if (ref is None) == (body is None):
        raise click.UsageError("Give the id of a spec, or --pr-body FILE.")
    if body is not None:
        return _body(body.read(), getattr(body, "name", ""), json_=json_)
    session = open_session(to_write=False)
    from dayline.practices.spec import queries, rules
    from dayline.practices.spec.running import run_checks

    packet = queries.packet(session.workspace, str(ref), person=session.person)
    outcomes = run_checks(packet.checks, folder, allowed=allowed, timeout=timeout)
    unknown = [one for one in allowed if one not in packet.checks]
    good = not packet.findings and all(one.holds for one in outcomes)
    if json_:
        as_json(_values(packet.record.ref, packet.findings, outcomes))
        return 0 if good else 1
    _tell_findings(packet.findings)
    for one in outcomes:
        click.echo(f"{one.word:<8} {safe(one.command)}")
        if one.ran and not one.holds and one.output:
            click.echo(indented(one.output, 9))
    if any(not one.ran for one in outcomes):
        note("Allow what you trust, word for word: --allow COMMAND")
    for command in unknown:
        note(f"{packet.record.ref} has no check {safe(command)!r}.")
    word = rules.verdict(outcomes) if outcomes else "It names no command that proves it."
    whole = "It is whole. " if not packet.findings else ""
    click.echo(f"{packet.record.ref}: {whole}{word}")
    return 0 if good else 1


def _body(text: str, path: str, *, json_: bool) -> int:
    from dayline.practices.spec import rules

    found = rules.packet_findings(text, path=path, specs=_states(text))
    if json_:
        as_json(_values("", found, ()))
    else:
        _tell_findings(found)
        if not found:
            click.echo("It is whole: somebody else can build it and check it.")
    return 1 if found else 0


def _states(text: str) -> dict[str, str]:
    """What the workspace knows of the specs that the text names; nothing where there is none."""
    from dayline.base.errors import DaylineError
    from dayline.practices.spec.rules import named_in

    if not named_in(text):
        return {}
    try:
        session = open_session(to_write=False)
        from dayline.practices.spec.queries import states

        return states(session.workspace, text, person=session.person)
    except DaylineError:
        return {}


def _values(ref: str, findings: Any, outcomes: Any) -> dict[str, Any]:
    found: list[Finding] = list(findings)
    ran: list[Outcome] = list(outcomes)
    return {
        "ref": ref,
        "findings": [
            {"line": one.line, "message": one.message, "remedy": one.remedy} for one in found
        ],
        "checks": [{"command": one.command, "outcome": one.word, "exit": one.ended} for one in ran],
    }


def _tell_findings(findings: Any) -> None:
    for one in findings:
        click.echo(f"{one.place}: {safe(one.message)}")
        click.secho(indented(one.remedy, 4), dim=True)
