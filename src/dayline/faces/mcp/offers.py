"""Resources and prompts: records by address, and how to hand over and read back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dayline.base.errors import InvalidInput, NotFound
from dayline.base.micros import to_micros
from dayline.contracts.library import example
from dayline.contracts.queries import in_force, registry
from dayline.faces.api.cursors import pack, unpack
from dayline.faces.mcp.seat import Seat
from dayline.records import queries
from dayline.records.pages import queries as pages

RECORD = "dayline://record/{ref}"
CONTRACT = "dayline://contract/{kind}"
_ADDRESS = re.compile(r"dayline://(record|contract)/([A-Za-z0-9_.-]{1,80})\Z")
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A resource in a list."""

    uri: str
    name: str
    title: str
    kind: str


def resources(seat: Seat, cursor: str) -> tuple[list[Listed], str | None]:
    """Records that the seat may see, those that changed last first, and the next cursor."""
    found = pages.latest(
        seat.workspace,
        person=seat.person,
        filters=pages.Filters(),
        after=unpack(cursor, int, str),
        limit=_PAGE + 1,
    )
    shown = found[:_PAGE]
    listed = [
        Listed(f"dayline://record/{one.ref}", one.ref, one.title, f"{one.kind}, {one.state}")
        for one in shown
    ]
    more = len(found) > _PAGE
    return listed, pack(to_micros(shown[-1].changed_at), shown[-1].ref) if more else None


def resource(seat: Seat, uri: str) -> tuple[str, str]:
    """The text at an address and its media type. Raises :class:`NotFound`."""
    fits = _ADDRESS.match(uri) if len(uri) < 200 else None
    if fits is None:
        raise NotFound("There is nothing at this address.", do=f"Write {RECORD} or {CONTRACT}.")
    noun, name = fits.groups()
    if noun == "contract":
        return registry(seat.workspace).named(name).text, "application/yaml"
    record = queries.find(seat.workspace, name, person=seat.person)
    content = queries.content(record)
    if content is None:
        raise NotFound(f"The text of {record.ref} was erased.", do="Read its history.")
    return content.decode(errors="replace"), "text/markdown"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt, with the names of its arguments and what each is."""

    name: str
    title: str
    description: str
    arguments: tuple[tuple[str, str, bool], ...]


PROMPTS = (
    Prompt(
        "handoff",
        "Hand work over",
        "Write a handoff from what you did, so that a team that was asleep can go on.",
        (("to", "@team that goes on", True), ("about", "What it is about", False)),
    ),
    Prompt(
        "read_back",
        "Read a handoff back",
        "Say in your own words what you understood of a handoff, before you take it on.",
        (("ref", "The handoff, such as H-7", True),),
    ),
)


def prompt(seat: Seat, name: str, given: dict[str, str]) -> tuple[str, str]:
    """What a prompt is for, and its words. Raises :class:`NotFound`, :class:`InvalidInput`."""
    known = next((one for one in PROMPTS if one.name == name), None)
    if known is None:
        raise NotFound("There is no such prompt.", do="Known are: handoff, read_back.")
    for argument, what, needed in known.arguments:
        value = given.get(argument, "")
        if (needed and not value.strip()) or len(value) > 500:
            raise InvalidInput(f"{argument} is missing or too long.", do=f"Say: {what}.")
    words = _handoff(seat, given) if name == "handoff" else _read_back(seat, given)
    return known.description, words


def _handoff(seat: Seat, given: dict[str, str]) -> str:
    team = seat.people.team(given["to"])
    own = [f"@{one.handle}" for one in seat.people.teams_of(seat.person)]
    known = {one.name for one in in_force(seat.workspace)}
    shown = example("handoff") if "handoff" in known else ""
    about = f" about {given['about']}" if given.get("about") else ""
    return (
        f"Hand over the work{about} to @{team.handle}, who were asleep while it was done.\n\n"
        "1. Call `contract` with kind=handoff for the sections.\n"
        "2. Write what is true now, what was decided and why (with ids), what blocks, what you do"
        " not know, what to do if something happens, and what you ruled out. State only what you"
        " saw; say what you did not check.\n"
        "3. Mark 4 to 8 items that must survive: - (state|decision|blocker|ruled_out|hazard|"
        "question) with numbers, names and times with their zone.\n"
        f"4. Call `hand_over` with from={own[0] if own else '@your-team'}, to=@{team.handle}."
        " Where gates are closed, mend what is named, then move it: deliver.\n\n"
        f"An example of a good one:\n\n{shown}"
    )


def _read_back(seat: Seat, given: dict[str, str]) -> str:
    record = queries.find(seat.workspace, given["ref"], person=seat.person)
    return (
        f"Read {record.ref} back.\n\n"
        f"1. Call `read` with ref={record.ref} and read all of it, then put the text away.\n"
        "2. Write in your own words what you understood: what is true, what was decided and why,"
        " what blocks, what not to try again, what you do not know. Copy no sentence.\n"
        "3. Say what you take on and what not (at most 300 characters).\n"
        "4. Call `read_back`. If something is missing, read that part again and say it in your own"
        " words. If something is wrong, move it: contest, with the reason."
    )
