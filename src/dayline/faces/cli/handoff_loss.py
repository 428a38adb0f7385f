"""``dayline handoff loss``: what handoffs lose, by pair of teams, template and gap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dayline.faces.cli.session import open_session
from dayline.faces.cli.terminal import as_json, note, table

if TYPE_CHECKING:
    from dayline.practices.handoff.measure.effect import Arm, Effect
    from dayline.practices.handoff.measure.rules import Report, Row


@click.command()
@click.option("--json", "json_", is_flag=True, help="Print the figures for programs.")
def loss(*, json_: bool) -> None:
    """Show what handoffs lose: by pair of teams, by template, by length of the gap.

    Each figure has its numbers and an interval of 95 %. Below 30 items there is none, and none is
    about a person. Of the handoffs that you may see.

    \b
    dayline handoff loss
    dayline handoff loss --json
    """
    session = open_session(to_write=False)
    from dayline.faces.losses import as_values
    from dayline.practices.handoff.measure.queries import measured

    found = measured(session.workspace, person=session.person)
    if json_:
        as_json(as_values(found))
        return
    _tell(found)


def _tell(found: Report) -> None:
    for title, rows in (
        ("BETWEEN TEAMS", found.pairs),
        ("TEMPLATE", found.templates),
        ("GAP", found.gaps),
        ("TOGETHER", [found.whole]),
    ):
        _rows(title, rows)
    _effect(found.effect)
    if found.left_out:
        note("Some handoffs count nowhere: with them, a refused row could be worked out.")
    note(f"Intervals of 95 %: {found.method}.")


def _rows(title: str, rows: Sequence[Row]) -> None:
    from dayline.faces.losses import in_words

    told = []
    for row in rows:
        if row.first is None or row.after is None:
            told.append((row.of, "", "", "", "", row.why))
            continue
        numbers = f"{row.handoffs}", f"{row.items}"
        told.append((row.of, *numbers, in_words(row.first), in_words(row.after), ""))
    if told:
        heads = (title, "HANDOFFS", "ITEMS", "LOST AT FIRST", "AFTER CLARIFICATION", "")
        table(told, heads=heads, flexible=5)
        click.echo()


def _effect(effect: Effect) -> None:
    from dayline.faces.losses import points

    click.secho("WHAT READ-BACK CHANGES", dim=True)
    if effect.value is None or effect.low is None or effect.high is None:
        click.echo(effect.says)
        click.echo()
        return
    interval = f"{points(effect.low)} to {points(effect.high)}"
    click.echo(f"{effect.says} {points(effect.value)} points ({interval}).")
    click.echo(f"{_arm('with it', effect.on)}; {_arm('without it', effect.off)}.")
    if effect.weighted:
        note("Weighted, because not every pair and template drew the same share.")
    click.echo()


def _arm(name: str, arm: Arm) -> str:
    from dayline.faces.losses import in_words

    lost = f" {in_words(arm.lost)} of" if arm.lost else ""
    return f"{name}{lost} {arm.items} items in {arm.handoffs} handoffs"
