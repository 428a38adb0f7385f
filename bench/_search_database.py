"""The same questions through the door of a workspace, on the database that is set.

Everything takes part that is between a person and the arrays: the journal, the pages in their
table, what the person may see. The digest is of every id and every score to its last bit: two
databases with one digest rank alike.
"""

from __future__ import annotations

import hashlib
import os
import resource
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime

from bench._search_sets import Collection, figures

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
LIMIT = 12


def through_database(told: Sequence[Collection]) -> None:
    """Import each collection into a workspace of its own, ask, and print figures and digests."""
    with tempfile.TemporaryDirectory(prefix="dayline-quality-") as folder:
        os.environ["DAYLINE_HOME"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "dayline.project.settings"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        print(f"\nthrough a workspace on {connection.vendor}:")
        every = hashlib.sha256()
        means = []
        for one in told:
            if not one.inside:
                ndcg, digest = _ask(one)
                means.append(ndcg)
                every.update(digest)
        took = resource.getrusage(resource.RUSAGE_SELF)
        print(
            f"  mean nDCG@10 {sum(means) / max(len(means), 1):.4f}, digest of all {_short(every)}"
        )
        print(f"  {took.ru_utime + took.ru_stime:.0f} s of processor")


def _ask(one: Collection) -> tuple[float, bytes]:
    from dayline.contracts.actions import open_workspace
    from dayline.people.queries import SYSTEM
    from dayline.records.imports.actions import import_records
    from dayline.records.imports.rules import Incoming, Version
    from dayline.search.actions import bundle, catch_up
    from dayline.search.queries import search

    texts = one.corpora["all"]
    acting = open_workspace(f"{one.name}.example", NOW, handle="ana", name="Ana", zone="UTC")
    items = [
        Incoming("guide", "plain", f"{text.side or 'text'}/{at}",
                 [Version(text.body.encode(), text.title, state="", status="")], ref=f"G-{at + 1}")
        for at, text in enumerate(texts)
    ]  # fmt: skip
    import_records(acting, items)
    catch_up(acting.workspace)
    bundle(acting.workspace)
    person = acting.actor or SYSTEM
    digest = hashlib.sha256()
    ranked = []
    for question in one.questions:
        hits = search(acting.workspace, question.text, person=person, limit=LIMIT)
        ranked.append([hit.record.number - 1 for hit in hits])
        digest.update(repr([(hit.record.ref, hit.score.hex(), hit.line) for hit in hits]).encode())
    told = figures(one.questions, ranked)
    print(
        f"  {one.name:22} {len(texts):5} records, {len(one.questions):4} questions: nDCG@10"
        f" {told.ndcg:.4f}, hit@5 {told.hit:.4f}, MRR@10 {told.mrr:.4f}, digest {_short(digest)}"
    )
    return told.ndcg, digest.digest()


def _short(digest: object) -> str:
    return digest.hexdigest()[:16]  # type: ignore[attr-defined,no-any-return]
