"""What stands within a paragraph of reStructuredText, said in Markdown. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_INLINE = re.compile(
    r"(?P<literal>``(?:[^`]|`(?!`)){1,2000}?``)"
    r"|(?P<web>https?://[^\s<>`]{1,2000})"
    r"|:(?P<role>[a-zA-Z][\w.+:-]{0,60}):`(?P<of_role>[^`]{1,500})`"
    r"|`(?P<linked>[^`<>]{1,500}?)\s*<(?P<target>[^<>`]{1,2000})>`_{1,2}"
    r"|`(?P<named>[^`]{1,500})`__?(?!\w)"
    r"|\[(?P<note>[#\w*-]{1,60})\]_(?!\w)"
    r"|(?P<code>`[^`\n]{1,500}`)"
    r"|(?<![\w_])(?P<word>[^\W_]\w{0,200}?)__?(?=[\s.,;:)\]]|$)"
    r"|(?P<escaped>\\(?:\s|.))"
    r"|(?P<sign>[_<>\[\]#~&|])"
)
_TITLED = re.compile(r"(?P<text>.*?)\s*<[^<>]*>$", re.DOTALL)
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+$")
_ELSEWHERE = re.compile(r"^[\w.-]+:(?=[\w.]+$)")
"""The name of another documentation before a name in it."""
_NUMBERED = frozenset(("pep", "rfc"))


def inline(text: str) -> str:
    """The same words in Markdown; what Markdown would take for markup is escaped."""
    return _INLINE.sub(_said, text)


def _said(found: re.Match[str]) -> str:
    sort = found.lastgroup or ""
    if sort in _SAID:
        return _SAID[sort](found)
    return f"\\{found.group()}"


def _linked(found: re.Match[str]) -> str:
    target = "".join(found["target"].split())
    words = inline(found["linked"])
    return f"[{words}](<{target}>)" if _ADDRESS.match(target) else words


def _escaped(sign: str) -> str:
    """A sign that stands for itself; a blank behind the backslash is none."""
    if sign[1].isspace():
        return "\n" if sign[1] == "\n" else ""
    return sign if sign[1] in "\\`*_{}[]<>()#+-.!|~&\"'/:;=?@$%^," else sign[1]


def _address(address: str) -> str:
    bare = address.rstrip(".,;:!?'\")]")
    return f"<{bare}>{inline(address[len(bare) :])}"


def _role(found: re.Match[str]) -> str:
    role, text = found["role"].rpartition(":")[2].lower(), found["of_role"]
    titled = _TITLED.match(text)
    if titled:
        return inline(titled["text"])
    number = text.partition("#")[0].strip()
    if role in _NUMBERED and number.isdecimal():
        return f"{role.upper()} {number}"
    return f"``{_ELSEWHERE.sub('', text.lstrip('~!'))}``"


_SAID: Mapping[str, Callable[[re.Match[str]], str]] = {
    "literal": lambda found: found.group(),
    "code": lambda found: found.group(),
    "web": lambda found: _address(found["web"]),
    "of_role": _role,
    "target": _linked,
    "named": lambda found: inline(found["named"]),
    "note": lambda found: f"\\[{found['note'].lstrip('#')}\\]",
    "word": lambda found: inline(found["word"]),
    "escaped": lambda found: _escaped(found["escaped"]),
}
