"""The index in the background of a worker, and ``dayline index`` for those who want to watch."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

import click

from dayline.faces.cli.session import Session, open_session
from dayline.faces.cli.terminal import as_json, note, progress

if TYPE_CHECKING:
    from dayline.embedding.embedder import Embedder

_PAUSE = 2.0
_REST = 60.0


@click.command()
@click.option("--json", "json_", is_flag=True, help="For programs.")
def index(*, json_: bool) -> int:
    """Bring the index up to date and tell how far it is.

    A worker does the same in the background. Words are indexed in any case; passages are embedded
    as well where DAYLINE_EMBEDDING names a model, for example:

    DAYLINE_EMBEDDING=minilm dayline index
    """
    session = open_session()
    from dayline.embedding.loading import configured
    from dayline.search.vectors.actions import covered, embed

    size = bring_index_up(session)
    told: dict[str, Any] = {"journal": size, "model": None}
    model = configured()
    if model is not None:
        with progress("Embedding", covered(session.workspace, model)[1]) as advance:
            embed(session.workspace, model, watch=_steps(advance))
        done, count = covered(session.workspace, model)
        told |= {"model": model.name, "embedded": done, "records": count}
    if json_:
        as_json(told)
    else:
        _tell(session, told)
    return 0


def bring_index_up(session: Session) -> int:
    """Index what was written since the index was last asked; the journal's size.

    Where that is much it is laid out as well, so that no process has to do so before it answers.
    """
    from dayline.journal.queries import head
    from dayline.search.actions import bundle, catch_up

    size = head(session.workspace).size
    with progress("Indexing", size) as advance:
        catch_up(session.workspace, watch=_steps(advance))
    bundle(session.workspace)
    return size


def _steps(advance: Callable[[int], None]) -> Callable[[int, int], None]:
    before = 0

    def watch(done: int, _count: int) -> None:
        nonlocal before
        advance(done - before)
        before = done

    return watch


def _tell(session: Session, told: dict[str, Any]) -> None:
    note(f"{session.origin}: the words of {told['journal']} entries are indexed.")
    if told["model"] is None:
        note("No model is set, so search goes by words. See docs/guide/search.md.")
    else:
        note(f"{told['embedded']} of {told['records']} records are embedded by {told['model']}.")


class Indexer:
    """Lays out and embeds what the worker's rounds have indexed, in a thread of its own: an hour
    of embedding must not keep a deadline from firing.
    """

    def __init__(self, stopping: threading.Event, say: Callable[[str], None]) -> None:
        self.stopping = stopping
        self.say = say
        self.thread = threading.Thread(target=self._work, name="indexer")

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self.thread.join()

    def _work(self) -> None:
        from django.db import InterfaceError, OperationalError, connection

        from dayline.base.errors import DaylineError

        while not self.stopping.wait(_PAUSE):
            try:
                self.round()
            except (DaylineError, OperationalError, InterfaceError) as error:
                self.say(f"the index is behind, it is tried again: {error}")
                connection.close()
                self.stopping.wait(_REST)
        connection.close()

    def round(self) -> None:
        """Once over every workspace."""
        from dayline.embedding.loading import configured
        from dayline.journal.queries import workspaces
        from dayline.search.actions import bundle

        asked = os.environ.get("DAYLINE_WORKSPACE")
        model = configured()
        for workspace, origin in workspaces():
            if asked in (None, origin) and not self.stopping.is_set():
                bundle(workspace)
                if model is not None:
                    self._embed(workspace, origin, model)

    def _embed(self, workspace: int, origin: str, model: Embedder) -> None:
        from dayline.search.vectors.actions import covered, embed

        before, count = covered(workspace, model)
        if before < count:
            embed(workspace, model, stop=self.stopping.is_set)
            done, count = covered(workspace, model)
            self.say(f"{origin}: {done} of {count} records are embedded")
