"""``dayline route``: meet or write, with the reason; from a live thread to a short call."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from dayline.base.errors import InvalidInput
from dayline.base.micros import from_micros, to_micros
from dayline.base.zones import offset_at
from dayline.faces.cli.session import now, open_session
from dayline.faces.cli.terminal import as_json, note, safe, table, when
from dayline.practices.meeting.rules import BY_ID, RULES, told
from dayline.practices.meeting.rules import route as routed
from dayline.practices.meeting.terms import WANTED, Level, Mode, Situation
from dayline.practices.meeting.values import advice_values, hour_values, measured_values

if TYPE_CHECKING:
    from datetime import datetime

    from dayline.practices.meeting.queries import Hour
    from dayline.practices.meeting.terms import Together

_LEVELS = click.Choice([one.value for one in Level])


@click.command("route")
@click.argument("ref", required=False)
@click.option("--for", "wanted", type=click.Choice(list(WANTED)), help="What the talk is for.")
@click.option("--complexity", type=_LEVELS, help="How much to understand at the same time.")
@click.option("--urgency", type=_LEVELS, help="high: waiting a day does harm.")
@click.option("--with", "who", multiple=True, metavar="WHO", help="A handle, a place, a zone.")
@click.option("--documented", is_flag=True, help="It must be found again later.")
@click.option("--focus", is_flag=True, help="Somebody would be taken out of deep work.")
@click.option("--strangers", is_flag=True, help="Some of them have hardly talked before.")
@click.option("--repeated", default=0, help="How often they met over the same thing of late.")
@click.option("--asked", type=click.Choice([one.value for one in Mode]), help="Somebody asks so.")
@click.option("--call", "calls", is_flag=True, help="Take the record to a call, at the fair hour.")
@click.option("--minutes", default=15, show_default=True, help="How long the call is.")
@click.option("--right", type=click.Choice(["yes", "no", "not_sure"]),
              help="Say afterwards whether it was the right way.")  # fmt: skip
@click.option("--rules", "rules_", is_flag=True, help="List the rules and how they fared.")
@click.option("--json", "json_", is_flag=True, help="Print the advice for programs.")
def route(ref: str | None, **given: Any) -> None:
    """Say whether to meet or to write, by which rule, on which terms, with the whole trace.

    With REF, a live record is measured: its ping-pong, its age, its reopenings, what is contested.
    Without, you describe the situation.

    \b
    dayline route --for decide --complexity high --urgency high --with London --with Austin
    dayline route R-12
    dayline route R-12 --call
    dayline route M-3 --right yes
    """
    if given["rules_"]:
        _rules(json_=given["json_"])
    elif ref is None:
        if given["calls"] or given["right"]:
            raise InvalidInput("Which record?", do="Name it: dayline route R-12 --call")
        _situation(given)
    elif given["right"]:
        _answer(ref, given["right"])
    elif given["calls"]:
        _call(ref, given)
    else:
        _record(ref, given)


def _asked(given: dict[str, Any], *, wanted: str = "decide") -> Situation:
    return Situation(
        wanted=given["wanted"] or wanted,
        complexity=Level(given["complexity"] or "medium"),
        urgency=Level(given["urgency"] or "low"),
        documented=given["documented"],
        focus=given["focus"],
        strangers=given["strangers"],
        repeated=given["repeated"],
        asked_for=Mode(given["asked"]) if given["asked"] else None,
    )


def _situation(given: dict[str, Any]) -> None:
    from dataclasses import replace

    if not given["wanted"] and sys.stdin.isatty() and not given["json_"]:
        _ask(given)
    advice = routed(replace(_asked(given), together=_together(given["who"])))
    if given["json_"]:
        as_json(advice_values(advice))
        return
    click.echo("\n".join(map(safe, told(advice))))


def _ask(given: dict[str, Any]) -> None:
    """Four questions, for whoever gives no options."""
    for name, words in WANTED.items():
        click.echo(f"  {name:<24}{words}", err=True)
    given["wanted"] = click.prompt("For", type=click.Choice(list(WANTED)), show_choices=False)
    given["complexity"] = click.prompt("Complexity", type=_LEVELS, default="medium")
    given["urgency"] = click.prompt("Urgency", type=_LEVELS, default="low")
    places = click.prompt("Who, where (handles or places, by commas)", default="")
    given["who"] = tuple(one.strip() for one in places.split(",") if one.strip())


def _together(who: tuple[str, ...]) -> Together:
    from dayline.faces.cli.whom import Whom
    from dayline.practices.meeting.slots.rules import Site, together
    from dayline.practices.meeting.terms import Together

    if not who:
        return Together()
    whom, start = Whom(), to_micros(now())
    sites = []
    for text in who:
        one = whom.find(text)
        sites.append(Site(one.label, one.hours, offset_at(start, one.zone(now()))))
    return together(sites, start)


def _record(ref: str, given: dict[str, Any]) -> None:
    session = open_session(to_write=False)
    from dayline.practices.meeting import queries
    from dayline.records.queries import find

    record = find(session.workspace, ref, person=session.person)
    usual = queries.usual_purpose(record)
    found = queries.measure(
        session.workspace, record, now(), person=session.person, asked=_asked(given, wanted=usual)
    )
    hour = None
    if found.advice.mode is Mode.MEET and found.people:
        length = given["minutes"] * queries.LENGTH // 15
        hour = queries.hour_for(
            session.workspace, found.people, now(), person=session.person, length=length
        )
    if given["json_"]:
        as_json({"ref": record.ref, **measured_values(found), "hour": hour_values(hour, _same)})
        return
    thread = found.thread
    click.echo(
        f"{record.ref}: {thread.comments} comments, {thread.turns} turns between two people,"
        f" open for {thread.age:.0f} awake-hours, reopened {thread.reopened} times."
    )
    for one in found.contested:
        by = session.people.handle(one.by)
        click.echo(safe(f"  contested: {one.id}, {by}: {one.what}"))
    click.echo("\n".join(map(safe, ["", *told(found.advice)])))
    if hour is not None:
        _tell_hour(hour)
        note(f"Set it up: dayline route {record.ref} --call")


def _call(ref: str, given: dict[str, Any]) -> None:
    session = open_session()
    from dayline.practices.meeting import actions, queries
    from dayline.records.queries import find

    usual = queries.usual_purpose(find(session.workspace, ref, person=session.person))
    done = actions.call(
        session.acting, ref, minutes=given["minutes"], asked=_asked(given, wanted=usual)
    )
    if given["json_"]:
        as_json({"ref": done.written.ref, "hour": hour_values(done.hour, _same),
                 **measured_values(done.measured)})  # fmt: skip
        return
    points = len(done.measured.contested)
    held = "one contested point" if points == 1 else f"{points} contested points"
    click.echo(f"{done.written.ref} is scheduled. On its agenda: {held}.")
    _tell_hour(done.hour)
    if done.measured.advice.mode is Mode.WRITE:
        note(f"The router would go on in writing: {BY_ID[done.measured.advice.decided_by].says}")


def _answer(ref: str, right: str) -> None:
    session = open_session()
    from dayline.practices.meeting.actions import answer

    answer(session.acting, ref, right)
    click.echo("Thank you. It counts for the rules that had advised it.")


def _tell_hour(hour: Hour) -> None:
    begins = when(from_micros(hour.slot.start))
    if hour.slot.is_shared:
        click.echo(f"Next shared hour: {begins} UTC, in everybody's working day.")
        return
    click.echo(f"There is no shared hour in the next five days. The fair one: {begins} UTC.")
    rows = [
        (zone, f"{hour.before.get(zone, 0.0):.1f}", f"{cost:.1f}")
        for zone, cost in sorted(hour.slot.burden.items())
    ]
    table(rows, heads=("SITE", "CARRIED", "THIS ONE"), flexible=0)


def _rules(*, json_: bool) -> None:
    fared = {}
    from dayline.journal.database import ready

    if ready():
        session = open_session(to_write=False)
        from dayline.practices.meeting.queries import calibration

        fared = {one.rule: one for one in calibration(session.workspace, person=session.person)}
    values = [
        {
            "rule": rule.id,
            "wants": rule.wants or "either",
            "says": rule.says,
            "answers": fared[rule.id].answers if rule.id in fared else 0,
            "right": fared[rule.id].share if rule.id in fared else None,
        }
        for rule in RULES
    ]
    if json_:
        as_json(values)
        return
    rows = [
        (str(place), str(one["rule"]), str(one["wants"]), str(one["answers"]),
         "" if one["right"] is None else f"{float(str(one['right'])):.0%}", str(one["says"]))
        for place, one in enumerate(values, 1)
    ]  # fmt: skip
    table(rows, heads=("", "RULE", "WANTS", "ANSWERS", "RIGHT", "SAYS"), flexible=5)


def _same(moment: datetime) -> datetime:
    return moment
