"""A number that a text says, and when two of them say the same. Pure."""

from __future__ import annotations

from typing import NamedTuple

LONGEST_EXACT = 40 * 1440
"""Minutes; beyond it a month is counted as 30 days or as a twelfth of a year, as people do."""

LOOSE_TIME = 15
"""Minutes by which a time of day may be off that is said to be about: ``shortly after four``."""


class Figure(NamedTuple):
    """A number in a text: its value, its sort, as written (``raw``), and where it stands.

    ``sort`` is one of those of :mod:`clock`, ``duration`` (minutes), ``version``, ``percent``,
    ``ordinal`` or ``count``; ``loose`` when it is said to be near only.
    """

    value: float | str
    sort: str
    loose: bool
    raw: float | str
    start: int
    end: int
    zone: int | None = None
    """Minutes ahead of UTC of a time of day, where it is said."""

    def same(self, other: Figure) -> bool:
        """Whether both say the same number, to what the looser of them claims."""
        if isinstance(self.value, str) or isinstance(other.value, str):
            return str(self.raw) == str(other.raw)
        sorts = {self.sort, other.sort}
        if sorts <= {"time", "time12"}:
            known = self.zone is not None and other.zone is not None
            shift = (self.zone or 0) - (other.zone or 0) if known else 0
            apart = abs(self.value - other.value - shift) % 1440
            far = LOOSE_TIME if self.loose or other.loose else 0
            return min(apart, 1440 - apart) <= far or (
                abs(apart - 720) <= far and "time12" in sorts
            )
        if sorts in ({"duration", "time"}, {"duration", "time12"}):
            return self.value == other.value
        if sorts == {"month", "date"}:
            month, date = sorted((self, other), key=lambda one: one.sort == "date")
            return float(date.value) // 100 == month.value
        if len(sorts) > 1:
            return self._same_across(other) or other._same_across(self)
        if self.sort in ("date", "weekday", "ordinal", "month"):
            return self.value == other.value
        if sorts == {"duration"} and min(self.value, other.value) > LONGEST_EXACT:
            return abs(self.value - other.value) <= 0.03 * max(self.value, other.value)
        return _near(self.value, other.value, loose=self.loose or other.loose)

    def completes(self, other: Figure) -> bool:
        """Whether the one percentage is what the other leaves: 70 done, 30 to go."""
        return (
            self.sort == other.sort == "percent"
            and abs(float(self.value) + float(other.value) - 100) < 0.01
        )

    def _same_across(self, other: Figure) -> bool:
        """Whether a bare or ordinal number may mean the other, of a more telling sort."""
        if self.sort not in ("count", "ordinal") or isinstance(self.raw, str):
            return False
        value = float(other.value)
        if other.sort.startswith("time"):
            hundreds = self.raw // 100 * 60 + self.raw % 100 if self.raw >= 100 else -1
            return self.raw * 60 % 720 == value % 720 or hundreds == value
        if other.sort == "date":
            return value % 100 == self.raw
        if other.sort == "month":
            return False
        return self.raw == other.raw and other.sort != "weekday"

    def rivals(self, other: Figure) -> bool:
        """Whether both answer the same question, so that one of them must be wrong."""
        sorts = {self.sort, other.sort}
        return (
            len(sorts) == 1
            or sorts <= {"time", "time12"}
            or sorts in ({"ordinal", "date"}, {"month", "date"})
        )


def _near(one: float, other: float, *, loose: bool) -> bool:
    """Equal, a rounding, or, when one is said to be about, within a tenth.

    Where the scale went unsaid (``sixty of the hundred thousand``) the figures are equal too.
    """
    large = max(abs(one), abs(other))
    if abs(one - other) <= (0.1 if loose else 0.004) * large:
        return True
    if (
        {one, other}
        and min(abs(one), abs(other)) >= 10
        and 1000 * min(abs(one), abs(other)) == large
    ):
        return True
    return _is_rounding(one, other) or _is_rounding(other, one)


def _is_rounding(rounded: float, exact: float) -> bool:
    """Whether the one is the other with trailing zeros: 1,300 for 1,312; 4 for 3.98."""
    for zeros in (1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6):
        if abs(rounded) >= 10 * zeros and rounded % zeros == 0 and rounded % (10 * zeros):
            return zeros > 1 and round(exact / zeros) * zeros == rounded and exact % zeros != 0
    return abs(rounded) >= 10 and rounded == int(rounded) != exact and round(exact) == rounded
