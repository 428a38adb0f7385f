"""``dayline handoff loss``: what handoffs lose, by pair of teams, template and gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from dayline.faces.cli.remote import client, in_server_mode
from dayline.faces.cli.session import open_session
from dayline.faces.cli.terminal import as_json, note, table

Values = Mapping[str, Any]


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
    found: Values = client().get_handoff_loss() if in_server_mode() else _here()
    if json_:
        as_json(found)
        return
    _tell(found)


def _here() -> Values:
    session = open_session(to_write=False)
    from dayline.faces.losses import as_values
    from dayline.practices.handoff.measure.queries import measured

    return as_values(measured(session.workspace, person=session.person))


def _tell(found: Values) -> None:
    for title, rows in (
        ("BETWEEN TEAMS", found["pairs"]),
        ("TEMPLATE", found["templates"]),
        ("GAP", found["gaps"]),
        ("SORT OF ITEM", found["sorts"]),
        ("HOW IT WAS LOST", found["causes"]),
        ("TOGETHER", [found["whole"]]),
    ):
        _rows(title, rows)
    _why([*found["pairs"], *found["templates"], *found["gaps"], *found["sorts"], *found["causes"]])
    _effect(found["effect"])
    if found["left_out"]:
        note("Some handoffs count nowhere: with them, a refused row could be worked out.")
    note(f"Intervals of 95 %: {found['method']}.")


def _rows(title: str, rows: Sequence[Values]) -> None:
    told = []
    for row in rows:
        if row["lost_after"] is None:
            told.append((row["of"], *_numbers(row), "no figure", ""))
            continue
        numbers = _numbers(row)
        shares = _share(row["lost_at_first"]), _share(row["lost_after"])
        told.append((row["of"], *numbers, *shares))
    if told:
        heads = (title, "HANDOFFS", "ITEMS", "LOST AT FIRST", "AFTER CLARIFICATION")
        table(told, heads=heads, flexible=0)
        click.echo()


def _numbers(row: Values) -> tuple[str, str]:
    handoffs, items = row["handoffs"], row["items"]
    return "" if handoffs is None else str(handoffs), "" if items is None else str(items)


def _why(rows: Sequence[Values]) -> None:
    """Each reason for which rows have no figure, once."""
    from dayline.practices.handoff.measure.rules import WHY

    met = {row["refused"] for row in rows}
    for refused, why in WHY.items():
        if refused.value in met:
            note(f"No figure: {why[0].lower()}{why[1:]}")


def _share(one: Values) -> str:
    from dayline.faces.losses import in_words

    return in_words(one["share"], one["low"], one["high"])


def _effect(effect: Values) -> None:
    from dayline.faces.losses import points

    click.secho("WHAT READ-BACK CHANGES", dim=True)
    if effect["difference"] is None:
        click.echo(effect["says"])
        click.echo()
        return
    interval = f"{points(effect['low'])} to {points(effect['high'])}"
    click.echo(f"{effect['says']} {points(effect['difference'])} points ({interval}).")
    with_it, without = effect["with_read_back"], effect["without"]
    click.echo(f"{_arm('with it', with_it)}; {_arm('without it', without)}.")
    if effect["weighted"]:
        note("Both sides are weighted so that each pair of teams counts alike on them.")
    click.echo()


def _arm(name: str, arm: Values) -> str:
    lost = f" {_share(arm['lost'])} of" if arm["lost"] else ""
    return f"{name}{lost} {arm['items']} items in {arm['handoffs']} handoffs"
