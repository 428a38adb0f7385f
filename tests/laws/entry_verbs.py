"""The verbs of the command line: who may use each, and what of records it shows."""

from __future__ import annotations

from tests.laws.entry_points import ANYBODY, EVERYBODY, OWNERS, WRITERS, Way

SAYERS = "OMG"
"""Guests may comment on what names them; auditors say nothing."""

_FILES = Way(ANYBODY, "nothing")
"""Works on plain folders or on the machine itself: whoever reads the files has read them."""

VERBS: dict[str, Way] = {
    "init": _FILES, "demo": _FILES, "check": _FILES, "hours add": _FILES, "simulate": _FILES,
    "contract lint": _FILES, "serve": _FILES, "doctor": _FILES, "backup": _FILES, "restore": _FILES,
    "index": _FILES, "signin": _FILES, "worker": _FILES, "mcp": _FILES,
    "new": Way(WRITERS),
    "list": Way(EVERYBODY, "list", ("list", "list --json", "list --as-of 2026-11-18 --json")),
    "show": Way(EVERYBODY, "one", ("show {V}", "show {H}", "show {H} --json", "show {slug}")),
    "log": Way(EVERYBODY, "list", ("log", "log --json", "log {V}", "log {H}")),
    "diff": Way(EVERYBODY, "one", ("diff {H}",)),
    "blame": Way(EVERYBODY, "list", ("blame src/{word}/x.py", "blame src/gateway/x.py --json")),
    "ask": Way(EVERYBODY, "list", ("ask {word}", "ask why key --json", "ask {H}")),
    "eval": Way(EVERYBODY),
    "search": Way(EVERYBODY, "list", ("search {word}", "search key --json", "search {H}")),
    "synthesise": Way(
        EVERYBODY, "one", ("synthesise {V}", "synthesise {H} --json", "synthesise {Rfc}")
    ),
    "graph": Way(EVERYBODY, "list", ("graph", "graph --json", "graph --dot")),
    "board": Way(EVERYBODY, "list", ("board", "board --json", "board --team austin --exit-code")),
    "edit": Way(WRITERS, "one"),
    "move": Way(WRITERS, "one", ("move {H}", "move {V}", "move {H} accept")),
    "link": Way(WRITERS, "one", ("link {H} relates_to {V}", "link {V} relates_to {H}")),
    "comment": Way(SAYERS, "one", ("comment {H} words",)),
    "receipt": Way(SAYERS, "one", ("receipt {H} read",)),
    "share": Way(WRITERS, "one", ("share {H}", "share {H} @ken")),
    "when": Way(EVERYBODY, "nothing", ("when",)),
    "hours between": Way(EVERYBODY),
    "clock explain": Way(EVERYBODY, "one", ("clock explain {H}", "clock explain {V}")),
    "clock list": Way(EVERYBODY, "list", ("clock list --all --json", "clock list --mine")),
    "clock slo": Way(EVERYBODY, "list", ("clock slo --json", "clock slo --team austin")),
    "inbox": Way(EVERYBODY, "list", ("inbox --json", "inbox --letters")),
    "page": Way(WRITERS, "one", ("page @ben --ref {H} --reason x",)),
    "rfc appeal": Way(SAYERS, "one", ("rfc appeal {Rfc} late words",)),
    "rfc close": Way(OWNERS),
    "rfc decide": Way(WRITERS, "one", ("rfc decide {Rfc} late words --uphold",)),
    "rfc status": Way(EVERYBODY, "one", ("rfc status {Rfc}",)),
    "decisions accept": Way(WRITERS, "one", ("decisions accept {H}",)),
    "decisions check": _FILES,
    "decisions offsets": Way(EVERYBODY, "one", ("decisions offsets {H} --json",)),
    "question ask": Way(
        WRITERS, "list", ("question ask where is {word} kept today --owner @ben",)
    ),
    "question answer": Way(WRITERS, "one", ("question answer {H} words",)),
    "question write-down": Way(WRITERS, "one", ("question write-down {H}",)),
    "question gaps": Way(EVERYBODY, "list", ("question gaps", "question gaps --json")),
    "question measure": Way(EVERYBODY, "nothing", ("question measure --json",)),
    "spec check": Way(EVERYBODY, "one", ("spec check {H}", "spec check {V}")),
    "incident declare": Way(WRITERS),
    "incident note": Way(SAYERS, "one", ("incident note {H} words", "incident note {V} words")),
    "incident sync": _FILES,
    "incident list": Way(EVERYBODY, "list", ("incident list --json", "incident list --closed")),
    "incident show": Way(EVERYBODY, "one", ("incident show {H}", "incident show {V}")),
    "incident timeline": Way(EVERYBODY, "one", ("incident timeline {H} --json",)),
    "incident agenda": Way(EVERYBODY, "one", ("incident agenda {H}",)),
    "incident claim": Way(WRITERS, "one", ("incident claim {H} words",)),
    "incident contest": Way(WRITERS, "one", ("incident contest {H} 1 words",)),
    "incident settle": Way(WRITERS, "one", ("incident settle {H} 1",)),
    "incident act": Way(
        WRITERS, "one", ("incident act {H} words --owner @ben --due 2026-12-01",)
    ),
    "incident done": Way(WRITERS, "one", ("incident done {H} 1",)),
    "incident actions": Way(EVERYBODY, "list", ("incident actions", "incident actions --json")),
    "incident measure": Way(EVERYBODY, "list", ("incident measure --json",)),
    "update": Way(WRITERS, "list", ("update --dry-run", "update --json")),
    "handoff accept": Way(WRITERS, "one", ("handoff accept {H} --scope x",)),
    "handoff adjudicate": Way(WRITERS, "one", ("handoff adjudicate {H}",)),
    "handoff draft": Way(
        WRITERS, "list",
        ("handoff draft --to austin --from london --dry-run",
         "handoff draft --to london --from austin --json"),
    ),
    "handoff loss": Way(EVERYBODY, "list", ("handoff loss", "handoff loss --json")),
    "handoff outcome": Way(
        WRITERS, "one", ("handoff outcome {H}", "handoff outcome {H} --nothing")
    ),
    "handoff read-back": Way(SAYERS, "one", ("handoff read-back {H}",)),
    "handoff share": Way(OWNERS, "nothing", ("handoff share",)),
    "handoff show": Way(EVERYBODY, "one", ("handoff show {H}", "handoff show {Handoff} --json")),
    "plan ownership": Way(EVERYBODY, "list", ("plan ownership", "plan ownership --json")),
    "coffee": Way(EVERYBODY, "nothing", ("coffee", "coffee --json")),
    "coffee draw": Way(OWNERS), "coffee in": Way(EVERYBODY), "coffee out": Way(EVERYBODY),
    "route": Way(EVERYBODY, "one", ("route {V}", "route {H}", "route {H} --json", "route --rules")),
    "import": Way(WRITERS), "export": Way(EVERYBODY, "list"),
    "contract diff": Way(EVERYBODY), "contract list": Way(EVERYBODY, "nothing", ("contract list",)),
    "contract publish": Way(OWNERS),
    "contract questions": Way(EVERYBODY, "list"),
    "contract show": Way(EVERYBODY, "nothing", ("contract show decision",)),
    "contract usage": Way(EVERYBODY, "list", ("contract usage rfc --json",)),
    "verify": Way(EVERYBODY, "tree"), "prove": Way(EVERYBODY, "one", ("prove {index}",)),
    "rebuild": _FILES, "checkpoint": Way(OWNERS, "tree"), "erase": Way(OWNERS, "one"),
    "token list": Way(EVERYBODY, "nothing", ("token list",)), "token make": Way(EVERYBODY),
    "token revoke": Way(EVERYBODY),
    "webhook add": Way(OWNERS), "webhook list": Way(OWNERS), "webhook remove": Way(OWNERS),
    "webhook replay": Way(OWNERS),
    "person": Way(EVERYBODY, "nothing", ("person",)),
    "person add": Way(OWNERS), "person calendar": Way(EVERYBODY), "person change": Way(EVERYBODY),
    "person focus": Way(EVERYBODY), "person leave": Way(EVERYBODY), "person moves": Way(EVERYBODY),
    "team": Way(EVERYBODY, "nothing", ("team",)),
    "team diff": Way(EVERYBODY, "one", ("team diff {V}", "team diff {H}")),
    "team calendar": Way(EVERYBODY), "team form": Way(OWNERS),
}  # fmt: skip
