"""Times of day and dates as people write them: ``6am``, ``half past six``, ``9 November``. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
"""Numbers as words, below a hundred; tens and ones are put together by the reader."""

_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PART = r"(?:\s*(?P<half>[ap]\.?m\b\.?)|\s+(?:in\s+the\s+|at\s+)(?P<part>morning|evening|afternoon|night))"  # noqa: E501
_CLOCK = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-4])[:.h](?P<minute>[0-5]\d)(?!\d|\.\d|\s?%)" + _PART + "?",
    re.IGNORECASE,
)
_HOUR = re.compile(
    rf"\b(?P<hour>[01]?\d|2[0-3]|{_HOURS})"
    rf"(?:{_PART}|\s*o['\u2019]?clock\b(?:{_PART.replace('half', 'half2').replace('part>', 'part2>')})?"  # noqa: E501
    r"|\s*(?=UTC\b|GMT\b|CET\b))",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:(?P<named>half|quarter|five|ten|twelve|twenty(?:[- ]five)?|5|10|20|25)(?:\s+minutes?)?"
    rf"\s+(?P<way>past|to|after)\s+(?P<hour>{_HOURS}|noon|midnight|1[0-2]|\d)\b)" + _PART + "?",
    re.IGNORECASE,
)
_AWAY = re.compile(
    rf"\b(?P<much>half an hour|(?:a )?quarter (?:of an )?hour|an hour|(?:\d\d?|{_HOURS}|twenty|thirty|forty) (?:minutes?|mins?|hours?|h))"  # noqa: E501
    r"\s+(?P<way>before|after|past|to)\s+(?P<of>noon|midday|midnight|(?:[01]?\d|2[0-4]):[0-5]\d)\b",
    re.IGNORECASE,
)
_HALF = re.compile(
    rf"(?<!\ba )\bhalf\s(?P<hour>{_HOURS})\b(?!\s(?:hours?|days?|of))" + _PART + "?", re.IGNORECASE
)
_ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180,  # noqa: E501
    "msk": 180, "gst": 240, "ist": 330, "sgt": 480, "jst": 540, "kst": 540, "aest": 600, "aedt": 660,  # noqa: E501
    "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480,
    "pdt": -420,
}  # fmt: skip
"""Minutes ahead of UTC, in the sense that is most usual where a name has several."""
_ZONE = re.compile(rf"\s?(?:{'|'.join(_ZONES)})\b", re.IGNORECASE)
_DIGITS = re.compile(
    r"\b(?:until|till?|by|before|after|from|at|since)\s"
    r"(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5][05])(?P<mark>h|\s?hrs?)?\b(?!\s+[a-z]{3}|\s?%|[.,:]\d)"
)
"""``till 1900``; what may be a year is none unless it says that it is an hour."""
_NAMED = re.compile(r"\b(?:noon|midday|midnight)\b", re.IGNORECASE)
_ISO = re.compile(r"\b(?:19|20)\d\d-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b")
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"  # noqa: E501
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{_MONTH})"
    rf"|(?P<month2>{_MONTH})\.?\s+(?:the\s+)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)\b",
    re.IGNORECASE,
)
_VERB_MAY = re.compile(r"\bmay$")
_GOES_ON = re.compile(
    r"\s+(?!at\b|on\b|and\b|or\b|to\b|till\b|until\b|in\b|is\b|was\b|by\b|for\b)[a-z]"
)
"""``bed 9 may have``: no date."""
_BARE_MONTH = re.compile(
    r"(?:\b(?:[Ii]n|[Oo]f|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Ee]arly|[Ll]ate|[Mm]id|[Ff]or|[Tt]his|[Nn]ext|[Ll]ast|[Oo]nly|[Ff]rom|and|or|to)[\s-])"
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_SPELT_DATE = re.compile(
    r"\b(?P<day>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth)"
    rf"\s+(?:of\s+)?(?P<month>{_MONTH})\b",
    re.IGNORECASE,
)
_SPELT_DAYS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()  # noqa: SIM905
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b", re.IGNORECASE
)
_NOT_DAYS = frozenset(("sat", "sun", "wed", "weds", "mons"))

Found = tuple[int, int, float, str]
"""Start, end, value and sort: ``time`` and ``time12`` in minutes of the day (the latter is right
but for half a day), ``date`` as month * 100 + day, ``weekday`` from 0 for Monday."""


def instants(text: str) -> Iterator[Found]:
    """The dates and times of a text, the surest forms first; later ones may overlap earlier."""
    yield from _dates(text)
    yield from _times(text)
    for match in _BARE_MONTH.finditer(text):
        yield *match.span("month"), _MONTHS.index(match["month"][:3].lower()) + 1, "month"
    for match in _WEEKDAY.finditer(text):
        word = match.group()
        if word[0].isupper() or word.lower() not in _NOT_DAYS:
            yield *match.span(), _DAYS.index(word[:3].lower()), "weekday"


def _dates(text: str) -> Iterator[Found]:
    for match in _ISO.finditer(text):
        yield *match.span(), int(match["month"]) * 100 + int(match["day"]), "date"
    for match in _DATE.finditer(text):
        if _VERB_MAY.search(match.group()) and _GOES_ON.match(text, match.end()):
            continue
        month = _MONTHS.index((match["month"] or match["month2"])[:3].lower()) + 1
        yield *match.span(), month * 100 + int(match["day"] or match["day2"]), "date"
    for match in _SPELT_DATE.finditer(text):
        month = _MONTHS.index(match["month"][:3].lower()) + 1
        yield *match.span(), month * 100 + _SPELT_DAYS.index(match["day"].lower()) + 1, "date"


def _times(text: str) -> Iterator[Found]:
    for match in _AWAY.finditer(text):
        yield *match.span(), *_away(match)
    for match in _PAST.finditer(text):
        if match["way"].lower() == "to" and text[: match.start()].lower().endswith("from "):
            continue  # "from five to six" says two hours
        yield *match.span(), *_past(match)
    for match in _HALF.finditer(text):
        half = match["half"] or match["part"] or ""
        yield *match.span(), *_of_day(_number(match["hour"]), 30, half, marked=False)
    for match in _CLOCK.finditer(text):
        marked = match["hour"].startswith("0") or int(match["hour"]) > 12
        half = match["half"] or match["part"] or ""
        yield *match.span(), *_of_day(int(match["hour"]), int(match["minute"]), half, marked=marked)
    for match in _HOUR.finditer(text):
        half = match["half"] or match["part"] or match["half2"] or match["part2"] or ""
        marked = match["hour"].startswith("0")
        yield *match.span(), *_of_day(_number(match["hour"]), 0, half, marked=marked)
    for match in _DIGITS.finditer(text):
        hour, minute = int(match["hour"]), int(match["minute"])
        if match["mark"] or not 1950 <= 100 * hour + minute < 2050:
            start = match.start("hour")
            yield start, match.end(), *_of_day(hour, minute, "", marked=True)
    for match in _NAMED.finditer(text):
        yield *match.span(), 0.0 if match.group().lower() == "midnight" else 720.0, "time"


def zone_after(text: str, at: int) -> int | None:
    """The offset in minutes of a time zone that is named at a place of a text."""
    match = _ZONE.match(text, at)
    return _ZONES[match.group().strip().lower()] if match else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else WORDS[word.lower()]


def _past(match: re.Match[str]) -> tuple[float, str]:
    named = match["named"].lower().replace("-", " ")
    if named in ("half", "quarter"):
        minutes = 30 if named == "half" else 15
    else:
        minutes = sum(_number(word) for word in named.split())
    hour = match["hour"].lower()
    whole = {"noon": 12, "midnight": 24}.get(hour) or _number(hour)
    if match["way"].lower() == "to":
        whole, minutes = whole - 1, 60 - minutes
    return _of_day(whole, minutes, match["half"] or match["part"] or "", marked=hour == "midnight")


def _away(match: re.Match[str]) -> tuple[float, str]:
    """``half an hour before midnight``."""
    much = match["much"].lower()
    first = much.split()[0]
    count = 1 if first in ("a", "an", "half", "quarter") else _number(first)
    minutes = count * (60 if re.search(r"hours?$|\bh$", much) else 1)
    minutes = {"half": 30, "quarter": 15}.get(
        next((w for w in ("half", "quarter") if w in much), ""), minutes
    )
    of = match["of"].lower()
    whole, _, rest = {"noon": "12:0", "midday": "12:0", "midnight": "24:0"}.get(of, of).partition(
        ":"
    )
    at = (
        int(whole) * 60
        + int(rest)
        + (minutes if match["way"].lower() in ("after", "past") else -minutes)
    )
    sure = of == "midnight" or int(whole) > 12 or whole.startswith("0")
    return float(at % 1440), "time" if sure or at > 780 else "time12"


def _of_day(hour: int, minute: int, half: str, *, marked: bool) -> tuple[float, str]:
    half = half.lower()
    late = (
        half.startswith("p") or half in ("evening", "afternoon") or (half == "night" and hour > 6)
    )
    if late and hour < 12:
        hour += 12
    if half.startswith("a") and not half.startswith("aft") and hour == 12:
        hour = 0
    sure = marked or half or hour > 12
    return float((hour * 60 + minute) % 1440), "time" if sure else "time12"
