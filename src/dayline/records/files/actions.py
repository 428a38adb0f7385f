"""Save a text together with the pictures that it shows: one act, whole or not at all."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from dayline.base.acting import Acting
from dayline.base.errors import InvalidInput
from dayline.journal.append import Pen, writing
from dayline.records import actions
from dayline.records.actions import Act, Written
from dayline.records.files import queries
from dayline.records.files.rules import TYPES, settled

Pictures = Mapping[str, tuple[str, bytes]]
"""Extension and bytes by digest."""


def open_with(
    acting: Acting,
    kind: str,
    text: str,
    pictures: Pictures,
    *,
    visibility: str = "workspace",
    note: str = "",
) -> Written:
    """Open a record from a text; ``new/files/...`` in it becomes the record's own address."""
    with writing(acting) as pen:
        act = Act(pen)
        act.authorise()
        ref = act.reserve(act.contracts.named(kind).prefix)
        written = actions.open_record(
            acting, kind, text=settled(text, ref), visibility=visibility, note=note
        )
        for digest, (extension, content) in pictures.items():
            _attach(pen, written.ref, digest, extension, content)
    return written


def revise_with(
    acting: Acting, ref: str, text: str, pictures: Pictures, *, expect: int, note: str = ""
) -> Written:
    """Revise a record and attach the pictures that it does not have yet.

    Raises what :func:`dayline.records.actions.revise` raises, and then attaches nothing.
    """
    with writing(acting) as pen:
        written = actions.revise(acting, ref, text, expect=expect, note=note)
        for digest, (extension, content) in pictures.items():
            if queries.picture(acting.workspace, written.ref, digest) is None:
                _attach(pen, written.ref, digest, extension, content)
    return written


def _attach(pen: Pen, ref: str, digest: str, extension: str, content: bytes) -> None:
    if extension not in TYPES or hashlib.sha256(content).hexdigest() != digest:
        raise InvalidInput(
            "A picture is not what its name says.",
            kept="Nothing was changed.",
            do="Add the picture again.",
        )
    pen.add(
        "file.attached",
        ref,
        {
            "digest": digest,
            "extension": extension,
            "size": len(content),
            "bytes": base64.b64encode(content).decode(),
        },
    )
