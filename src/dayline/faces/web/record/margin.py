"""The margin of a record's text: what was said, each thread beside the block that it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from dayline.faces.web.record.body import Block, Body
from dayline.faces.web.record.threads import Thread


@dataclass(frozen=True)
class Segment:
    """A block with the threads beside it, and the blocks after it that have none."""

    block: Block
    threads: tuple[Thread, ...]
    rest: tuple[Block, ...]


@dataclass(frozen=True)
class Margin:
    """The threads of a record beside its text; each of them has one place on the page."""

    body: Body
    threads: tuple[Thread, ...]

    @cached_property
    def segments(self) -> list[Segment]:
        """The blocks, cut where somebody said something about one."""
        beside: dict[int, list[Thread]] = {}
        for thread in self.threads:
            number = self.body.placed.get(thread.first.id)
            if number is not None:
                beside.setdefault(number, []).append(thread)
        found: list[Segment] = []
        for block in self.body.blocks:
            own = tuple(beside.get(block.number, ()))
            if own or not found:
                found.append(Segment(block, own, ()))
            else:
                found[-1] = replace(found[-1], rest=(*found[-1].rest, block))
        return found

    @cached_property
    def general(self) -> list[Thread]:
        """Open threads on the whole record, or on words that are no longer there."""
        return [
            thread
            for thread in self.threads
            if thread.open and thread.first.id not in self.body.placed
        ]

    @cached_property
    def settled(self) -> list[Thread]:
        """Threads that are resolved or withdrawn."""
        return [thread for thread in self.threads if not thread.open]
