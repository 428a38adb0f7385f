"""``dayline incident``: note what happens with few keystrokes, read oneself in, settle claims."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import click

from dayline.faces.cli.incident_review import COMMANDS, standing_of
from dayline.faces.cli.remote import or_remote
from dayline.faces.cli.session import now, open_session
from dayline.faces.cli.terminal import as_json, indented, note, safe, table, when

if TYPE_CHECKING:
    from dayline.practices.incident.queries import Standing
    from dayline.practices.incident.timeline import Event


_AGO = re.compile(r"-\d{1,4}[mh]\b")


class _Said(click.Command):
    """Takes words that begin with ``-5m`` for words, and not for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = next((n for n, word in enumerate(args) if _AGO.match(word)), None)
        if first is not None and args[first - 1 : first] != ["--at"] and "--" not in args[:first]:
            args = [*args[:first], "--", *args[first:]]
        return super().parse_args(ctx, args)


@click.group()
def incident() -> None:
    """Write down what goes wrong while it happens, and learn from it in thirty minutes."""


@incident.command("declare")
@click.argument("title")
@click.option("--severity", type=click.Choice(["minor", "major", "critical"]), default=None)
@click.option("--area", multiple=True, metavar="AREA", help="What is broken, as far as you know.")
@click.option("--visibility", default="workspace", help="workspace, restricted, team:@london ...")
@or_remote("remote_incidents:declare")
def declare(title: str, severity: str | None, area: tuple[str, ...], visibility: str) -> None:
    """Open an incident that you lead; its clocks run from now.

    \b
    dayline incident declare "Payments are posted twice" --severity critical --area ledger
    """
    session = open_session()
    from dayline.practices.incident import actions

    made = actions.declare(
        session.acting, title, severity=severity or "", area=area, visibility=visibility
    )
    click.echo(made.ref)
    note(f"Note what happens: dayline incident note {made.ref} WORDS")


@incident.command("note", cls=_Said)
@click.argument("ref")
@click.argument("words", nargs=-1)
@click.option("--at", metavar="TIME", help="When it happened: 18:24 (UTC), -5m, or an instant.")
@click.option("--correct", "corrects", default="", metavar="N41", help="The line it corrects.")
@click.option("--offline", is_flag=True, help="Keep it on this machine; incident sync sends it.")
def note_(
    ref: str, words: tuple[str, ...], at: str | None, corrects: str, *, offline: bool
) -> None:
    """Add a line to the timeline. Without WORDS, each line of stdin is one, as soon as it comes.

    A line may begin with its time. Where the server cannot be reached, the lines are kept on this
    machine with their time, and go out with the next one.

    \b
    dayline incident note I-3 page answered
    dayline incident note I-3 "18:24 page answered"
    tail -f alerts.txt | dayline incident note I-3
    """
    from dayline.faces.cli.incident_lines import Lines

    lines = Lines(ref, at=at, corrects=corrects, offline=offline)
    if words:
        lines.add(" ".join(words))
        return
    if sys.stdin.isatty():
        note("One line for each event; a line may begin with its time. End with Ctrl-D.")
    for line in sys.stdin:
        if line.strip():
            lines.add(line)


@incident.command()
@click.option("--list", "lists", is_flag=True, help="Show what waits, and send nothing.")
def sync(*, lists: bool) -> None:
    """Send what was noted without a network; what had arrived is not added again."""
    from dayline.faces.cli.incident_lines import send_kept, waiting

    if lists:
        for one in waiting():
            click.echo(f"{one.ref}  {when(one.at)}  {safe(one.text)}")
        return
    click.echo(f"{send_kept()} lines were sent.")


@incident.command("list")
@click.option("--closed", is_flag=True, help="The last closed ones instead.")
@click.option("--json", "json_", is_flag=True, help="Print them for programs.")
def list_(*, closed: bool, json_: bool) -> None:
    """List incidents that are not closed."""
    session = open_session(to_write=False)
    from dayline.practices.incident import queries

    found = queries.listed(session.workspace, person=session.person, closed=closed)
    if json_:
        as_json([{"ref": one.ref, "title": one.title, "state": one.state} for one in found])
        return
    rows = [
        (
            one.ref, one.state, str(one.fields.get("severity") or ""),
            str(one.fields.get("owner") or ""), one.title,
        )
        for one in found
    ]  # fmt: skip
    table(rows, heads=("Id", "State", "Severity", "Lead", "Title"), flexible=4)
    if not rows:
        click.echo("No incident is closed yet." if closed else "Nothing is going wrong.")


@incident.command()
@click.argument("ref")
@click.option("--json", "json_", is_flag=True, help="Print it for programs.")
@or_remote("remote_incidents:show")
def show(ref: str, *, json_: bool) -> None:
    """Read yourself in: where an incident stands now, on one screen."""
    known = standing_of(ref)
    if json_:
        from dayline.faces.telling_incidents import standing_told

        as_json(standing_told(known, now()))
        return
    record = known.record
    click.secho(f"{record.ref}  {safe(record.title)}", bold=True)
    click.echo(indented(known.sentence, 0))
    for name, at in (("Began", "started_at"), ("Known", "aware_at"), ("Stopped", "mitigated_at")):
        if moment := known.instant(at):
            click.echo(f"{name:<8} {when(moment)} UTC")
    for one in known.deadlines:
        due = f"{when(one.due_at)} UTC" if one.due_at else "paused"
        click.echo(f"{'Due':<8} {due}  {one.clock}")
    if known.impact:
        click.echo(indented(known.impact, 0))
    if known.latest:
        click.secho("\nLatest first", dim=True)
        _tell_events(known.latest)
    _tell_claims(known)
    _tell_actions(known)


@incident.command()
@click.argument("ref")
@click.option("--json", "json_", is_flag=True, help="Print it for programs.")
@or_remote("remote_incidents:timeline")
def timeline(ref: str, *, json_: bool) -> None:
    """Print the timeline, merged by when things happened, with the ids of its lines."""
    known = standing_of(ref)
    if json_:
        from dayline.faces.telling_incidents import event_told

        as_json([event_told(one) for one in known.events])
        return
    _tell_events(known.events)
    for row in known.backwards:
        note(f"Line {row.line} of the text goes back in time: {safe(row.stamp)} {safe(row.event)}")


def _tell_events(events: list[Event]) -> None:
    rows: list[Any] = []
    for one in events:
        words = "(erased)" if one.text is None else one.text
        rows.append((one.stamp, one.id, one.by, words))
        rows += [("", "", "first" if not n else "then", f"{old.text}, by {old.author}")
                 for n, old in enumerate(one.before)]  # fmt: skip
    table(rows, heads=("UTC", "Line", "By", "Event"), flexible=3)


def _tell_claims(known: Standing) -> None:
    if known.claims:
        click.secho("\nClaims", dim=True)
    for claim in known.claims:
        who = f"{claim.author}: " if claim.author else ""
        click.echo(indented(f"{claim.number}. ({claim.mark or 'open'}) {who}{claim.statement}", 0))
    if known.share is not None:
        share = known.share
        click.echo(f"{share.before} of {share.final} stood at minute 0 of the review.")


def _tell_actions(known: Standing) -> None:
    if known.actions:
        click.secho("\nActions", dim=True)
    for one in known.actions:
        mark = "x" if one.done else " "
        click.echo(
            indented(f"[{mark}] {one.owner or 'nobody'} {one.due or 'no day'}: {one.text}", 0)
        )


for _command in COMMANDS:
    incident.add_command(_command)
