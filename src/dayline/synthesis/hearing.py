"""A sentence as it is heard: what its writer says, without code, quotations and marks. Pure.

Ways of saying are looked for in this alone. The sentence that is shown stays as it was written.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dayline.base.plain import plain
from dayline.base.sentences import CODE

_CODE = re.compile(CODE)
_STRUCK = re.compile(r"(?<![\w~])(~{1,2})(?=[^\s~])[^~\n]{1,300}(?<=[^\s~])\1(?![\w~])")
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://\S+[^\s.,;:!?)\]\"'>]", re.IGNORECASE)
_NAME_OF_CODE = re.compile(
    r"(?<![@\w.])(?:[a-z_]\w*(?:(?:\.|::|->|/|\\|=)\w+)+(?:\(\))?|\w*_\w+(?:\(\))?|\w+\(\))",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"\"[^\"]{1,300}\"|\u201c[^\u201d]{1,300}\u201d|\u201e[^\u201c\u201d]{1,300}[\u201c\u201d]"
    r"|\u00ab[^\u00bb]{1,300}\u00bb"
)
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc", "'''")
_TONE = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|:skin-tone-\\d:")
_YES = re.compile("(?:\U0001f44d|:(?:\\+1|thumbsup):)+")
_NO = re.compile("(?:\U0001f44e|:(?:-1|thumbsdown):)+")
_YES_ALONE = re.compile(
    "(?:\\s|\U0001f44c|\U0001f4af|\u2705|\U0001f64c|:(?:ok_hand|100|white_check_mark"
    "|heavy_check_mark|raised_hands):)+"
)
_DECORATION = re.compile(r"(?::[a-z0-9_+-]{2,40}:|[^\w@+\-(?!'\"\[]|-+(?!\d))+", re.IGNORECASE)
_NOT_SAID = re.compile(r"\b(?:code|words|link)\b")


@lru_cache(maxsize=4096)
def heard(text: str) -> str:
    """What somebody says in a sentence, on one line.

    A word stands for each piece of code, each address and each quotation; signs of thumbs are
    ``+1`` and ``-1``; what was struck out and what only decorates the beginning is gone.
    """
    text = _TONE.sub("", text.translate(_APOSTROPHES))
    if _YES_ALONE.fullmatch(text):
        return "+1"
    text = _NO.sub(" -1 ", _YES.sub(" +1 ", text))
    text = plain(_STRUCK.sub(" ", _CODE.sub("code", text)))
    text = _NAME_OF_CODE.sub("code", _ADDRESS.sub("link", text))
    unquoted = _QUOTED.sub("words", text)
    if speaks(unquoted):
        text = unquoted
    begin = _DECORATION.match(text)
    return text[begin.end() :].strip() if begin else text.strip()


def speaks(text: str) -> bool:
    """Whether more is heard than code, addresses and quotations."""
    return any(one.isalpha() for one in _NOT_SAID.sub("", text))
