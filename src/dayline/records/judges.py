"""Where practices plug in: what only a practice can judge about a record of its kind.

Records know no practice. A practice registers its judge when the application starts; when a
record of that kind is about to move, the judge is asked and its findings become facts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dayline.base.acting import Acting
from dayline.base.findings import Finding
from dayline.records.queries import Record

Judge = Callable[[Record, Acting], Mapping[str, Sequence[Finding]]]

_judges: dict[str, Judge] = {}


def judged_by(kind: str, judge: Judge) -> None:
    """Ask ``judge`` about records of ``kind``. It gives findings by the gate that they close."""
    _judges[kind] = judge


def verdict(record: Record, acting: Acting) -> Mapping[str, Sequence[Finding]]:
    """What the practice of the record's kind says; nothing where there is none."""
    judge = _judges.get(record.kind)
    return judge(record, acting) if judge else {}
