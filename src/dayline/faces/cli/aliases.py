"""What people type before they know the verbs: it works, or names the command that does."""

from __future__ import annotations

import difflib

import click

VERBS = {
    "list": "", "ls": "", "show": "",
    "create": "add", "new": "add", "join": "add", "invite": "add",
    "edit": "change", "set": "change", "update": "change", "rename": "change",
}  # fmt: skip
"""Words for a verb of ``person`` and ``team``; "" is the command alone, which lists."""

COMMANDS = {
    "add": "new", "create": "new", "write": "new", "draft": "handoff draft",
    "delete": "discard", "remove": "discard", "rm": "discard",
    "people": "person", "persons": "person", "users": "person", "user": "person",
    "teams": "team", "status": "board", "today": "inbox", "records": "list", "ls": "list",
    "cat": "show", "view": "show", "open": "show", "history": "log", "login": "signin",
    "start": "serve", "run": "serve", "contracts": "contract list", "kinds": "contract list",
    "answer": "question answer", "decide": "move", "accept": "move", "deliver": "move",
    "publish": "move",
}  # fmt: skip
"""Words for a command of ``dayline``."""


class Forgiving(click.Group):
    """A group that understands the usual words for its verbs, and answers what it does not know
    with the verbs that it has. Its help lists the real verbs only."""

    ALSO = VERBS

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; raises ``UsageError`` with the nearest."""
        typed = args[0] if args else ""
        known = self.list_commands(ctx)
        if typed in known or typed.startswith("-"):
            return super().resolve_command(ctx, args)
        meant = self.ALSO.get(typed)
        if meant == "" and self.invoke_without_command:
            return typed, self._listing(), args[1:]
        if meant in known:
            return super().resolve_command(ctx, [str(meant), *args[1:]])
        near = difflib.get_close_matches(typed, known, n=1)
        hint = f" Did you mean `{ctx.command_path} {near[0]}`?" if near else ""
        raise click.UsageError(
            f"There is no command `{ctx.command_path} {typed}`.{hint}"
            f" There is: {', '.join(known)}.",
            ctx,
        )

    def _listing(self) -> click.Command:
        """The group called alone, with its own options, as a command."""
        return click.Command(self.name, callback=self._alone, params=list(self.params))

    def _alone(self, **given: object) -> None:
        context = click.get_current_context()
        context.invoked_subcommand = None
        callback = self.callback
        assert callback is not None  # noqa: S101 -- a group that may be called alone has one
        context.invoke(callback, **given)


def meant(typed: str) -> str:
    """The command of ``dayline`` that somebody meant by a word that is none, or ""."""
    return COMMANDS.get(typed, "")
