"""The words and phrases by which sentences say that one record supersedes or amends another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dayline.records.dialect.tokens import END, HIDDEN, REF, SELF


@dataclass(frozen=True, slots=True)
class Verb:
    """The forms of a verb and the meaning of a link that states it."""

    third: str
    base: str
    past: str
    ing: str
    means: str
    means_by: str
    strong: bool

    @property
    def source(self) -> str:
        """The source of a pattern that matches every form."""
        return "|".join((self.third, self.past, self.ing, self.base))

    @property
    def stems(self) -> frozenset[str]:
        """What the forms begin with."""
        words = f"{self.base}|{self.past}".split("|")
        return frozenset(word.removesuffix("d").removesuffix("e") for word in words)


VERBS = {
    "supersede": Verb(
        "supersedes|supercedes", "supersede|supercede", "superseded|superceded",
        "superseding|superceding", "supersedes", "superseded_by", strong=True,
    ),
    "obsolete": Verb(
        "obsoletes", "obsolete", "obsoleted", "obsoleting", "supersedes", "superseded_by",
        strong=True,
    ),
    "replace": Verb(
        "replaces", "replace", "replaced", "replacing", "supersedes", "superseded_by",
        strong=False,
    ),
    "amend": Verb(
        "amends", "amend", "amended", "amending", "amends", "amended_by", strong=False
    ),
    "update": Verb(
        "updates", "update", "updated", "updating", "amends", "amended_by", strong=False
    ),
    "deprecate": Verb(
        "deprecates", "deprecate", "deprecated|withdrawn|retired|abandoned", "deprecating",
        "supersedes", "superseded_by", strong=False,
    ),
}  # fmt: skip
"""`deprecate` counts only in "deprecated in favour of": alone it names no successor."""

ADVERB = (
    r"(?:now|since|later|already|then|also|thus|therefore|both|itself|in fact|in part|"
    r"at least in part|for the most part|in full|in its entirety|in turn|,|⚠|\w+ly\b)"
)
REFS = (
    rf"{REF}\d+{END}(?:\s*\([^()]{{0,80}}\))?"
    rf"(?:(?:\s*(?:,\s*and\b|,|/|&|\band\b|\bas well as\b)\s*)(?:the\s+)?{REF}\d+{END})*"
)
BE = r"(?:is|are|was|were|be|been|being|became|becomes|got|considered|deemed)"
PASSIVE = re.compile(rf"\b{BE}(?:\s+(?:{ADVERB}|to be|considered|deemed))*\s*$", re.IGNORECASE)
WORD = r"[\w'\u2019-]+"
AUXILIARY = re.compile(
    r"(?:\b(?:has|have|had|is|are|was|will|shall|would|does|do|did|may|might|could|can|should|must|"
    r"not|never|no longer|cannot|\w+n['\u2019]t|be|been|to|going|intended|meant|supposed|designed|"
    r"aims?|intends?|seeks?|proposes|serves?|helps?|eventually|possibly|perhaps|someday|"
    rf"{ADVERB}|\w+s\s+and)|,)\s*$",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:not|never|no longer|cannot|nor|neither|hardly|without|rather than|instead of)\b"
    r"|n['\u2019]t\b",
    re.IGNORECASE,
)
POSSIBLE = re.compile(
    r"\b(?:may|might|could|can|should|must|possibly|perhaps|potentially|eventually|someday)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\b(?:if|unless|whether|suppose|supposing|assuming|were to|in case)\b", re.IGNORECASE
)
ACCEPTED = re.compile(
    rf"\b(?:if|once|assuming)\s+(?:(?:it|this|{SELF})\s+)?(?:(?:is|gets|were|be)\s+)?"
    r"(?:accepted|adopted|merged|approved|ratified)\b",
    re.IGNORECASE,
)
OPINION = re.compile(
    r"\b(?:argued?|claim(?:s|ed)?|suggest(?:s|ed)?|thought|believed?|said|says|asked|object(?:s|ed)?"
    r"|propos(?:es|ed)|plan(?:s|ned)?|want(?:s|ed)?|hop(?:es|ed)|consider(?:s|ed|ing)?)"
    r"(?:\s+that\b|\s+to\s*$|\s*$)",
    re.IGNORECASE,
)
IDLE_SECTION = re.compile(
    r"alternativ|future|unresolved|open question|drawback|prior art|considered option|"
    r"pros and cons|rejected|out of scope",
)
CLAUSE = re.compile(
    r"[;:(]|\s[-\u2013\u2014]{1,3}\s|\u2014|,\s+(?:but|so|while|whereas|and|because|since)\s"
)
PART = re.compile(
    rf"(?:\b(?:of|in|from|by|with)\s+{SELF}(?:\s+{WORD}){{0,2}}"
    rf"|{SELF}['\u2019]s?(?:\s+{WORD}){{1,5}}"
    rf"|\b(?:these|those|this|the (?:above|following|preceding|previous))"
    rf"(?:\s+{WORD}){{1,5}})\s*$",
    re.IGNORECASE,
)
PASSAGE = re.compile(
    rf"{SELF}|\b(?:sections?|chapters?|paragraphs?|parts?|appendix|text|wording|tables?|rules?|lists?"
    r"|requirements?|definitions?|specifications?|ranges?|designs?|approach|proposal|decisions?)\b",
    re.IGNORECASE,
)
WHOLE = re.compile(rf"{SELF}\s*(?:\([^()]{{0,60}}\)\s*)?,?\s*$")
THIS = re.compile(r"(?:^|[\s,(])(?P<word>this|it|we)\s*$", re.IGNORECASE)
OTHER = re.compile(rf"(?P<refs>{REFS})\s*,?\s*(?:which|that|has|have)?\s*,?\s*$", re.IGNORECASE)
CONJOINED = re.compile(
    rf"\b(?:supersedes|obsoletes|replaces|amends|updates|extends|refines|clarifies)\s"
    rf"[^.;:]{{0,80}}?{REFS}\s*,?\s*and\s*$",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    rf"(?P<refs>{REFS})[\s,)\]]*"
    rf"(?:(?P<which>which|that)|[-\u2013\u2014]+\s*the(?:\s+{WORD}){{1,5}})\s*$",
    re.IGNORECASE,
)
LEADING = (
    r"(?:the|a|an|its|our|and|older|old|earlier|previous|prior|existing|original|later|new|newer"
    r"|more|most|recent|recently|accepted|subsequent|successor|entirely|completely|fully|both|all"
    r"|rules?|system|mechanism|approach|design|plan|proposal|process|policy|document|decision"
    r"|amendment|one|ones|in|of|from|described|defined|specified|introduced|proposed|outlined"
    r"|set out|by|RFC|ADR)"
)
BY = re.compile(
    rf"\s*(?:(?:{ADVERB}|at least in part)\s*)*(?:by|in favou?r of)\s*:?\s+"
    rf"(?:{LEADING}\s+){{0,8}}(?P<agent>{REFS}|{SELF}|this(?: one)?(?=\s*[.,;)]|\s*$))",
    re.IGNORECASE,
)
FAVOUR = re.compile(r"\s*in favou?r of\b", re.IGNORECASE)
SEE = re.compile(
    rf"[\s,:;.()\u2013\u2014-]*(?:please\s+)?(?:see|with|→|->|=>)\s*(?:also\s+)?(?P<agent>{REFS})",
    re.IGNORECASE,
)
_WHICH = (
    r"(?:the|our|an|older|old|earlier|previous|prior|existing|original|entire|whole|both|all|of"
    r"|recent|accepted|now|proposal|document|decision|record|RFC|ADR)"
)
DIRECT = re.compile(
    rf"\s*:?\s*(?:{_WHICH}\s+){{0,4}}(?:(?:decision|proposal|document|record),?\s+\(?|\()?"
    rf"(?P<refs>{REFS}|{SELF})",
    re.IGNORECASE,
)
PARTLY = re.compile(
    rf"\s+(?:[\w'\u2019/,`{SELF}{HIDDEN}-]+\s+){{1,14}}?"
    r"(?:(?:of|in|from|per|specified by|described by|defined by|introduced by|made by)\s+)"
    rf"(?:the\s+)?(?P<refs>{REFS}|{SELF})"
)
WITH_SELF = re.compile(rf"\s*,?\s*(?:with|by|through)\s+(?:{SELF}|this\b)", re.IGNORECASE)
BY_SELF = re.compile(rf"(?:^|\W)(?:with|by|through)\s+{SELF}\s*,?\s*$", re.IGNORECASE)
LIMIT = re.compile(
    r"['\u2019]s?\s+\w|\s*,?\s*(?:with respect to|with regards? to|regarding|as regards|insofar|"
    r"in so far|as far as|in part\b|partially|in terms of|when it comes to|only\b|but only|"
    r"concerning|except|"
    r"for [^.;]{1,80}\bonly\b|on the (?:point|matter|question) of)",
    re.IGNORECASE,
)
INSTEAD = re.compile(
    r"\b(?:instead|see|refer|replac\w+|favou?r|successor|supersed\w+|superced\w+|obsolet\w+)\b",
    re.IGNORECASE,
)
MADE = re.compile(
    rf"\b(?:makes|made|making|renders|rendered|rendering)\s+(?P<refs>{REFS}|{SELF})\s*$"
)
LABELS = frozenset(
    [
        "note",
        "update",
        "updated",
        "status",
        "edit",
        "history",
        "warning",
        "info",
        "tip",
        "important",
        "caution",
        "lineage",
        "links",
        "link",
        "related",
        "notice",
        "decision",
        "accepted",
        "superseded",
        "superceded",
        "replaced",
        "obsolete",
        "obsoleted",
        "amended",
        "approved",
        "rejected",
        "deprecated",
        "implemented",
        "final",
        "draft",
        "proposed",
        "active",
        "in",
        "short",
        "as",
        "of",
        "on",
        "since",
        "then",
        "later",
        "however",
        "particular",
        "fact",
        "part",
        "and",
        "also",
        "both",
        "now",
        "already",
    ]
)
BARE_OBJECT = re.compile(r"\s*(?:$|[.;,)\]])")
REF_TOKEN = re.compile(rf"{REF}(\d+){END}")
DEGREES = (
    (re.compile(r"\b(?:at least )?in part\b", re.IGNORECASE), "", "_in_part"),
    (re.compile(r"\b(?:partial(?:ly)?|partly)\b", re.IGNORECASE), "partially_", ""),
    (re.compile(r"\b(?:mostly|largely|mainly|for the most part)\b", re.IGNORECASE), "mostly_", ""),
)
