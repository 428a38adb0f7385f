"""What names a record in a text, as one token; and each way in which the text speaks of itself."""

from __future__ import annotations

import re

from dayline.records.dialect.references import Refs, ref_of_target

REF = "\ue000"
END = "\ue001"
SELF = "\ue002"
HIDDEN = "\u00a4"
_MOST_LISTED = 60

# Begins with a line break, which is found faster than the beginning of a line.
_DEFINED = re.compile(r"\n[ ]{0,3}\[(?P<label>[^\]\n]+)\]:[ \t]*<?(?P<target>[^\s>]+)>?")


def definitions(text: str) -> dict[str, str]:
    """The link reference definitions of a Markdown text: label in lower case to target."""
    found = _DEFINED.finditer(f"\n{text}")
    return {one["label"].casefold(): one["target"] for one in found}


_TICKS = re.compile(r"`+")
_STRUCK = re.compile(r"~~.+?~~", re.DOTALL)
_SAID = re.compile(r"\"[^\"\n]{0,400}\"|\u201c[^\u201d\n]{0,400}\u201d")
_INLINE = re.compile(r"!?\[(?P<text>[^\[\]]*)\]\(\s*+<?+(?P<target>[^()\s>]*+)>?+[^()]*+\)")
_NAMED = re.compile(r"\[(?P<text>[^\[\]]+)\](?:\[(?P<label>[^\[\]]*)\])?")
_URL = re.compile(r"<?\b[a-z][a-z0-9+.-]{1,20}://[^\s<>)\]]+>?", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<![\w*])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\w*])")
_MORE = re.compile(
    rf"(?P<ref>{REF}(?P<k>\d+){END})(?P<gap>\s*/\s*|\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*)"
    r"#?(?P<n>[0-9]{1,6})(?!\w|[.-]\w)"
)
_PLURAL = re.compile(r"s[ \u00a0-]?#?[0-9]+$")


class Tokens:
    """Replaces what names records in one text by tokens."""

    def __init__(
        self, refs: Refs, own: str, defined: dict[str, str], selves: tuple[str, ...]
    ) -> None:
        self.refs = refs
        self.own = own
        self.defined = defined
        names = "|".join(re.escape(name) for name in selves) or "record"
        self.selves = re.compile(
            rf"\b(?:this|the present|the current)\s+(?:{names})\b", re.IGNORECASE
        )
        self.found: list[str] = []
        self.plural: set[int] = set()

    def of(self, text: str, trigger: re.Pattern[str]) -> str:
        """``text`` with tokens. ``self.found`` holds the references by token number."""
        self.found, self.plural = [], set()
        text = _without_code(text)
        text = _STRUCK.sub(_hide, text)
        text = _SAID.sub(lambda m: _hide(m) if trigger.search(m[0]) else m[0], text)
        text = _INLINE.sub(lambda m: self._link(m, m["target"], trigger), text)
        text = _NAMED.sub(lambda m: self._named(m, trigger), text)
        text = _URL.sub(lambda m: self._target(m[0].strip("<>")) or HIDDEN, text)
        text = self.refs.patterns.mention.sub(self._mention, text)
        text = self._lists(text)
        text = _EMPHASIS.sub("", text)
        return self.selves.sub(lambda m: SELF + "\n" * m[0].count("\n"), text)

    def _token(self, ref: str) -> str:
        if ref == self.own:
            return SELF
        self.found.append(ref)
        return f"{REF}{len(self.found) - 1}{END}"

    def _target(self, target: str) -> str:
        ref = ref_of_target(target, self.refs)
        return self._token(ref) if ref else ""

    def _link(self, found: re.Match[str], target: str, trigger: re.Pattern[str]) -> str:
        """A link to a record. Where text and address differ, the text is what people read."""
        mention = self.refs.patterns.mention.search(found["text"])
        if mention and mention.lastgroup != "h":
            token = self._token(f"{self.refs.prefix}-{int(mention[mention.lastgroup or 0])}")
        else:
            token = self._target(target)
        if token:
            return token + "\n" * found[0].count("\n")
        return HIDDEN if mention or trigger.search(found["text"]) else found["text"]

    def _named(self, found: re.Match[str], trigger: re.Pattern[str]) -> str:
        label = (found["label"] or found["text"]).casefold()
        if label in self.defined:
            return self._link(found, self.defined[label], trigger)
        return found["text"]

    def _mention(self, found: re.Match[str]) -> str:
        number = int(found[found.lastgroup or 0])
        if self.refs.patterns.prefix and _PLURAL.search(found[0]):
            self.plural.add(len(self.found))
        return self._token(f"{self.refs.prefix}-{number}") + "\n" * found[0].count("\n")

    def _lists(self, text: str) -> str:
        """``RFCs 1, 2 and 3`` and ``RFC 1 / 2``: the bare numbers are references too."""
        for _ in range(_MOST_LISTED):
            found = next(
                (
                    item
                    for item in _MORE.finditer(text)
                    if int(item["k"]) in self.plural or "/" in item["gap"]
                ),
                None,
            )
            if not found:
                break
            self.plural.add(len(self.found))
            token = self._token(f"{self.refs.prefix}-{int(found['n'])}")
            text = text[: found.start("n")].rstrip("#") + token + text[found.end() :]
        return text


def _without_code(text: str) -> str:
    """``text`` with code spans hidden: what stands between two runs of as many backticks."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(text)]
    if not runs:
        return text
    later: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[index][1] - runs[index][0], []).append(index)
    kept: list[str] = []
    at = index = 0
    while index < len(runs):
        start, end = runs[index]
        same = later[end - start]
        while same and same[-1] <= index:
            same.pop()
        if not same:
            index += 1
            continue
        close = same[-1]
        kept += [text[at:start], HIDDEN, "\n" * text.count("\n", start, runs[close][1])]
        at, index = runs[close][1], close + 1
    return "".join([*kept, text[at:]])


def _hide(found: re.Match[str]) -> str:
    return HIDDEN + "\n" * found[0].count("\n")
