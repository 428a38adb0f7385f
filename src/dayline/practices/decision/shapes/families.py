"""Changes of schemas, public interfaces and infrastructure, by path and by changed lines. Pure.

Each family names the paths that concern it and the lines that make a change of them a decision.
Lines that only differ in numbers and digests (a version, a timeout, a pinned image) are routine,
and so are comments and descriptions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from dayline.practices.decision.diffs import Change, Lines

_ASIDE = re.compile(
    r"(?:^|/)(?:tests?|testdata|__tests__|spec|fixtures?|examples?|samples?|docs?|documentation|vendor"
    r"|node_modules|third_party|site-packages|snapshots?|__snapshots__)/", re.IGNORECASE
)  # fmt: skip
_NUMBERS = re.compile(r"\b(?:sha256:)?[0-9a-f]{7,64}\b|v?\d+(?:[._-]\w+)*")
_COMMENT = re.compile(
    r"^\s*(?:#|//|--|/\*|\*|<!--|\"\"\""
    r"|\"?(?:description|summary|title|examples?|version|operationId|tags|name|labels)\"?\s*[:=])"
)


_API: Final = "api-without-decision"
_INFRASTRUCTURE: Final = "infrastructure-without-decision"


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of decision that changes show. ``rule`` is the id of its finding."""

    rule: str
    what: str
    paths: re.Pattern[str]
    lines: re.Pattern[str]
    new_file: Callable[[Change], bool] = lambda _change: False
    removals: bool = False
    numbers_matter: bool = False


def _migration(change: Change) -> bool:
    return not change.path.endswith("__init__.py")


_DDL = re.compile(
    r"\b(?i:create|alter|drop|rename)\s+(?i:or\s+replace\s+)?(?i:unique\s+|materialized\s+)?"
    r"(?i:table|index|type|view|column|schema|sequence|constraint)\b"
    r"|\b(?:op|migrator)\.(?:create|drop|add|alter|rename)_(?:table|column|index|constraint)\b"
    r"|\bmigrations\.(?:(?:Create|Delete|Rename)Model|AlterModelTable"
    r"|(?:Add|Remove|Alter|Rename)(?:Field|Index|Constraint))\b"
    r"|\b(?:create_table|drop_table|add_column|remove_column|rename_column|change_column|add_index"
    r"|add_reference|add_foreign_key|createTable|dropTable|addColumn|alterTable|dropColumn)\b"
)
_SCHEMA = Family(
    "schema-without-decision",
    "a database schema",
    re.compile(
        r"(?:^|/)(?:migrations?|alembic/versions|db/migrate|flyway|liquibase)/.*"
        r"\.(?:py|sql|rb|js|ts|go|xml|ya?ml|php|kt)\Z"
        r"|\.sql\Z|(?:^|/)(?:schema\.prisma|schema\.rb|structure\.sql)\Z"
    ),
    re.compile(rf"{_DDL.pattern}|^\s*(?:model|enum)\s+\w+\s*\{{"),
)
_PROTO = Family(
    _API,
    "a public interface",
    re.compile(r"\.proto\Z"),
    re.compile(
        r"^\s*(?:rpc|message|service|enum|oneof)\s+\w+|^\s*reserved\b"
        r"|^\s*(?:repeated\s+|optional\s+)?[\w.<>, ]+=\s*\d+\s*[;\[]"
    ),
    removals=True,
    numbers_matter=True,
)
_GRAPHQL = Family(
    _API,
    "a public interface",
    re.compile(
        r"(?i)(?:schema|typedefs|types)[\w.-]*\.(?:graphqls?|gql)\Z|\.graphqls\Z"
        r"|(?:^|/)schema/.*\.(?:graphql|gql)\Z"
    ),
    re.compile(
        r"^\s*(?:extend\s+)?(?:type|input|interface|union|enum|scalar|directive)\s+\w"
        r"|^\s*\w+(?:\([^)]*\))?\s*:\s*\[?\w+"
    ),
    removals=True,
)
_OPENAPI = Family(
    _API,
    "a public interface",
    re.compile(
        r"(?i)(?:^|/)[\w.-]*(?:openapi|swagger|asyncapi)[\w.-]*\.(?:ya?ml|json)\Z"
        r"|(?:^|/)openapi/.*\.(?:ya?ml|json)\Z"
    ),
    re.compile(
        r"^\s*[\"']?/[\w{}/.-]*[\"']?\s*:"
        r"|^\s*[\"']?(?:get|put|post|patch|delete|head|options)[\"']?\s*:"
        r"|^\s*[\"']?(?:required|type|format|enum|\$ref|nullable|parameters|in|security)[\"']?\s*:"
    ),
    removals=True,
)
_TERRAFORM = Family(
    _INFRASTRUCTURE,
    "infrastructure",
    re.compile(r"\.(?:tf|tofu|bicep)\Z"),
    re.compile(
        r"^\s*(?:resource|module|provider|backend)\s+\""
        r"|^\s*(?:engine|multi_az|publicly_accessible|region|source)\s*="
    ),
)
_DOCKER = Family(
    _INFRASTRUCTURE,
    "infrastructure",
    re.compile(r"(?:^|/)(?:Dockerfile|Containerfile)[\w.-]*\Z|\.dockerfile\Z"),
    re.compile(r"(?i)^\s*(?:from|entrypoint|expose|user|volume)\s"),
)
_COMPOSE = Family(
    _INFRASTRUCTURE,
    "infrastructure",
    re.compile(r"(?:^|/)(?:docker-)?compose[\w.-]*\.ya?ml\Z"),
    re.compile(r"^\s*image:\s|^\s*(?:ports|volumes|networks|privileged|cap_add)\s*:"),
)
_CI = Family(
    _INFRASTRUCTURE,
    "infrastructure",
    re.compile(
        r"(?:^|/)\.github/workflows/[^/]+\.ya?ml\Z|(?:^|/)\.circleci/"
        r"|(?:^|/)(?:\.gitlab-ci\.yml|Jenkinsfile|azure-pipelines\.ya?ml|\.drone\.yml)\Z"
    ),
    re.compile(
        r"^\s*-?\s*uses:\s|^\s*(?:permissions|runs-on|environment|pull_request_target)\s*:"
        r"|\bsecrets\.\w+"
    ),
    new_file=lambda _change: True,
)
_KUBERNETES = Family(
    _INFRASTRUCTURE,
    "infrastructure",
    re.compile(
        r"(?:^|/)(?:k8s|kubernetes|helm|charts|manifests|kustomize|deploy(?:ments?)?|argocd?|flux)"
        r"/.*\.ya?ml\Z|(?:^|/)kustomization\.ya?ml\Z"
    ),
    re.compile(
        r"^\s*(?:kind|image|hostNetwork|privileged|serviceAccountName|runAsUser"
        r"|storageClassName|chart|repository)\s*:"
    ),
)

FAMILIES: Final = (
    _SCHEMA, _PROTO, _GRAPHQL, _OPENAPI, _TERRAFORM, _DOCKER, _COMPOSE, _CI, _KUBERNETES,
)  # fmt: skip


def shape_of(change: Change) -> tuple[Family, int] | None:
    """The family of decisions that a change shows, with the line that shows it; None for none."""
    if change.binary or _ASIDE.search(change.path):
        return None
    for family in FAMILIES:
        if family.paths.search(change.path):
            line = _telling(family, change)
            return None if line is None else (family, line)
    return None


def _telling(family: Family, change: Change) -> int | None:
    """The line at which a change becomes a decision of the family; None when it is routine."""
    if change.status == "added" and family.new_file(change) and change.added:
        return change.added[0][0]
    for number, text in _beyond(family, change.added, change.removed):
        if family.lines.search(text) and not _COMMENT.match(text):
            return number
    if family.removals or change.status == "deleted":
        for _, text in _beyond(family, change.removed, change.added):
            if family.lines.search(text) and not _COMMENT.match(text):
                return change.added[0][0] if change.added else 0
    return None


def _beyond(family: Family, lines: Lines, others: Lines) -> Lines:
    """The lines that do not stand on the other side too but for numbers, digests and space."""
    bare_of = _joined if family.numbers_matter else _bare
    there = Counter(bare_of(text) for _, text in others)
    found: Lines = []
    for number, text in lines:
        bare = bare_of(text)
        if there[bare]:
            there[bare] -= 1
        else:
            found.append((number, text))
    return found


def _bare(text: str) -> str:
    return _NUMBERS.sub("0", _joined(text))


def _joined(text: str) -> str:
    return "".join(text.split())
