"""The tools, resources and prompts for agents: what is asked of each, as JSON of its arguments."""

from __future__ import annotations

TOOLS: dict[str, tuple[str, ...]] = {
    "find": (
        "{}",
        '{"query": "{word}"}',
        '{"query": "{H}"}',
        '{"query": "key"}',
        '{"query": "{slug}"}',
        '{"path": "src/{word}/x.py"}',
        '{"path": "src/gateway/x.py"}',
        '{"kinds": ["rfc", "decision"], "states": ["open", "accepted"]}',
    ),
    "read": (
        '{"ref": "{H}"}',
        '{"ref": "{number}"}',
        '{"ref": "{slug}"}',
        '{"ref": "{H}", "part": "comments"}',
        '{"ref": "{H}", "part": "moves"}',
        '{"ref": "{H}", "part": "history"}',
        '{"ref": "{V}"}',
        '{"ref": "{V}", "part": "comments"}',
        '{"ref": "{V}", "part": "moves"}',
    ),
    "ask": (
        '{"question": "What is {word}?"}',
        '{"question": "Why does every capture carry a key?"}',
        '{"question": "What does {H} say?", "as_of": "2026-11-18"}',
    ),
    "waiting": ("{}", '{"whose": "@ana"}', '{"whose": "@austin"}'),
    "where_it_stands": ('{"ref": "{H}"}', '{"ref": "{V}"}', '{"ref": "{Rfc}"}'),
    "read_me_in": (
        '{"on": "gateway", "since": "joined"}',
        '{"on": "{H}"}',
        '{"on": "{word}"}',
        '{"on": "@austin", "since": "2026-11-01", "minutes": "20"}',
    ),
    "contract": ("{}", '{"kind": "handoff"}'),
    "open": ('{"kind": "question", "title": "See {H}"}',),
    "comment": (
        '{"ref": "{H}", "text": "x"}',
        '{"ref": "{V}", "text": "x", "answers": "{comment}"}',
    ),
    "move": ('{"ref": "{H}", "move": "accept"}', '{"ref": "{H}", "move": "dance"}'),
    "hand_over": (
        '{"from": "@austin", "to": "@london", "severity": "watch", "text": "# See {H}\\n"}',
    ),
    "read_back": ('{"ref": "{Handoff}", "text": "{word}", "scope": "all"}',),
}

RESOURCES = (
    "dayline://record/{H}",
    "dayline://record/{slug}",
    "dayline://record/{V}",
    "dayline://contract/decision",
)
PROMPTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("handoff", {"to": "@london", "about": "{H}"}),
    ("read_back", {"ref": "{H}"}),
    ("read_back", {"ref": "{Handoff}"}),
)
