"""A thread from elsewhere, and what is read of hostile input at most. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from dayline.synthesis.messages import Message, Names

MOST_FILES = 20_000
LARGEST_FILE = 20 * 1024 * 1024
LARGEST_JSON = 4 * 1024 * 1024
LARGEST_WHOLE = 200 * 1024 * 1024
MOST_THREADS = 5_000
MOST_READ = 200_000
"""Files; bytes of one, of one of JSON (which grows in memory), of all; threads; messages."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread: ``where`` it was (a channel, a subject), what was said, and who is called what.

    The ids of its messages are ``1``, ``2`` ... in their order; ``place`` of each tells where it
    stands in what was exported.
    """

    title: str
    where: str
    messages: tuple[Message, ...]
    names: Names


def titled(text: str) -> str:
    """The beginning of a text as a title."""
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:79].rsplit(" ", 1)[0] + "\u2026"
