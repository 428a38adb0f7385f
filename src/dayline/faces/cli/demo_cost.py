"""The updates of the demo, and what they ask of people in keystrokes and minutes."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

import click

from dayline.base.acting import Acting
from dayline.faces.cli.demo_story import Beat

if TYPE_CHECKING:
    from dayline.practices.update.rules import Cost

MOST_MINUTES = 3.0
"""An update may ask no more of anybody in a day."""


class Updates:
    """Plays updates and counts what was typed by hand; nobody's name is kept beside a figure."""

    def __init__(self) -> None:
        self.costs: list[Cost] = []

    def play(self, acting: Acting, beat: Beat) -> str:
        """Post the prefilled update with what somebody adds to it; returns a line that tells it."""
        from dayline.practices.update.actions import begin, post
        from dayline.practices.update.rules import cost
        from dayline.practices.update.texts import with_delta
        from dayline.records.facts import text_of
        from dayline.records.queries import find

        begun = begin(acting)
        drafted = text_of(find(acting.workspace, begun.ref))
        added = {name: [beat.detail[name]] for name in ("done", "blocked") if name in beat.detail}
        next_ = [beat.detail["next"]] if "next" in beat.detail else []
        text = with_delta(drafted, next_=next_, **added)
        self.costs.append(cost(drafted, text))
        posted = post(acting, begun.ref, text=text)
        asks = "".join(f"; {ref} asks for what blocks it" for ref in posted.questions)
        return f"posts {begun.ref}{asks}"

    def tell(self) -> list[str]:
        """Print what the updates asked for; returns what is more than they may ask."""
        typed = [one.keystrokes for one in self.costs]
        minutes = [one.minutes for one in self.costs]
        click.echo()
        click.secho("What an update asks of a person in a day", bold=True)
        click.echo(
            f"n = {len(self.costs)}: {median(typed):.0f} keystrokes and {median(minutes):.1f} min"
            f" (median), at the most {max(typed)} keystrokes and {max(minutes):.1f} min."
        )
        click.echo("Counted: what was typed by hand at 200 keys a minute, and reading the draft.")
        over = max(minutes) > MOST_MINUTES
        return [f"An update asks for more than {MOST_MINUTES:g} minutes."] if over else []
