"""Post-mortems come in as closed incidents."""

from __future__ import annotations

from dayline.base.acting import Acting
from dayline.journal.append import writing
from dayline.practices.incident import importing, queries
from dayline.practices.incident.importing import STATE, Found
from dayline.practices.incident.postmortem import Postmortem
from dayline.records import queries as records
from dayline.records.imports.actions import Imported, import_records
from dayline.records.imports.rules import Incoming, Version

_PART = 500


def import_postmortems(acting: Acting, found: Found, *, root: str = "") -> Imported:
    """Bring each post-mortem in as a closed incident.

    A second import of the same files changes nothing, also where the incident went on here.
    """
    found = importing.under(found, root)
    with writing(acting):
        refs: dict[str, str] = {}
        paths = [read.path for read, _ in found.read]
        for begin in range(0, len(paths), _PART):
            refs |= records.refs_of_paths(acting.workspace, paths[begin : begin + _PART])
        last = records.last_number(acting.workspace, "I")
        items = []
        unchanged = 0
        for read, text in found.read:
            known = read.path in refs
            if not known:
                last += 1
                refs[read.path] = f"I-{last}"
            version = _version(read, importing.as_incident(read, text, refs[read.path]))
            if known and records.text_at(acting.workspace, refs[read.path], 1) == version.content:
                unchanged += 1
                continue
            items.append(
                Incoming(
                    queries.KIND, "native", read.path, [version], refs[read.path], "", "incident/1"
                )
            )
        done = import_records(acting, items)
        done.unchanged += unchanged
        return done


def _version(read: Postmortem, text: str) -> Version:
    start = importing.began(read)
    times = [row.at for row in read.dated if row.at]
    fields = {"started_at": start.isoformat()} if start else {}
    return Version(
        text.encode(),
        read.title,
        STATE,
        "",
        fields=dict(fields),
        at=min(times, default=None),
        final=True,
    )
