"""Seeded histories of change sets for ``bench/decision_check.py``, with planted divergences.

A history has decisions (in force, proposed, superseded; with checks and paths) and change sets of
several files each. A change set may hold planted divergences, of which some are of kinds that no
reading of paths and lines can see, and hard negatives: changes that look like divergences and are
none, because they are routine, recorded, waived, history, or somewhere that does not count.
"""

# One case a line reads as a table, which is what it is.
# ruff: noqa: ARG005, E501, ISC004
# fmt: off

from __future__ import annotations

import difflib
import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field

DECISIONS = {
    "docs/decisions/D-1.md": ("accepted", "Use PostgreSQL for the ledger", "", "We run postgres."),
    "docs/decisions/D-2.md": ("superseded", "Money is a float", "superseded_by: [D-3]", "Old."),
    "docs/decisions/D-3.md": (
        "accepted", "Money is an integer",
        "supersedes: [D-2]\napplies_to: [src/ledger/**]\nchecks:\n"
        "  - {name: no-floats, must_not_match: '\\bfloat\\('}\n"
        "  - {name: no-orm, must_not_import: [sqlalchemy.orm, ledger.legacy], paths: [src/**]}",
        "Minor units.",
    ),
    "docs/decisions/D-4.md": ("accepted", "Talk HTTP with httpx", "", "We use httpx and tenacity."),
    "docs/decisions/D-5.md": ("deprecated", "Queues in Redis", "", "Gone."),
    "docs/decisions/D-6.md": ("proposed", "Search with meilisearch", "", "Maybe meilisearch."),
    "docs/decisions/D-7.md": (
        "accepted", "New handlers are typed",
        "applies_to: [src/api/**]\nchecks:\n"
        "  - {name: future, must_match: '^from __future__ import annotations', except: [src/api/gen/**]}\n"
        "  - {name: no-pickles, must_not_exist: ['**/*.pkl']}",
        "Types.",
    ),
    "docs/decisions/D-8.md": (
        "accepted", "Staging grows by itself", "applies_to: [infra/staging/**]", "Staging is free."
    ),
    "docs/decisions/D-9.md": ("accepted", "Services speak gRPC", "", "Internal calls."),
}  # fmt: skip
WAIVERS = """- {decision: D-3, check: no-floats, paths: [src/ledger/report.py], until: 2027-01-31,
   owner: "@omar", reason: The report shows ratios.}
"""

Edit = tuple[str, str, str]
"""Path, text before, text after; "" for a file that is not there."""


@dataclass
class Set:
    """A change set: its edits, its commit message, and (path, rule) of what was planted."""

    edits: list[Edit] = field(default_factory=list)
    message: str = "Tidy up"
    planted: list[tuple[str, str]] = field(default_factory=list)


Maker = Callable[[random.Random, int], tuple[list[Edit], str]]

_PY = "from __future__ import annotations\n\n\ndef total(rows):\n    return sum(row.amount for row in rows)\n"
_TOML = '[project]\nname = "pay"\nversion = "1.2.0"\ndependencies = [\n    "django>=5",\n    "httpx>=0.27",\n]\n\n[dependency-groups]\ndev = [\n    "pytest",\n]\n'
_NPM = '{\n  "name": "web",\n  "version": "1.0.0",\n  "dependencies": {\n    "react": "^18.0.0"\n  },\n  "devDependencies": {\n    "vite": "^5.0.0"\n  }\n}\n'
_GO = "module example.org/pay\n\ngo 1.22\n\nrequire (\n\tgithub.com/jackc/pgx/v5 v5.5.0\n)\n"
_PROTO = 'syntax = "proto3";\n\nmessage Charge {\n  string id = 1;\n  int64 amount = 2;\n}\n'
_API = "openapi: 3.1.0\ninfo:\n  title: Pay\n  version: 1.4.0\npaths:\n  /charges:\n    get:\n      summary: List\n      responses: {}\n"
_TF = 'resource "aws_db_instance" "ledger" {\n  engine = "postgres"\n  allocated_storage = 100\n}\n'
_DOCKER = "FROM python:3.11-slim\nCOPY . /app\nRUN pip install -r requirements.txt\n"
_CI = "name: ci\non: push\njobs:\n  test:\n    runs-on: ubuntu-22.04\n    steps:\n      - uses: actions/checkout@v4\n      - run: make test\n"
_K8S = "apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: 2\n  template:\n    spec:\n      containers:\n        - image: pay:1.4.2\n"
_GQL = "type Charge {\n  id: ID!\n  amount: Int!\n}\n"
_GEMS = 'source "https://rubygems.org"\ngem "rails", "~> 7.1"\n\ngroup :test do\n  gem "rspec"\nend\n'
_NAMES = ("polars", "celery", "boto3", "redis", "stripe", "kafka-python", "orjson", "pydantic-extra-types", "zstandard", "lxml")

DEP, SCHEMA = "dependency-without-decision", "schema-without-decision"
API, INFRA = "api-without-decision", "infrastructure-without-decision"
BROKEN, CITED = "decision-broken", "superseded-cited"


def _swap(path: str, before: str, old: str, new: str) -> list[Edit]:
    assert old in before, (path, old)
    return [(path, before, before.replace(old, new, 1))]


def _service(number: int) -> str:
    return f"services/s{number}"


PLANTED: list[tuple[int, Maker]] = [
    (4, lambda r, n: (_swap(f"{_service(n)}/pyproject.toml", _TOML, '    "httpx', f'    "{r.choice(_NAMES)}>=1.{n}",\n    "httpx'), DEP)),
    (1, lambda r, n: ([(f"{_service(n)}/pyproject.toml", "", f'[project]\nname = "p{n}"\ndependencies = ["{r.choice(_NAMES)}>=2"]\n')], DEP)),
    (3, lambda r, n: (_swap(f"web{n}/package.json", _NPM, '    "react"', f'    "{r.choice(("zustand", "@tanstack/query", "dayjs"))}": "^1.2.0",\n    "react"'), DEP)),
    (2, lambda r, n: (_swap(f"go{n}/go.mod", _GO, "\tgithub", "\tgithub.com/nats-io/nats.go v1.34.0\n\tgithub"), DEP)),
    (2, lambda r, n: ([(f"{_service(n)}/requirements.txt", "django==5.2\n", f"django==5.2\n{r.choice(_NAMES)}=={n}.1  # fast\n")], DEP)),
    (1, lambda r, n: (_swap(f"shop{n}/Gemfile", _GEMS, "\ngroup", '\ngem "sidekiq", "~> 7"\n\ngroup'), DEP)),
    (3, lambda r, n: ([(f"{_service(n)}/migrations/00{n:02}_more.py", "", "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n    operations = [\n        migrations.AddField('charge', 'note', models.TextField()),\n    ]\n")], SCHEMA)),
    (2, lambda r, n: ([(f"db/V{n}__{r.choice(('ledger', 'risk'))}.sql", "", f"alter table charge_{n} add column note text;\n")], SCHEMA)),
    (1, lambda r, n: ([(f"shop{n}/db/migrate/2026{n:04}_add.rb", "", "class Add < ActiveRecord::Migration[7.1]\n  def change\n    add_column :charges, :note, :string\n  end\nend\n")], SCHEMA)),
    (2, lambda r, n: (_swap(f"proto/p{n}.proto", _PROTO, "int64 amount = 2;", "int64 amount = 2;\n  string note = 3;"), API)),
    (1, lambda r, n: (_swap(f"proto/p{n}.proto", _PROTO, "amount = 2", "amount = 4"), API)),
    (2, lambda r, n: (_swap(f"{_service(n)}/openapi.yaml", _API, "  /charges:", "  /refunds:\n    post:\n      responses: {}\n  /charges:"), API)),
    (1, lambda r, n: (_swap(f"{_service(n)}/schema.graphql", _GQL, "  amount: Int!\n", ""), API)),
    (2, lambda r, n: (_swap(f"infra/prod{n}/main.tf", _TF, "resource", 'resource "aws_elasticache_cluster" "c" {\n  engine = "redis"\n}\n\nresource'), INFRA)),
    (1, lambda r, n: (_swap(f"{_service(n)}/Dockerfile", _DOCKER, "FROM python:3.11-slim", "FROM alpine:3.19"), INFRA)),
    (1, lambda r, n: ([(f".github/workflows/deploy{n}.yml", "", _CI)], INFRA)),
    (1, lambda r, n: (_swap(f".github/workflows/ci{n}.yml", _CI, "      - run", "      - uses: stranger/deploy@v1\n      - run"), INFRA)),
    (1, lambda r, n: ([(f"k8s/app{n}/cron.yaml", "", _K8S.replace("Deployment", "CronJob"))], INFRA)),
    (3, lambda r, n: (_swap(f"src/ledger/m{n}.py", _PY, "return sum(row.amount for row in rows)", "return float(sum(row.amount for row in rows))"), BROKEN)),
    (2, lambda r, n: (_swap(f"src/pay/m{n}.py", _PY, "\n\n\ndef", "\n\nfrom sqlalchemy.orm import Session\n\n\ndef"), BROKEN)),
    (1, lambda r, n: (_swap(f"src/ledger/m{n}.py", _PY, "\n\n\ndef", "\n\nfrom . import (\n    legacy,\n)\n\n\ndef"), BROKEN)),
    (2, lambda r, n: ([(f"src/api/h{n}.py", "", "def handler(request):\n    return None\n")], BROKEN)),
    (1, lambda r, n: ([(f"src/api/data/m{n}.pkl", "", "x\n")], BROKEN)),
    (3, lambda r, n: (_swap(f"src/web/m{n}.py", _PY, "    return", f"    # {r.choice(('as D-2 says', 'see D-2', 'D-5 asks for this', 'per D-2, in euro'))}\n    return"), CITED)),
    (1, lambda r, n: (_swap(f"docs/how{n}.md", "# How\n\nText.\n", "Text.", "Follow [money](../decisions/D-2.md)."), CITED)),
    # Of kinds that paths and lines do not show: nothing here can be found.
    (1, lambda r, n: (_swap(f"{_service(n)}/Dockerfile", _DOCKER, "RUN pip install -r requirements.txt", f"RUN pip install -r requirements.txt {r.choice(_NAMES)}"), DEP)),
    (1, lambda r, n: (_swap(f"src/ledger/m{n}.py", _PY, "    return", "    import importlib\n    importlib.import_module('ledger.' + 'legacy')\n    return"), BROKEN)),
    (1, lambda r, n: (_swap(f"docs/how{n}.md", "# How\n\nText.\n", "Text.", "Money is a float, as we decided."), CITED)),
]  # fmt: skip

NEGATIVE: list[Maker] = [
    lambda r, n: (_swap(f"{_service(n)}/pyproject.toml", _TOML, "django>=5", "django>=5.2"), ""),
    lambda r, n: (_swap(f"{_service(n)}/pyproject.toml", _TOML, '    "pytest",', '    "pytest",\n    "hypothesis",'), ""),
    lambda r, n: (_swap(f"{_service(n)}/pyproject.toml", _TOML, '    "django>=5",\n    "httpx>=0.27",', '    "httpx>=0.28",\n    "django>=5",'), ""),
    lambda r, n: (_swap(f"{_service(n)}/pyproject.toml", _TOML, '    "httpx', '    "tenacity>=8",\n    "httpx'), ""),  # D-4 names it
    lambda r, n: (_swap(f"web{n}/package.json", _NPM, '"vite": "^5.0.0"', '"vite": "^5.0.0",\n    "vitest": "^1.0.0"'), ""),
    lambda r, n: (_swap(f"web{n}/package.json", _NPM, "^18.0.0", "^19.1.0"), ""),
    lambda r, n: (_swap(f"go{n}/go.mod", _GO, "\n)", "\n\tgolang.org/x/text v0.14.0 // indirect\n)"), ""),
    lambda r, n: ([(f"{_service(n)}/requirements.txt", "django==5.2\n", "# redis was here\ndjango==5.2.1\n-r base.txt\n")], ""),
    lambda r, n: ([(f"{_service(n)}/requirements-dev.txt", "ruff\n", "ruff\nmypy\n")], ""),
    lambda r, n: (_swap(f"shop{n}/Gemfile", _GEMS, '  gem "rspec"', '  gem "rspec"\n  gem "capybara"'), ""),
    lambda r, n: ([(f"web{n}/package-lock.json", "{}\n", '{"dependencies": {"left-pad": {"version": "1.0.0"}}}\n')], ""),
    lambda r, n: ([(f"tests/fixtures/p{n}/package.json", "", _NPM)], ""),
    lambda r, n: ([(f"{_service(n)}/migrations/__init__.py", "", "# create table nothing\n")], ""),
    lambda r, n: ([(f"{_service(n)}/migrations/00{n:02}_fill.py", "", "from django.db import migrations\n\n\ndef fill(apps, editor):\n    apps.get_model('pay', 'Charge').objects.update(note='')\n\n\nclass Migration(migrations.Migration):\n    operations = [migrations.RunPython(fill)]\n")], ""),
    lambda r, n: ([(f"reports/q{n}.sql", "select 1;\n", "-- create table as select is slow\nselect 2;\n")], ""),
    lambda r, n: (_swap(f"proto/p{n}.proto", _PROTO, "message", "// What is charged.\nmessage"), ""),
    lambda r, n: (_swap(f"proto/p{n}.proto", _PROTO, "  int64 amount = 2;", "    int64  amount   = 2;"), ""),
    lambda r, n: (_swap(f"{_service(n)}/openapi.yaml", _API, "summary: List", "summary: List charges, newest first"), ""),
    lambda r, n: (_swap(f"{_service(n)}/openapi.yaml", _API, "1.4.0", "1.4.1"), ""),
    lambda r, n: ([(f"docs/examples/openapi{n}.yaml", "", _API)], ""),
    lambda r, n: (_swap(f"{_service(n)}/schema.graphql", _GQL, "  id", "  # Opaque.\n  id"), ""),
    lambda r, n: ([(f"web{n}/src/charges.graphql", "", "query Charges {\n  charges { id }\n}\n")], ""),
    lambda r, n: (_swap(f"infra/prod{n}/main.tf", _TF, "allocated_storage = 100", "allocated_storage = 200"), ""),
    lambda r, n: (_swap(f"infra/staging/m{n}.tf", _TF, "resource", 'resource "aws_sqs_queue" "q" {}\n\nresource'), ""),  # D-8
    lambda r, n: (_swap(f"{_service(n)}/Dockerfile", _DOCKER, "3.11-slim", "3.12-slim"), ""),
    lambda r, n: (_swap(f".github/workflows/ci{n}.yml", _CI, "checkout@v4", "checkout@v5"), ""),
    lambda r, n: (_swap(f".github/workflows/ci{n}.yml", _CI, "make test", "make check"), ""),
    lambda r, n: (_swap(f"k8s/app{n}/web.yaml", _K8S, "pay:1.4.2", "pay:1.5.0"), ""),
    lambda r, n: (_swap(f"k8s/app{n}/web.yaml", _K8S, "replicas: 2", "replicas: 3"), ""),
    lambda r, n: (_swap(f"src/ledger/m{n}.py", _PY.replace("sum(", "float("), "float(", "sum("), ""),
    lambda r, n: (_swap(f"src/web/m{n}.py", _PY, "return sum", "return float(1) + sum"), ""),
    lambda r, n: (_swap("src/ledger/report.py", _PY, "return sum", f"return float({n}) + sum"), ""),  # waived
    lambda r, n: (_swap(f"src/pay/m{n}.py", _PY, "\n\n\ndef", '\n\nTEXT = """\nfrom sqlalchemy.orm import Session\n"""\n\n\ndef'), ""),
    lambda r, n: ([(f"src/api/gen/h{n}.py", "", "def handler(request):\n    return None\n")], ""),
    lambda r, n: (_swap(f"src/web/m{n}.py", _PY, "    return", "    # D-3, which supersedes D-2\n    return"), ""),
    lambda r, n: (_swap(f"src/web/m{n}.py", _PY, "    return", "    # D-3 and D-9 hold here; see also UUID D-2f4\n    return"), ""),
    lambda r, n: ([("CHANGELOG.md", "# Changes\n", f"# Changes\n\n- {n}: D-2 is gone, D-5 too.\n")], ""),
    lambda r, n: (_swap(f"docs/how{n}.md", "# How\n\nText.\n", "Text.", r.choice(("Until 2025 D-2 held.", "Before D-3 it was D-2.", "We learned much from D-2."))), ""),  # history that reads like a rule
    lambda r, n: ([(f"src/web/new{n}.py", "", _PY)], ""),
]  # fmt: skip


def decision(ref: str, state: str, title: str, more: str, body: str) -> str:
    """The text of a decision."""
    head = f"contract: decision/1\nid: {ref}\nstate: {state}\n{more}".rstrip()
    return f"---\n{head}\n---\n\n# {title}\n\n## Context\n\n{body}\n\n## Decision\n\n{title}.\n"


def decisions() -> dict[str, str]:
    """The decisions of a history, by path."""
    return {
        path: decision(path.rpartition("/")[2].removesuffix(".md"), *stated)
        for path, stated in DECISIONS.items()
    }


def history(seed: int, count: int) -> list[Set]:
    """Change sets: half of them clean, the rest with one or two divergences, all with negatives."""
    chance = random.Random(seed)
    weights = [weight for weight, _ in PLANTED]
    return [_change_set(chance, weights) for _ in range(count)]


def _change_set(chance: random.Random, weights: list[int]) -> Set:
    made, taken = Set(), set[str]()
    for maker in chance.sample(NEGATIVE, chance.randint(3, 7)):
        _add(made, taken, maker, chance)
    if chance.random() < 0.15:  # the record comes along, or a commit names it
        name = chance.choice(_NAMES)
        path, ref = "docs/decisions/D-12.md", "D-12"
        if chance.random() < 0.5:
            text = decision(ref, "proposed", f"Use {name}", "", f"We need {name}.")
            made.edits.append((path, "", text))
            new = f'    "{name}>=1",\n    "httpx'
            made.edits += _swap("services/extra/pyproject.toml", _TOML, '    "httpx', new)
        else:
            made.message = "Add a cache\n\nDecision: D-1\n"
            made.edits += _swap("infra/prod/cache.tf", _TF, "resource", 'module "m" {}\n\nresource')
        return made
    if chance.random() < 0.5:
        for _, maker in chance.choices(PLANTED, weights, k=chance.randint(1, 2)):
            _add(made, taken, maker, chance)
    return made


def _add(made: Set, taken: set[str], maker: Maker, chance: random.Random) -> None:
    edits, rule = maker(chance, chance.randint(1, 99))
    if not taken.isdisjoint(path for path, _, _ in edits):
        return
    taken.update(path for path, _, _ in edits)
    made.edits += edits
    if rule:
        made.planted.append((edits[0][0], rule))


def blob(text: str) -> str:
    """A name for a text, as git would give one."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def diff(change_set: Set) -> str:
    """The change set as `git diff -U0 --full-index` writes it."""
    parts: list[str] = []
    for path, before, after in change_set.edits:
        parts.append(f"diff --git a/{path} b/{path}\n")
        if not before:
            parts.append("new file mode 100644\n")
        old = blob(before) if before else "0" * 40
        parts.append(f"index {old}..{blob(after)} 100644\n")
        lines = difflib.unified_diff(
            before.splitlines(keepends=True), after.splitlines(keepends=True),
            f"a/{path}" if before else "/dev/null", f"b/{path}", n=0,
        )  # fmt: skip
        parts += lines
    return "".join(parts)


def texts(change_set: Set) -> dict[str, str]:
    """The blobs of a change set."""
    both = (text for _, before, after in change_set.edits for text in (before, after))
    return {blob(text): text for text in both if text}
