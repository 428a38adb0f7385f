"""The walkthroughs that are part of a handoff, as lists of chapters with addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dayline.journal import queries as journal
from dayline.journal.database import marks
from dayline.practices.handoff.walkthrough import (
    Chapter,
    chapters_of,
    first_address,
    plain_words,
    section_of,
    video_of,
)
from dayline.records import queries as records
from dayline.records.packing import unpacked
from dayline.records.queries import Edge, Record, visible_to

LINK = "walkthrough"
SECTION = "Walkthrough"
_MOST = 5


@dataclass(frozen=True, slots=True)
class Walk:
    """A walkthrough: its record ("" for a section of the handoff itself), the recording ("" where
    there is none that a browser may open), what it shows in writing, and its chapters."""

    ref: str
    title: str
    video: str
    summary: str
    chapters: tuple[tuple[Chapter, str], ...]


def walks(record: Record, text: str, edges: Sequence[Edge], *, person: str) -> list[Walk]:
    """The walkthroughs to which a handoff links by one of ``edges`` and that ``person`` may see;
    where there is none, the one in its text."""
    refs = [one.target for one in edges if one.source == record.ref and one.type == LINK][:_MOST]
    visible = visible_to(record.workspace, person)
    wanted = f"kind = 'walkthrough' AND ref IN ({marks(refs)})"
    found = records.select(visible, wanted, refs) if refs else []
    words = journal.payloads(record.workspace, [one.text_index for one in found])
    several = [
        _walk(one, (unpacked(words.get(one.text_index)) or b"").decode(errors="replace"))
        for one in found
    ]
    own = section_of(text, SECTION)
    chapters = chapters_of(own)
    if chapters and not several:
        video = first_address(own)
        several.append(Walk("", "", video, "", _addressed(chapters, video)))
    return several


def _walk(record: Record, text: str) -> Walk:
    video = video_of(record.fields.get("video"))
    summary = plain_words(section_of(text, "Summary"))
    chapters = _addressed(chapters_of(section_of(text, "Chapters")), video)
    return Walk(record.ref, record.title, video, summary, chapters)


def _addressed(chapters: list[Chapter], video: str) -> tuple[tuple[Chapter, str], ...]:
    return tuple((one, one.address(video)) for one in chapters)
