"""Numbers as people write them: ``1,312``, ``EUR 1.3k``, ``two days``, ``one in ten``. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

from dayline.practices.handoff.reading.clock import _HOURS, WORDS, instants, zone_after
from dayline.practices.handoff.reading.figure import Figure

_SCALES = {"hundred": 100, "thousand": 1_000, "grand": 1_000, "million": 1e6, "billion": 1e9}
_ONCE = {"twice": 2, "thrice": 3, "dozen": 12, "both": 2}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "twentieth": 20,
}  # fmt: skip
_PARTS = {
    "half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "sixth": 100 / 6,
    "eighth": 12.5, "tenth": 10.0, "twentieth": 5.0, "hundredth": 1.0,
}  # fmt: skip
_SHORT = {"k": 1e3, "m": 1e6, "mio": 1e6, "mn": 1e6, "bn": 1e9}
_LASTS = {
    "second": 1 / 60, "sec": 1 / 60, "secs": 1 / 60, "s": 1 / 60, "minute": 1, "min": 1, "mins": 1,
    "hour": 60, "hr": 60, "hrs": 60, "h": 60, "day": 1440, "night": 1440, "week": 10080,
    "wk": 10080, "fortnight": 20160, "month": 43800, "year": 525600,
    "century": 52560000,
}  # fmt: skip
_ABOUT = re.compile(
    r"(?:about|around|roughly|approximately|approx\.?|some|nearly|almost|close to|circa|ca\.?|~|\u2248"  # noqa: E501
    r"|a (?:bit|little) (?:over|under|more than|less than)|(?:just|shortly|soon|a little|a bit|not long) (?:after|before|past)|just (?:over|under|gone)|somewhat (?:over|under)"  # noqa: E501
    r"|or so|well over|upwards of|a (?:shade|touch|tad|hair) (?:over|under)|a good|north of|south of)\s*(?:[A-Z]{3}|[$\u20ac\u00a3])?\s*$",  # noqa: E501
    re.IGNORECASE,
)
_VERSION = re.compile(r"\bv?\d+\.\d+(?:\.\d+)+\b|\bv\d+(?:\.\d+)*\b", re.IGNORECASE)
_ONES = "|".join([*WORDS, *_SCALES])
_VALUE = re.compile(
    r"(?<![\w.])(?P<sign>(?:minus\s|[-\u2212](?=\d))?)(?:"
    r"(?P<digits>\d{1,3}(?:[,\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"|(?P<ordinal>\b(?:(?:twenty|thirty)[- ])?(?:{'|'.join(_ORDINALS)})\b)"
    rf"|(?P<words>\b(?:an?\s(?=hundred|thousand|million))?(?:{_ONES})(?:(?:[- ]|\sand\s)(?:{_ONES}))*\b)"  # noqa: E501
    rf"|(?P<once>\b(?:{'|'.join(_ONCE)})\b))",
    re.IGNORECASE,
)
_MORE = "(?:more|extra|further|full|whole|solid|working|business)"
_AFTER = re.compile(
    r"(?P<half>\sand\sa\shalf\b)?(?:(?P<scale>\s?(?:hundred|thousand|grand|million|billion)\b|(?:k|mio|mn|bn|m)\b)"
    r"|(?P<th>st|nd|rd|th)\b|(?P<percent>\s?%|\sper\s?cent\b|\spct\b)"
    rf"|[\s-]?(?:{_MORE}\s)?(?P<lasts>{'|'.join(sorted(_LASTS, key=len, reverse=True))})s?\b)?",
    re.IGNORECASE,
)
_RATIO = re.compile(
    rf"(?<![\w.-])(?P<of>\d|{_HOURS})(?:\s[\w-]+){{0,2}}?\s(?:in(?:\severy)?|out\sof(?:\severy)?)\s(?P<all>\d+|{'|'.join(WORDS)})\b",
    re.IGNORECASE,
)
_PORTION = re.compile(
    r"\b(?:an?\s|one[\s-]|the\s)?(?P<many>two[\s-]|three[\s-])?(?P<part>half|thirds?|quarters?|fifths?|sixth|eighth"
    r"|tenth|twentieth|hundredth)(?:\s(?P<of>(?:of\s)?an?\s(?:minute|hour|day|week|month|year|century))"
    r"|(?=\s(?:of|the|as|what|a|is|left)\b))",
    re.IGNORECASE,
)
_TEENS = "|".join(list(WORDS)[10:])
_BELOW = re.compile(
    rf"\b(?P<value>\d+(?:\.\d+)?|{'|'.join(WORDS)})(?:\sdegrees?|\s?\u00b0C?)?\sbelow(?:\szero|\sfreezing|(?=\s*(?:[,.;]|$)|\s(?:is|isn't|was|did)\b))",
    re.IGNORECASE,
)
_PAIRED = re.compile(
    rf"\b(?P<ones>one|two|three|four|five|six|seven|eight|nine)[ -](?P<rest>(?:{_TEENS})(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)\b",  # noqa: E501
    re.IGNORECASE,
)
_OFTEN = re.compile(
    rf"\b(?:(?P<many>\d{{1,3}}|{_ONES})\s?(?:x|times)|(?P<once>once|twice|thrice))\s"
    rf"(?:an?|per|every|each)\s(?P<unit>hour|day|week|month|year)\b",
    re.IGNORECASE,
)
"""``four times a day``, which is every six hours."""
_BETWEEN = re.compile(
    r"\s?(?:(?:up|down) )?(?:to|instead of|rather than|or|and not|where it (?:took|was)|compared with|against|vs\.?|->|\u2192)\s?(?:just |only )?$"  # noqa: E501
)
_AND_HALF = re.compile(
    r"\b(?:an?|one)\s(?P<unit>hour|day|week|year)\sand\sa\shalf\b", re.IGNORECASE
)
_ONE_LAST = re.compile(
    r"\b(?:an|a|one|per|every|each)\s(?P<unit>hour|day|week|fortnight|month|year|minute)\b"
    r"|\b(?P<adverb>hourly|daily|weekly|monthly|yearly)\b",
    re.IGNORECASE,
)


def figures(text: str) -> list[Figure]:
    """The numbers of a text, in their order; what is part of a name or an id is none."""
    found: list[Figure] = []
    taken = bytearray(len(text) + 1)

    def take(start: int, end: int, value: float | str, sort: str, raw: float | str) -> None:
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            loose = bool(_ABOUT.search(text, max(0, start - 30), start))
            zone = zone_after(text, end) if sort.startswith("time") else None
            found.append(Figure(value, sort, loose, raw, start, end, zone))

    for match in _VERSION.finditer(text):
        version = match.group().lower().removeprefix("v")
        take(*match.span(), version, "version", version)
    for start, end, value, sort in instants(text):
        take(start, end, value, sort, value)
    for start, end, value, sort in _portions(text):
        take(start, end, value, sort, value)
    for match in _BELOW.finditer(text):
        value = -float(_number(match["value"]))
        take(*match.span(), value, "count", value)
    for match in _PAIRED.finditer(text):
        value = 100.0 * WORDS[match["ones"].lower()] + _words(match["rest"].lower())
        take(*match.span(), value, "count", value)
    for match in _VALUE.finditer(text):
        take(*_valued(match, text))
    for match in _ONE_LAST.finditer(text):
        unit = match["unit"] or match["adverb"].lower().replace("dai", "day").removesuffix("ly")
        take(*match.span(), _LASTS[unit.lower()], "duration", 1.0)
    return _joined(_of_one_unit(sorted(found, key=lambda figure: figure.start), text), text)


def _of_one_unit(found: list[Figure], text: str) -> list[Figure]:
    """The figures with ``7 days instead of 3`` and ``3 to 10 percent`` as days and as percent."""
    out = list(found)
    for at, (one, other) in enumerate(pairwise(found)):
        if not _BETWEEN.match(text[one.end : other.start]):
            continue
        bare, full, where = (one, other, at) if one.sort == "count" else (other, one, at + 1)
        if bare.sort == "count" and full.sort in ("duration", "percent") and full.raw:
            scale = float(full.value) / float(full.raw)
            out[where] = bare._replace(value=float(bare.value) * scale, sort=full.sort)
    return out


def _joined(found: list[Figure], text: str) -> list[Figure]:
    """The figures with ``an hour and ten minutes`` as one."""
    out: list[Figure] = []
    for one in found:
        last = out[-1] if out else None
        if (
            last
            and last.sort == one.sort == "duration"
            and text[last.end : one.start] in (" ", " and ", ", ", "")
            and float(one.value) < float(last.value)
        ):
            value = float(last.value) + float(one.value)
            out[-1] = Figure(value, "duration", last.loose, value, last.start, one.end)
        else:
            out.append(one)
    return out


def _number(text: str) -> float:
    return float(text) if text[0].isdigit() else _words(text.lower())


def _portions(text: str) -> list[tuple[int, int, float, str]]:
    """Halves, quarters and ones in ten, as percent or as minutes."""
    found = [
        (*match.span(), 1.5 * _LASTS[match["unit"].lower()], "duration")
        for match in _AND_HALF.finditer(text)
    ]
    for match in _OFTEN.finditer(text):
        many = match["many"] or {"once": "1", "twice": "2", "thrice": "3"}[match["once"].lower()]
        if times := _number(many):
            found.append((*match.span(), _LASTS[match["unit"].lower()] / times, "duration"))
    for match in _RATIO.finditer(text):
        whole = _words(match["all"].lower()) if not match["all"].isdigit() else int(match["all"])
        part = _words(match["of"].lower()) if not match["of"].isdigit() else int(match["of"])
        if whole > part:
            found.append((*match.span(), 100 * part / whole, "percent"))
    for match in _PORTION.finditer(text):
        part = _PARTS[match["part"].lower().removesuffix("s")]
        many = {"two": 2, "three": 3}.get((match["many"] or "").strip(" -").lower(), 1)
        if match["of"]:
            whole = _LASTS[match["of"].lower().split()[-1]]
            found.append((*match.span(), whole * many * part / 100, "duration"))
        elif match["part"].lower() != "half" or text[: match.start()].rstrip()[-2:] != "at":
            found.append((*match.span(), many * part, "percent"))
    return found


def _valued(match: re.Match[str], text: str) -> tuple[int, int, float, str, float]:
    if match["ordinal"]:
        *tens, last = re.split(r"[- ]", match["ordinal"].lower())
        value = float(_ORDINALS[last] + sum(WORDS[word] for word in tens))
        return *match.span(), value, "ordinal", value
    value = _plain(match)
    after = _AFTER.match(text, match.end())
    if after is None:
        return *match.span(), value, "count", value
    value += 0.5 if after["half"] else 0.0
    raw, end = value, max(match.end(), after.end())
    if after["scale"]:
        scale = after["scale"].strip().lower()
        value *= _SCALES.get(scale) or _SHORT[scale]
        return match.start(), end, value, "count", value
    if after["th"]:
        return match.start(), end, value, "ordinal", value
    if after["percent"]:
        return match.start(), end, value, "percent", raw
    if after["lasts"]:
        return match.start(), end, value * _LASTS[after["lasts"].lower()], "duration", raw
    return *match.span(), value, "count", value


def _plain(match: re.Match[str]) -> float:
    if match["once"]:
        return float(_ONCE[match["once"].lower()])
    if match["words"]:
        return float(_words(match["words"].lower()))
    value = float(re.sub(r"[,\u202f]", "", match["digits"]))
    return -value if match["sign"] else value


def _words(text: str) -> float:
    total = current = 0.0
    for word in re.split(r"[- ]", text):
        if word in _SCALES:
            current = max(current, 1.0) * _SCALES[word]
            if word != "hundred":
                total, current = total + current, 0.0
        elif word in WORDS:
            current += WORDS[word]
    return total + current
