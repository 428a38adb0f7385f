"""Notes come in: each file as it is, and what people say in it as records that link to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dayline.base.acting import Acting
from dayline.journal.append import writing
from dayline.people.queries import Directory, directory
from dayline.practices.update import importing
from dayline.practices.update.importing import Found, Source
from dayline.practices.update.notes.model import Said
from dayline.practices.update.texts import imported
from dayline.records import queries as records
from dayline.records.imports.actions import Imported, import_records
from dayline.records.imports.rules import Incoming, Version


@dataclass(slots=True)
class Brought:
    """What an import of notes did: to the files themselves, and to what was said in them."""

    files: Imported = field(default_factory=Imported)
    said: Imported = field(default_factory=Imported)


def import_notes(acting: Acting, found: Found, *, kind: str = "update", root: str = "") -> Brought:
    """Bring notes in: every file byte for byte, and each update in it as a record of ``kind``.

    Whoever has no account stays named as in the notes. A second import changes nothing. Raises
    :class:`InvalidInput` for a kind that notes cannot become.
    """
    prefix, state = importing.prefix_of(kind)
    found = _under(found, root)
    done = Brought()
    with writing(acting) as pen:
        done.files = import_records(acting, [_page(source) for source in found.sources])
        pen.flush()
        pages = _known(acting.workspace, [source.path for source in found.sources])
        places = importing.places(found.said)
        refs = _known(acting.workspace, places)
        last = records.last_number(acting.workspace, prefix)
        people = directory(acting.workspace)
        items = []
        for place, (source, said) in zip(places, found.said, strict=True):
            if place not in refs:
                last += 1
                refs[place] = f"{prefix}-{last}"
            version = _version(people, source, said, kind, state, refs[place], pages[source.path])
            items.append(Incoming(kind, "native", place, [version], refs[place], "", f"{kind}/1"))
        done.said = import_records(acting, items)
    return done


def _under(found: Found, root: str) -> Found:
    if not root:
        return found
    sources = [replace(one, path=f"{root}/{one.path}") for one in found.sources]
    return Found(sources, found.findings)


def _known(workspace: int, paths: list[str]) -> dict[str, str]:
    known: dict[str, str] = {}
    for begin in range(0, len(paths), 500):
        known |= records.refs_of_paths(workspace, paths[begin : begin + 500])
    return known


def _page(source: Source) -> Incoming:
    title = source.notes.title or source.path.rpartition("/")[2].removesuffix(".md")
    version = Version(source.content, title, "", "", at=importing.midnight(source.notes))
    return Incoming("guide", "plain", source.path, [version], prefix="G")


def _version(  # noqa: PLR0917 -- what a record of one update is made of
    people: Directory, source: Source, said: Said, kind: str, state: str, ref: str, page: str
) -> Version:
    day = source.notes.day
    assert day is not None  # noqa: S101 -- Found.said has only notes with a day
    ids = {one for name in importing.handles_in(said.who) if (one := people.id_of(name))}
    author = ids.pop() if len(ids) == 1 else ""
    shown = people.handle(author) if author else said.who
    text = imported(said, kind=kind, state=state, ref=ref, author=shown, day=day)
    fields = {"due": day.isoformat()} if kind == "update" else {}
    fields |= {"section": said.section} if said.section else {}
    fields |= {"status": said.colour} if said.colour else {}
    title = text.partition("\n# ")[2].partition("\n")[0]
    return Version(
        text.encode(),
        title,
        state,
        "",
        author=author or said.who,
        fields=dict(fields),
        links=(("relates_to", "relates_to", page),),
        at=importing.midnight(source.notes),
    )
