"""Which workspace a command works on, and as whom. Sets Django up only when one is needed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dayline.base.acting import Acting
from dayline.base.errors import NotFound
from dayline.faces.cli.remote import needs_workspace
from dayline.faces.now import now
from dayline.journal.database import home, pending_migrations, ready

if TYPE_CHECKING:
    from dayline.people.queries import Directory

__all__ = ["Session", "now", "open_session", "set_up"]


def set_up(*, web: bool = False) -> None:
    """Make the models importable. Costs about 150 ms, so reads on plain folders never call it.

    ``web`` adds accounts and pages, for commands that serve, and for those that make tables.
    """
    settings = "dayline.project.web_settings" if web else "dayline.project.settings"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    import django

    django.setup(set_prefix=False)


@dataclass
class Session:
    """An open workspace. ``acting`` is who acts, made anew for each act so that time moves on."""

    workspace: int
    origin: str

    @cached_property
    def people(self) -> Directory:
        """The workspace's directory."""
        from dayline.people.queries import directory

        return directory(self.workspace)

    @cached_property
    def person(self) -> str:
        """The id of the person who runs the command. Raises :class:`NotFound`."""
        asked = os.environ.get("DAYLINE_AS") or _remembered()
        if asked:
            return self.people.person(asked).id
        active = [person for person in self.people.people.values() if person.active]
        if len(active) == 1:
            return active[0].id
        raise NotFound(
            "Dayline does not know who you are.",
            do="Say it once: export DAYLINE_AS=@your-handle (or use --as).",
        )

    @property
    def acting(self) -> Acting:
        """The context of one act, now."""
        return Acting(self.workspace, self.person, now())


def _remembered() -> str:
    path = home() / "me"
    return path.read_text().strip() if path.is_file() else ""


def open_session(*, to_write: bool = True) -> Session:
    """The workspace that the environment names, or the only one. Raises :class:`NotFound`.

    A session that only reads does without the framework, which takes longer than the read.
    """
    if os.environ.get("DAYLINE_SERVER"):
        raise needs_workspace()
    if to_write:
        set_up()
    from dayline.journal.queries import workspace_named, workspaces

    if not ready():
        raise NotFound("There is no workspace yet.", do="Create one: dayline init.")
    if to_write and pending_migrations():
        raise NotFound(
            "This database was made by an earlier Dayline.",
            kept="Nothing in it was changed.",
            do="Bring its tables to this release: dayline init.",
        )
    origin = os.environ.get("DAYLINE_WORKSPACE")
    if origin:
        found = workspace_named(origin)
        return Session(found.workspace, found.origin)
    known = workspaces()
    if len(known) == 1:
        return Session(known[0].workspace, known[0].origin)
    if not known:
        raise NotFound("There is no workspace yet.", do="Create one: dayline init.")
    names = ", ".join(workspace.origin for workspace in known)
    raise NotFound(f"There are several workspaces: {names}.", do="Name one: --workspace NAME.")
