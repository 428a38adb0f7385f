"""Dialects: ways of writing records that somebody else chose, described as data."""

from __future__ import annotations

from dayline.records.dialect.document import Read, StatedField
from dayline.records.dialect.library import extended, named, released
from dayline.records.dialect.links import StatedLink
from dayline.records.dialect.model import MEANINGS, STATES, Dialect, FieldRule, SectionRule
from dayline.records.dialect.parsing import parse_dialect
from dayline.records.dialect.reading import read_document
from dayline.records.dialect.status import Status, state_of

__all__ = [
    "MEANINGS",
    "STATES",
    "Dialect",
    "FieldRule",
    "Read",
    "SectionRule",
    "StatedField",
    "StatedLink",
    "Status",
    "extended",
    "named",
    "parse_dialect",
    "read_document",
    "released",
    "state_of",
]
