"""What a text says, made ready for comparing: its words, names, figures, what it denies. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise

from dayline.practices.handoff.reading.figure import Figure
from dayline.practices.handoff.reading.figures import figures
from dayline.practices.handoff.reading.lexicon import Axes, base, lexicon, phrases
from dayline.practices.handoff.reading.shorthand import spelt_out

_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bNo\.)(?<!e\.g\.)(?<!i\.e\.)[\"')\]]*\s+"
    r"|\n+(?=\s*(?:[-*+\u2022]|\d+[.)])\s)|\n{2,}|(?<=\n)|;\s+"
)
_ASKED = re.compile(r"(?:(?<=^)|(?<=[\n.!;]\s)|(?<=\n))\?\s+(?=\w)")
"""A question mark that opens a note."""
_CLAUSE = re.compile(
    r"[,;:()\u2013\u2014=?!]|\.\s|\s->?\s|\s-\s|(?<!nobody )(?<!nothing )(?<!no one )(?<!none )(?<!anything )(?<!all )\bbut\b|\b(?:because|(?<!root )(?<!the )(?<!a )(?<!to )cause|so that|so|while|although|though|unless|until|till"  # noqa: E501
    r"|if|when|which|who|otherwise|or else|however|whereas|since|before|after|as long as|once|whether|for (?=the|we|it)"  # noqa: E501
    r"|and (?=(?:the|then|it|we|i|he|she|they|you|has|have|is|are|was|were|must|can|do|does|not|will|only|no|goes?|page|call|stop|accepts?|picks?)\b))\b",  # noqa: E501
    re.IGNORECASE,
)
_CUT = re.compile(
    r"[,;:]\s|\s[\u2013\u2014-]\s|\s(?=(?:and|but|because|since|while|whereas|although|which|so)\s)",
    re.IGNORECASE,
)
MOST_FIGURES = 24
"""How many numbers of one text are looked at: three times what any labelled text says."""
FEWEST_WORDS = 11
FEWEST_WORDS_EACH = 4
_TOKEN = re.compile(
    r"`[^`\n]{1,80}`|@[\w.-]*\w|#\d+"
    r"|[A-Za-z]{1,8}-\d+\b|\d+-[A-Za-z]\b|[^\W_]+(?:[_./:@\\-]+[^\W_]+)+|[^\W_]+(?:'[^\W_]+)*"
)
_DENIALS = frozenset(
    """
    not never no none nobody nothing neither nor without isn't aren't wasn't weren't don't
    doesn't didn't won't wouldn't can't couldn't shouldn't mustn't hasn't haven't hadn't
    needn't ain't unable hardly avoid refrain rather instead opposed except
    """.split()  # noqa: SIM905 -- reads better as a text
)
_AFTER_ONLY = frozenset(("rather", "instead", "opposed", "except"))
_BEING = frozenset(
    """
    is are was were be been not isn't aren't wasn't weren't stop start keep still
    stops starts keeps kept started stopped been being by
    """.split()  # noqa: SIM905 -- reads better as a text
)
"""Words after which a form in -ing is a verb rather than a noun."""
_MOVING = frozenset(
    "rising falling growing shrinking climbing dropping increasing decreasing improving worsening".split()  # noqa: E501, SIM905
)
"""Words that say which way something goes, wherever they stand."""
_ONLY = re.compile(
    r"\b(?:not|nothing) (?:only|just|until|before|yet clear)\b|\bno (?:matter|doubt|later)\b"
)
_NOT_TO_BLAME = re.compile(
    r"\b(?:isn't|wasn't|aren't|weren't|(?:is|was|are) not) (?:(?:the|a|our|part of the) )?"
    r"(?:(?:root )?cause|problem|culprit|reason|issue|to blame|at fault|responsible)\b",
    re.IGNORECASE,
)
_NOBODY = frozenset(("nothing", "nobody", "none", "no", "neither"))
_CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur fri
    sat sun january february march april may june july august september october november
    december utc gmt cet am pm eur usd gbp i ok asap eta fyi qa mr mrs ms dr
    """.split()  # noqa: SIM905 -- reads better as a text
)


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A word or a phrase: its stems, its groups and axes, and how the text treats it.

    ``name`` is 2 for what is surely a name, 1 for what may be one (a capital that starts a
    sentence with a common word), 0 otherwise; ``weight`` is how much it tells by itself.
    """

    stems: tuple[str, ...]
    groups: frozenset[str]
    axes: Axes
    text: str
    name: int
    denied: bool
    clause: int
    weight: float
    reach: int
    """How many telling words stand between the denial and this; 9 when nothing is denied."""
    start: int
    end: int
    """Where it stands in the text."""


@dataclass(frozen=True, slots=True)
class Sense:
    """A sentence, or several."""

    text: str
    units: tuple[Unit, ...]
    figures: tuple[Figure, ...]
    denials: frozenset[int]
    """The clauses in which something is denied."""
    cues: tuple[int, ...]
    """The clause of each denying word."""


def sentences(text: str) -> list[str]:
    """The sentences and list items of a text, without what only marks them."""
    text = _ASKED.sub("Open: ", text)
    parts = (part.strip() for part in _SENTENCE.split(text))
    return [clean for part in parts if (clean := _bare(part)) and any(map(str.isalnum, clean))]


def clauses(text: str) -> list[str]:
    """The clauses of a long sentence, where they say enough to be held against an item alone."""
    if text.count(" ") < FEWEST_WORDS:
        return []
    cuts = [0, *(match.start() for match in _CUT.finditer(text)), len(text)]
    parts, start = [], 0
    for end in cuts[1:]:
        if text.count(" ", start, end) >= FEWEST_WORDS_EACH or end == len(text):
            parts.append(text[start:end].strip(" ,;:-\u2013\u2014"))
            start = end
    if len(parts) > 1 and parts[-1].count(" ") < FEWEST_WORDS_EACH:
        parts = parts[:-1]
    return parts[:8] if len(parts) > 1 else []


def _bare(text: str) -> str:
    text = re.sub(r"^\s*(?:(?:[-*+\u2022]|\d+[.)])\s+|\[[ xX]?\]\s*)+", "", text)
    text = re.sub(r"^\((?:\w|\s){1,40}\)\s*", "", text)
    return re.sub(r"\s+", " ", re.sub(r"\*\*|__", "", text)).strip()


@lru_cache(maxsize=4096)
def sense(text: str) -> Sense:
    """What one text says."""
    text = spelt_out(text)
    tokens = list(_TOKEN.finditer(text))
    blank = _blanked(text, tokens)
    found = figures(blank)[:MOST_FIGURES]
    taken = bytearray(len(text) + 1)
    for figure in found:
        taken[figure.start : figure.end] = b"\1" * (figure.end - figure.start)
    tokens = [token for token in tokens if not taken[token.start()]]
    units: list[Unit] = []
    cues: list[int] = []
    for number, (start, end) in enumerate(_clauses(text)):
        part = [token for token in tokens if start <= token.start() < end]
        units += _units(text, part, number, cues)
    units = _cleared(text, units)
    return Sense(text, tuple(units), tuple(found), frozenset(cues), tuple(cues))


def _cleared(text: str, units: list[Unit]) -> list[Unit]:
    """The units with what is said not to be the cause as denied: ``the disk isn't the problem``."""
    starts = clause_starts(text)
    for match in islice(_NOT_TO_BLAME.finditer(text), 4):
        clause = bisect_right(starts, match.start()) - 1
        units = [
            replace(one, denied=True, reach=0)
            if starts[clause] <= one.start < match.start() and not one.denied
            else one
            for one in units
        ]
    return units


def _blanked(text: str, tokens: list[re.Match[str]]) -> str:
    """The text with its codes blanked, so that a number within one is none."""
    pieces, at = [], 0
    for token in tokens:
        if _is_code(token.group()):
            pieces += [text[at : token.start()], "_" * len(token.group())]
            at = token.end()
    return "".join((*pieces, text[at:]))


def _is_code(piece: str) -> bool:
    """Whether a token is a name that digits are part of, such as ``SEC-209`` or ``220-B``."""
    letters = any(map(str.isalpha, piece))
    if piece[0] in "`@#":
        return True
    if letters and any(map(str.isdigit, piece)):
        return not re.fullmatch(
            r"v?[\d.,:]+[a-z%]{0,3}|\d+[a-z]{1,7}|\d+-(?:day|hour|minute|week)s?|\d+[:.]\d\d[ap]m|\d\d\d\d-\d\d-\d\d.*",
            piece.lower(),
        ) or bool(re.fullmatch(r"[A-Z]\d+|\d[a-dA-F]", piece))
    return letters and bool(re.search(r"[_/:\\]", piece))


@lru_cache(maxsize=4096)
def clause_starts(text: str) -> list[int]:
    """Where the clauses of a text start."""
    return [start for start, _ in _clauses(text)]


def _clauses(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def _units(text: str, tokens: list[re.Match[str]], clause: int, denials: list[int]) -> list[Unit]:
    words = [token.group().strip("`@#").lower() for token in tokens]
    stems = [base(word) for word in words]
    spared = set()
    if tokens:
        begin = tokens[0].start()
        for match in _ONLY.finditer(text.lower(), begin, tokens[-1].end()):
            spared.add(match.start())
    denied, reach, last, out = False, 0, "", []
    for start, end, meaning in phrases(stems, words):
        cues = [
            k for k in range(start, end) if words[k] in _DENIALS and tokens[k].start() not in spared
        ]
        unit = _unit(tokens[start:end], words[start:end], tuple(stems[start:end]), meaning.groups)
        absorbed = (
            bool(meaning.axes)
            and end - start > 1
            and (end - 1 not in cues or words[end - 1] == "without")
        )
        before = denied
        if len(cues) % 2 and not absorbed:
            cue = words[cues[0]]
            near = reach < 2 and cue not in _AFTER_ONLY and last not in _AFTER_ONLY
            twice = denied and (near or cue == "without")
            denied, reach, last = not twice, 0, cue
            denials.append(clause)
        single = end - start == 1
        bare = words[start].endswith("ing") and (not start or words[start - 1] not in _BEING)
        bare = bare and words[start] not in _MOVING
        axes = frozenset() if single and (cues or bare) else meaning.axes
        if unit or axes:
            stem, name, weight = unit or (tuple(stems[start:end]), 0, 0.15)
            shown = text[tokens[start].start() : tokens[end - 1].end()]
            against = before if cues else denied
            far = reach if against else 9
            if against and last in _NOBODY and words[start] in ("may", "can"):
                far = min(far, 1)  # "nothing of the old set may go out" is "must not"
            at = tokens[start].start()
            out.append(
                Unit(
                    stem,
                    meaning.groups,
                    axes,
                    shown,
                    name,
                    against,
                    clause,
                    weight,
                    far,
                    at,
                    at + len(shown),
                )
            )
            reach += weight >= 0.3
    return out


def _unit(
    tokens: list[re.Match[str]], words: list[str], stems: tuple[str, ...], groups: frozenset[str]
) -> tuple[tuple[str, ...], int, float] | None:
    """The stems, whether a name, and the weight; None for words that tell nothing."""
    book = lexicon()
    idle = [word in book.idle or word in _CALENDAR for word in words]
    if (
        words[0] in ("it", "us")
        and tokens[0].group().isupper()
        and len(words) == 1
        and not tokens[0].string.isupper()
    ):
        return stems, 2, 1.4
    name = _name(tokens[0], words[0]) if len(tokens) == 1 and not idle[0] else 0
    if all(idle):
        return (stems, 0, 0.3) if len(words) > 1 and groups else None
    if name == 2:
        return stems, name, 1.4
    if len(words) == 1 and stems[0] in book.light:
        return stems, name, 0.35
    return stems, name, 0.8 if groups else 1.0


def _name(token: re.Match[str], word: str) -> int:
    text = token.group()
    if len(text) > 3 and text.isupper() and text.isalpha() and base(word) in lexicon().common:
        return 0
    if text[0] in "`@#" or _is_code(text) or sum(map(str.isupper, text)) > 1:
        return 2
    if not text[0].isupper() or word in _CALENDAR:
        return 0
    before = token.string[: token.start()].rstrip(" \"'(")
    if before and before[-1] not in ".!?:\n=-\u2022":
        return 2
    return 1 if base(word) in lexicon().common or len(word) < 3 else 2
