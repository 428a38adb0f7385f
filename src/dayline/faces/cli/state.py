"""A state as people say it: ``written down`` and ``Written-down`` are ``written_down``."""

from __future__ import annotations

import click


class State(click.ParamType):  # type: ignore[type-arg]  # before click 8.5 it takes none
    """Gives the name that contracts have for a state."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name; whether there is such a state is for the command to say."""
        return state_name(value)


def state_name(text: str) -> str:
    """The name of a state in words."""
    return "_".join(text.replace("-", " ").replace("_", " ").casefold().split())


STATE = State()
