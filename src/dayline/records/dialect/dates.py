"""Dates as people write them: a few forms, none of which leaves a doubt about day and month."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

DATE_FORMATS: Mapping[str, re.Pattern[str]] = {
    "YYYY-MM-DD": re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"),
    "YYYY/MM/DD": re.compile(r"(?P<y>[0-9]{4})/(?P<m>[0-9]{2})/(?P<d>[0-9]{2})"),
    "YYYY-MM-DDThh:mm": re.compile(
        r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})[T ][0-9]{2}:[0-9]{2}[0-9:.]{0,14}"
        r"(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
    ),
    "DD-Mon-YYYY": re.compile(r"(?P<d>[0-9]{1,2})-(?P<b>[A-Za-z]{3})-(?P<y>[0-9]{4})"),
    "D Month YYYY": re.compile(r"(?P<d>[0-9]{1,2}) (?P<b>[A-Za-z]{3,9}) (?P<y>[0-9]{4})"),
    "Month D, YYYY": re.compile(r"(?P<b>[A-Za-z]{3,9}) (?P<d>[0-9]{1,2}), (?P<y>[0-9]{4})"),
}
"""The date forms a dialect may allow. Each names day, month and year without doubt."""

_LOOSE_ISO = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})")


def parse_date(text: str, formats: tuple[str, ...]) -> tuple[date | None, bool]:
    """The date that ``text`` is, and whether it is written in one of ``formats``.

    Brackets around a date and ISO dates without leading zeros are read, and reported as not in
    form. Anything that leaves doubt about day or month is no date.
    """
    text = text.strip()
    for name in formats:
        found = DATE_FORMATS[name].fullmatch(text)
        if found:
            return _calendar(found), True
    bare = text.strip("()[]*_ `\"'")
    found = _LOOSE_ISO.fullmatch(bare)
    for name in formats:
        found = found or DATE_FORMATS[name].fullmatch(bare)
    return (_calendar(found), False) if found else (None, False)


def _calendar(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    month = int(parts["m"]) if "m" in parts else _MONTHS.get(parts["b"].casefold(), 0)
    try:
        return date(int(parts["y"]), month, int(parts["d"]))
    except ValueError:
        return None
