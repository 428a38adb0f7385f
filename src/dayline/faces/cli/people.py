"""``dayline person`` and ``dayline team``: who is here and what they own."""

from __future__ import annotations

from collections.abc import Sequence

import click

from dayline.faces.cli import calendars, team_diff
from dayline.faces.cli.aliases import VERBS, Forgiving
from dayline.faces.cli.session import Session, open_session
from dayline.faces.cli.terminal import as_json, note, table


@click.group(cls=Forgiving, invoke_without_command=True)
@click.option("--json", "json_", is_flag=True, help="Print the list for programs.")
@click.pass_context
def person(ctx: click.Context, *, json_: bool) -> None:
    """List people, or add one."""
    if ctx.invoked_subcommand:
        return
    people = open_session(to_write=False).people.people.values()
    rows = [
        (f"@{one.handle}", one.name, one.role, one.zone, "" if one.active else "left")
        for one in people
    ]
    if json_:
        as_json(
            [
                dict(zip(("handle", "name", "role", "zone", "note"), row, strict=True))
                for row in rows
            ]
        )
    else:
        table(rows, heads=("HANDLE", "NAME", "ROLE", "ZONE", ""), flexible=1)


@person.command("add")
@click.argument("handle")
@click.option("--name", required=True)
@click.option("--zone", help="Such as Europe/London (default: this machine's).")
@click.option("--role", default="member", show_default=True)
@click.option("--email", default="")
@click.option(
    "--agent", is_flag=True, help="An agent, which acts only with the rights it is given."
)
def add_person(
    handle: str, name: str, zone: str | None, role: str, email: str, *, agent: bool
) -> None:
    """Add a person or an agent to the workspace."""
    session = open_session()
    from dayline.faces.cli.machine_zone import zone_or_machine
    from dayline.people.actions import join

    taken, why = zone_or_machine(zone)
    identity = join(
        session.acting,
        handle=handle,
        name=name,
        email=email,
        zone=taken,
        role=role,
        sort="agent" if agent else "human",
    )
    own = handle.removeprefix("@")
    click.echo(f"@{own} is {identity}")
    if why and not agent:
        note(f"In {taken}, {why}. Another: dayline person change @{own} --zone ZONE")


class Teams(Forgiving):
    """Teams are formed, where people are added."""

    ALSO = {name: "form" if verb == "add" else verb for name, verb in VERBS.items()} | {
        "add": "form"
    }


@click.group(cls=Teams, invoke_without_command=True)
@click.option("--json", "json_", is_flag=True, help="Print the list for programs.")
@click.pass_context
def team(ctx: click.Context, *, json_: bool) -> None:
    """List teams, or form one."""
    if ctx.invoked_subcommand:
        return
    people = open_session(to_write=False).people
    found = [
        {
            "handle": f"@{one.handle}",
            "name": one.name,
            "zone": one.zone,
            "members": sorted(people.handle(member) for member in one.members),
            "areas": {name: list(paths) for name, paths in one.areas},
        }
        for one in people.teams.values()
    ]
    if json_:
        as_json(found)
        return
    rows = [
        (one["handle"], one["name"], one["zone"], " ".join(one["members"]), " ".join(one["areas"]))
        for one in found
    ]
    table(rows, heads=("TEAM", "NAME", "ZONE", "MEMBERS", "AREAS"), flexible=3)  # type: ignore[arg-type]


@team.command("form")
@click.argument("handle")
@click.option("--name", required=True)
@click.option(
    "--zone", help="Such as Asia/Singapore (default: that of its first lead, else member)."
)
@click.option("--member", "members", multiple=True, metavar="@HANDLE")
@click.option("--lead", "leads", multiple=True, metavar="@HANDLE")
@click.option("--area", "areas", multiple=True, metavar="NAME=GLOB", help="An area and its paths.")
def form(
    handle: str,
    name: str,
    zone: str | None,
    members: tuple[str, ...],
    leads: tuple[str, ...],
    areas: tuple[str, ...],
) -> None:
    """Form a team of people, with the areas that it owns."""
    session = open_session()
    from dayline.people.actions import form_team

    owned: dict[str, list[str]] = {}
    for area in areas:
        label, _, glob = area.partition("=")
        owned.setdefault(label, []).extend([glob] if glob else [])
    taken, why = _team_zone(session, zone, [*leads, *members])
    identity = form_team(
        session.acting,
        handle=handle,
        name=name,
        zone=taken,
        members=members,
        leads=leads,
        areas=owned,
    )
    click.echo(f"@{handle.removeprefix('@')} is {identity}")
    if why:
        note(f"Its hours are in {taken}, {why}. Its calendar: dayline team calendar --help")


def _team_zone(session: Session, given: str | None, people: Sequence[str]) -> tuple[str, str]:
    """The zone of a team that is formed without one, and why it is that one."""
    from dayline.faces.cli.machine_zone import zone_or_machine

    if given or not people:
        return zone_or_machine(given)
    first = session.people.person(people[0])
    return first.zone, f"as those of @{first.handle}"


@person.command("change")
@click.argument("who")
@click.option("--name")
@click.option("--email", help="Where letters go.")
@click.option("--zone", help="Such as Europe/London.")
@click.option("--role", help="owner, member, guest or auditor.")
@click.option("--left", is_flag=True, help="They have left.")
def change(
    who: str, name: str | None, email: str | None, zone: str | None, role: str | None, *, left: bool
) -> None:
    """Change what is known of a person. Name, address and zone are yours to change."""
    session = open_session()
    from dayline.people.actions import change_person

    active = False if left else None
    change_person(session.acting, who, name=name, email=email, zone=zone, role=role, active=active)
    click.echo(f"{who} is changed.")


for _command in (calendars.calendar, calendars.leave, calendars.focus, calendars.moves):
    person.add_command(_command)
team.add_command(calendars.team_calendar, "calendar")
team.add_command(team_diff.diff, "diff")
