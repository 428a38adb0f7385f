"""The command ``dayline``: names, help and lazy loading. Each command lives in its own module.

Nothing heavy is imported until a command runs, so that help appears at once.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import click

from dayline import __version__
from dayline.faces.cli import machine_zone as _machine_zone  # noqa: F401 -- reads TZ before Django sets it

_SECTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "Start": {
        "init": ("workspace:init", "Create a workspace, or show what a folder already holds."),
        "demo": ("demo:demo", "Play a day of three sites, check it, serve it."),
        "new": ("write:new", "Open a record from its template."),
    },
    "Check and read": {
        "check": ("check:check", "Check records against their contracts."),
        "list": ("read:list_", "List records, now or as of a day."),
        "show": ("read:show", "Show one record."),
        "log": ("history:log", "Show the journal, or the history of one record."),
        "diff": ("history:diff", "Show what changed between two revisions."),
        "blame": ("read:blame", "Tell which decisions a path stands on."),
        "search": ("search:search", "Find records by their words."),
        "ask": ("ask:ask", "Ask the record: an answer with where each sentence stands."),
        "eval": ("measure:eval_", "Measure how well the record answers a set of questions."),
        "synthesise": ("synthesise:synthesise", "Tell where a thread stands, every word cited."),
        "read-me-in": ("read_me_in:read_me_in", "What changed since you left; what to read first."),
        "graph": ("read:graph", "Print how records link."),
        "board": ("read:board", "Show what waits on whom."),
    },
    "Write": {
        "edit": ("write:edit", "Replace a record's text."),
        "move": ("write:move", "Move a record, or list what still stands in the way."),
        "discard": ("write:discard", "Discard a draft of yours that nobody needs."),
        "link": ("write:link", "Link two records at both ends."),
        "comment": ("write:comment", "Comment on a record, or raise a concern."),
        "receipt": ("write:receipt", "Say that you took a record in."),
        "share": ("share:share", "Say who may see a record, or show who does."),
    },
    "Time": {
        "when": ("when:when", "Show who is awake when, and the next shared hour."),
        "hours": ("hours:hours", "Count working time: add it, or measure it."),
        "clock": ("clock:clock", "See deadlines, explain them, see how promises are kept."),
        "inbox": ("inbox:inbox", "Show what you have not been told yet."),
        "page": ("inbox:page", "Call somebody now, at a visible cost."),
        "worker": ("worker:worker", "Let deadlines fire and letters go out."),
    },
    "Practices": {
        "decisions": ("decisions:decisions", "Check a change against decisions; accept versions."),
        "handoff": (
            "handoff:handoff",
            "Draft a handoff, read one back, judge what was understood.",
        ),
        "rfc": ("rfc:rfc", "Ask when an RFC closes and why it is still open."),
        "question": ("question:question", "Ask the record, then whoever knows; write it down."),
        "spec": ("spec:spec", "Check a piece of work, and run its acceptance."),
        "critique": ("together:critique", "See how fast criticism of your own work comes back."),
        "retro": ("together:retro", "Look back half in writing and half together."),
        "kudos": ("together:kudos", "Agree that a record of yours is shown as an example."),
        "examples": ("together:examples", "List records that are models of their kind."),
        "incident": ("incident:incident", "Note what goes wrong while it happens; review it."),
        "update": ("update:update", "Write today's update: prefilled, only the delta is asked."),
        "route": ("route:route", "Meet or write? With the reason, and the fair hour for a call."),
        "coffee": ("coffee:coffee", "Twenty minutes with somebody of a team that yours needs."),
    },
    "Collections": {
        "import": ("collections:import_", "Bring a folder of records in, as it is."),
        "export": ("collections:export", "Write everything out: texts, journal and proofs."),
        "contract": ("contract:contract", "List, show, lint, diff and publish contracts."),
    },
    "Proof": {
        "verify": ("proof:verify", "Prove that nothing in the journal was changed."),
        "prove": ("proof:prove", "Prove one entry to somebody else."),
        "rebuild": ("proof:rebuild", "Derive every table again from the journal."),
        "checkpoint": ("proof:checkpoint", "Sign the journal's present head."),
        "erase": ("proof:erase", "Erase one payload; all other proofs still hold."),
    },
    "Plan": {
        "simulate": ("simulate:simulate", "Play a year of an organisation: what if?"),
        "plan": ("plan:plan", "Propose who should own what, and say what a move costs."),
    },
    "Serve": {
        "serve": ("serve:serve", "Serve the page and the API."),
        "mcp": ("mcp:mcp", "Serve the record to an agent, over stdin and stdout."),
        "index": ("indexing:index", "Bring the index of search up to date."),
        "doctor": ("operate:doctor", "Look whether this installation is in order."),
        "backup": ("operate:backup", "Write everything to one file."),
        "restore": ("operate:restore", "Fill an empty database from a backup."),
        "signin": ("serve:signin", "Print a link that signs somebody in once."),
        "token": ("token:token", "Make, list and revoke tokens for programs."),
        "webhook": ("webhook:webhook", "Tell programs elsewhere what happened, signed."),
    },
    "People": {
        "person": ("people:person", "List people, add one."),
        "team": ("people:team", "List teams, form one."),
    },
}

_COMMANDS = {name: entry for section in _SECTIONS.values() for name, entry in section.items()}


class LazyGroup(click.Group):
    """A group that knows its commands' names and help, and imports a command only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = _COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry[0].partition(":")
        loaded = importlib.import_module(f"dayline.faces.cli.{module}")
        command: click.Command = getattr(loaded, attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, commands in _SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, entry[1]) for name, entry in commands.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            import difflib

            from dayline.faces.cli.aliases import meant

            near = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            other = meant(args[0]) or (near[0] if near else "")
            hint = f" Did you mean {other!r}? See: dayline {other} --help" if other else ""
            raise click.UsageError(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="dayline")
@click.option("--as", "who", metavar="@HANDLE", help="Act as this person (default: you).")
@click.option("--workspace", "origin", metavar="NAME", help="Use this workspace.")
@click.pass_context
def cli(ctx: click.Context, who: str | None, origin: str | None) -> None:
    """Records under contracts, for teams that are not awake at the same time.

    Commands that take a PATH work on plain folders; without one they work on the workspace.
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    if who:
        os.environ["DAYLINE_AS"] = who
    if origin:
        os.environ["DAYLINE_WORKSPACE"] = origin


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line. Exits 0 when all is well, 1 for findings or a refusal, 2 for misuse."""
    from dayline.base.errors import DaylineError

    try:
        outcome = cli.main(
            args=list(arguments) if arguments is not None else None,
            prog_name="dayline",
            standalone_mode=False,
        )
        sys.exit(outcome if isinstance(outcome, int) else 0)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. What was acknowledged is kept.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our pipe went away, as `head` does; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except DaylineError as error:
        from dayline.faces.cli.terminal import refusal

        refusal(error)
        sys.exit(1)
    except Exception as error:
        from dayline.faces.cli.crash import report

        report(error)
        sys.exit(70)
