"""A change held against decisions before it is merged: what is broken, cited or unrecorded."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.decision_check import measure
from dayline.faces.cli.main import main
from dayline.records.actions import move, open_record
from tests.cast import DECISION, Stage, set_stage

HEAD = "---\ncontract: decision/1\nid: {ref}\nstate: {state}\n{more}---\n\n# {title}\n\n{body}\n"
CHECKS = """applies_to: [src/ledger/**]
checks:
  - {name: no-floats, must_not_match: '\\bfloat\\(', why: Money is an integer.}
"""

Check = Callable[..., tuple[int, str]]


class Project:
    """A git repository with decisions, on whose branch things change."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> None:
        who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")
        subprocess.run(["git", *who, *arguments], cwd=self.top, check=True)

    def write(self, path: str, text: str) -> None:
        (self.top / path).parent.mkdir(parents=True, exist_ok=True)
        (self.top / path).write_text(text)

    def decide(
        self, ref: str, title: str, more: str = "", state: str = "accepted", body: str = "So be it."
    ) -> None:
        text = HEAD.format(ref=ref, state=state, more=more, title=title, body=body)
        self.write(f"docs/decisions/{ref}.md", text)

    def commit(self, message: str = "Change") -> None:
        self.git("add", "--all")
        self.git("commit", "-q", "-m", message)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.decide("D-1", "Money is an integer", CHECKS)
    made.write("src/ledger/book.py", "def total():\n    return 1\n")
    made.write("pyproject.toml", '[project]\nname = "pay"\ndependencies = [\n    "django",\n]\n')
    made.commit()
    made.git("checkout", "-q", "-b", "work")
    return made


@pytest.fixture
def check(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Check:
    monkeypatch.chdir(project.top)
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-21T09:00:00Z")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*more: str, diff: str = "main..HEAD", where: str = "docs/decisions") -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["decisions", "check", *filter(None, [where]), "--diff", diff, *more])
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out + printed.err

    return run


def test_a_change_that_breaks_a_check_is_an_error_at_its_line(
    project: Project, check: Check
) -> None:
    project.write("src/ledger/book.py", "def total():\n    return float(1)\n")
    project.commit()
    code, said = check()
    assert code == 1
    assert "src/ledger/book.py:2: error: D-1/no-floats: an added line matches" in said
    assert "src/ledger/book.py: note: D-1 governs src/ledger/book.py" in said
    assert check() == (code, said)  # the same change, the same report


def test_a_successor_swaps_the_checks_in_one_act(project: Project, check: Check) -> None:
    project.write("src/ledger/book.py", "def total():\n    return float(1) + Decimal(1)\n")
    project.decide("D-2", "Money is a decimal", "supersedes: [D-1]\n" + CHECKS.replace(
        "no-floats", "no-decimals").replace("float", "Decimal"), state="proposed")  # fmt: skip
    project.commit()
    assert "D-1/no-floats" in check()[1]  # a proposal binds nobody
    text = (project.top / "docs/decisions/D-2.md").read_text()
    project.write("docs/decisions/D-2.md", text.replace("state: proposed", "state: accepted"))
    project.write("src/web.py", "# as D-1 asks\n# D-2, which replaced D-1\n")
    project.commit()
    code, said = check()
    assert code == 1
    assert "D-1/no-floats" not in said
    assert "D-2/no-decimals" in said
    assert "src/web.py:1: error: D-1 is superseded by D-2. [superseded-cited]" in said
    assert "src/web.py:2" not in said


def test_a_new_dependency_needs_a_record_that_names_it(project: Project, check: Check) -> None:
    old = (project.top / "pyproject.toml").read_text()
    project.write("pyproject.toml", old.replace('    "django",', '    "django>=5",\n    "polars",'))
    project.commit()
    code, said = check()
    assert code == 0
    assert "pyproject.toml:5: warning: polars is a new dependency" in said
    assert "django" not in said
    assert check("--strict")[0] == 1
    assert "dependency" not in check("--message", "Speed\n\nDecision: D-1")[1]
    project.decide("D-3", "Frames with polars", state="proposed")
    project.commit()
    assert check("--strict")[0] == 0


def test_a_waiver_holds_until_its_day_and_says_who_and_why(project: Project, check: Check) -> None:
    project.write("src/ledger/book.py", "def total():\n    return float(1)\n")
    waiver = (
        "- {decision: D-1, check: no-floats, paths: [src/**], until: UNTIL, "
        "owner: '@omar', reason: Ratios.}\n"
    )
    project.write(".dayline/waivers.yaml", waiver.replace("UNTIL", "2026-11-21"))
    project.commit()
    code, said = check()
    assert (code, "waived until 2026-11-21 by @omar" in said) == (0, True)
    project.write(".dayline/waivers.yaml", waiver.replace("UNTIL", "2026-11-20"))
    code, said = check()
    assert code == 1
    assert "The waiver of @omar for D-1/no-floats ended on 2026-11-20." in said
    project.write(".dayline/waivers.yaml", waiver.replace("owner: '@omar', ", ""))
    assert "The waiver says nothing of owner." in check()[1]


def test_every_condition_bites(project: Project, check: Check) -> None:
    fenced = (
        "```yaml checks\n"
        "- {name: owners, must_exist: CODEOWNERS}\n"
        "- {name: no-pickles, must_not_exist: '**/*.pkl'}\n"
        "- {name: layers, must_not_import: [django, pay.web], paths: ['src/**']}\n"
        "- {name: future, must_match: '^from __future__', paths: ['src/**']}\n"
        "- {name: ends, command: 'false', timeout: 5}\n"
        "```"
    )
    project.decide("D-4", "Many rules", body=fenced)
    project.commit()
    project.git("branch", "-f", "main")
    project.write("data/x.pkl", "x")
    project.write(
        "src/pay/core.py", 'TEXT = """\nimport django\n"""\nfrom .web import (\n    a,\n)\n'
    )
    project.commit()
    code, said = check()
    assert code == 1
    for name in ("owners", "no-pickles", "layers", "future"):
        assert f"D-4/{name}: " in said
    assert "src/pay/core.py:4: error: D-4/layers: pay.web is imported here." in said
    assert "import django" not in said
    assert "D-4/ends: `false` was not run." in said  # nothing runs because a text says so
    assert "`false` ended with 1" in check("--allow", "false")[1]


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("{must_not_match: '(a+)+$', paths: ['**']}", "repeats what repeats"),
        ("{must_not_match: '(', paths: ['**']}", "cannot be read"),
        ("{must_not_match: a, must_match: b}", "exactly one of"),
        ("{must_not_match: a}", "needs paths"),
        ("{must_not_macth: a}", "no key 'must_not_macth'"),
        ("{command: x, timeout: 100000}", "from 1 to 600"),
    ],
)
def test_a_check_that_cannot_be_judged_is_an_error(
    project: Project, check: Check, stated: str, said: str
) -> None:
    project.decide("D-5", "Odd", f"checks:\n  - {stated}\n")
    project.commit()
    code, output = check()
    assert code == 1
    assert said in output
    assert "docs/decisions/D-5.md:" in output


def test_one_report_in_each_form(project: Project, check: Check) -> None:
    project.write("src/ledger/b|k@ana.py", "x = float(1)\n")
    project.commit()
    held = json.loads(check("--format", "json")[1])
    assert [one["rule"] for one in held["findings"]] == ["decision-touched", "decision-broken"]
    assert held["touched"][0]["decision"] == "D-1"
    sarif = json.loads(check("--format", "sarif")[1])
    assert sarif["runs"][0]["results"][0]["ruleId"] == "decision-broken"
    markdown = check("--format", "markdown")[1]
    assert markdown.startswith("<!-- dayline: decisions check -->\n")
    assert "b\\|k@\u200bana.py" in markdown  # no column is broken, nobody is notified


def test_a_diff_on_stdin_and_what_is_staged(
    project: Project, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    diff = "--- /dev/null\n+++ b/src/ledger/x.py\n@@ -0,0 +1 @@\n+x = float(1)\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(diff))
    assert "src/ledger/x.py:1: error" in check(diff="-")[1]
    monkeypatch.setattr("sys.stdin", io.StringIO("hello"))
    code, said = check(diff="-")
    assert (code, "stdin:1: There is no unified diff" in said) == (1, True)
    project.write("src/ledger/y.py", "x = float(1)\n")
    project.git("add", "--all")
    assert "src/ledger/y.py:1: error" in check(diff="staged")[1]
    assert check("--nonsense")[0] == 2


@pytest.mark.django_db
def test_the_decisions_of_a_workspace_bind_too(
    project: Project, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage: Stage = set_stage()
    monkeypatch.setenv("DAYLINE_WORKSPACE", "meridian")
    monkeypatch.setenv("DAYLINE_AS", "@ana")
    text = DECISION.replace(
        "---\n\n#", "checks: [{name: no-floats, must_not_match: float}]\n---\n\n#"
    )
    ref = open_record(stage.ben, "decision", text=text).ref
    project.write("src/gateway/a.py", "x = float(1)\n")
    project.commit()
    assert check(where="")[0] == 0  # only proposed
    move(stage.ana, ref, "accept")
    code, said = check(where="")
    assert code == 1
    assert f"{ref}/no-floats" in said


def test_planted_divergences_are_flagged_and_routine_is_not() -> None:
    counts, wrong = measure(2, 40, whole=True)
    assert counts["planted"] > 30
    assert counts["found"] >= 0.85 * counts["planted"], wrong
    assert counts["found"] >= 0.8 * counts["flagged"], wrong
