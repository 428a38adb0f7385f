"""Where the passages of one text stand, as bytes: so that showing one does not cut it again. Pure.

Only places are kept, no words: headings are read from the text itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dayline.search.chunks import Chunk, heading_at

_HEAD = 2


def pack(text_index: int, cuts: Sequence[Chunk]) -> bytes:
    """The cuts of the text that the journal holds at that index."""
    numbers = [text_index, len(cuts)]
    for cut in cuts:
        numbers += (cut.start, cut.end, len(cut.marks), *(at for mark in cut.marks for at in mark))
    return np.array(numbers, dtype="<u8").astype("<u4" if text_index < 2**32 else "<u8").tobytes()


def cut_at(body: bytes, text_index: int, number: int, text: str) -> Chunk | None:
    """Passage ``number`` (the first, when there is none such); None when the cuts are of another
    text.
    """
    numbers = _numbers(body, text_index)
    if not numbers:
        return None
    wanted = number if 0 <= number < numbers[1] else 0
    at = _HEAD
    for _ in range(wanted):
        at += 3 + 2 * numbers[at + 2]
    start, end, count = numbers[at : at + 3]
    flat = numbers[at + 3 : at + 3 + 2 * count]
    marks = tuple(zip(flat[::2], flat[1::2], strict=True))
    return Chunk(tuple(heading_at(text, mark) for mark in marks), start, end, marks)


def count_of(body: bytes, text_index: int) -> int:
    """How many passages the text has; 0 when the cuts are of another text."""
    numbers = _numbers(body, text_index)
    return numbers[1] if numbers else 0


def _numbers(body: bytes, text_index: int) -> list[int]:
    numbers = np.frombuffer(body, dtype="<u4" if text_index < 2**32 else "<u8").tolist()
    is_of_it = len(numbers) >= _HEAD and numbers[0] == text_index and numbers[1]
    return numbers if is_of_it else []
