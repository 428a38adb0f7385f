"""The operations of the API: who may use each, and what of records it shows."""

from __future__ import annotations

from tests.laws.entry_points import EVERYBODY, OWNERS, WRITERS, Way
from tests.laws.entry_verbs import SAYERS

_BODY: dict[str, object] = {"text": "# See {H}\n\n{word}\n"}

_DIFF = "--- /dev/null\n+++ b/src/gateway/x.py\n@@ -0,0 +1 @@\n+# by {H}, {word}\n"

OPERATIONS: dict[str, Way] = {
    "list_deadlines": Way(
        EVERYBODY, "list", ("/deadlines", "/deadlines?own=true&all=true&limit=1")
    ),
    "explain_deadlines": Way(
        EVERYBODY, "one", ("/records/{V}/deadlines", "/records/{H}/deadlines")
    ),
    "get_board": Way(EVERYBODY, "list", ("/board", "/board?team=austin")),
    "get_inbox": Way(EVERYBODY, "list", ("/inbox",)),
    "list_letters": Way(EVERYBODY, "list", ("/inbox/letters",)),
    "get_dayline": Way(EVERYBODY, "nothing", ("/dayline",)),
    "list_contracts": Way(EVERYBODY, "nothing", ("/contracts",)),
    "get_contract": Way(EVERYBODY, "nothing", ("/contracts/decision",)),
    "publish_contract": Way(OWNERS),
    "diff_contracts": Way(EVERYBODY, "nothing", ("/contracts/decision/diff?old=1&new=1",)),
    "compare_contract": Way(EVERYBODY),
    "get_usage": Way(EVERYBODY, "list", ("/contracts/decision/usage", "/contracts/rfc/usage")),
    "export_records": Way(EVERYBODY, "list", ("/export",)),
    "get_answer": Way(
        EVERYBODY,
        "list",
        ("/answers?q={word}", "/answers?q={H}", "/answers?q=why+key", "/answers?q=is+{V}+in+force"),
    ),
    "search_records": Way(
        EVERYBODY, "list", ("/search?q={word}", "/search?q={H}", "/search?q=key")
    ),
    "get_journal": Way(EVERYBODY, "tree", ("/journal",)),
    "list_entries": Way(
        EVERYBODY,
        "list",
        (
            "/journal/entries?limit=200",
            "/journal/entries?newest_first=true&limit=5",
            "/journal/entries?kind=comment.",
        ),
    ),
    "list_leaves": Way(EVERYBODY, "tree", ("/journal/leaves",)),
    "get_entry": Way(
        EVERYBODY, "one", ("/journal/entries/{index}", "/journal/entries/{comment_index}")
    ),
    "prove_entry": Way(EVERYBODY, "one", ("/journal/entries/{index}/proof",)),
    "prove_inclusion": Way(EVERYBODY, "tree", ("/journal/inclusion?index=3",)),
    "prove_consistency": Way(EVERYBODY, "tree", ("/journal/consistency?old=3",)),
    "list_keys": Way(EVERYBODY, "nothing", ("/journal/keys",)),
    "list_checkpoints": Way(EVERYBODY, "tree", ("/journal/checkpoints",)),
    "sign_checkpoint": Way(OWNERS, "tree"),
    "verify_journal": Way(OWNERS, "tree"),
    "erase_entry": Way(OWNERS, "one", (), (("/journal/entries/{index}/erasure", {"reason": "x"}),)),
    "get_me": Way(EVERYBODY, "nothing", ("/me",)),
    "list_people": Way(EVERYBODY, "nothing", ("/people",)),
    "add_person": Way(OWNERS),
    "get_person": Way(EVERYBODY, "nothing", ("/people/ben",)),
    "change_person": Way(OWNERS),
    "change_me": Way(EVERYBODY),
    "list_teams": Way(EVERYBODY, "nothing", ("/teams",)),
    "form_team": Way(OWNERS),
    "get_team": Way(EVERYBODY, "nothing", ("/teams/austin",)),
    "change_team": Way(WRITERS),
    "get_calendar": Way(EVERYBODY, "nothing", ("/calendars/ben",)),
    "set_calendar": Way(EVERYBODY),
    "add_leave": Way(EVERYBODY),
    "add_focus": Way(EVERYBODY),
    "add_stay": Way(EVERYBODY),
    "list_records": Way(
        EVERYBODY,
        "list",
        (
            "/records",
            "/records?limit=2",
            "/records?order=changed&limit=2",
            "/records?author=ben",
            "/records?waits_on=ana",
            "/records?as_of=2026-11-18",
            "/records?kind=rfc&state=open",
        ),
    ),
    "open_record": Way(WRITERS),
    "get_record": Way(
        EVERYBODY,
        "one",
        (
            "/records/{V}",
            "/records/{H}",
            "/records/{slug}",
            "/records/{number}",
            "/records/{H}?revision=1",
        ),
    ),
    "get_text": Way(EVERYBODY, "one", ("/records/{H}/text", "/records/{H}/text?revision=1")),
    "revise_record": Way(WRITERS, "one", (), (("PUT /records/{H}/text", _BODY),)),
    "list_moves": Way(EVERYBODY, "one", ("/records/{V}/moves", "/records/{H}/moves")),
    "move_record": Way(WRITERS, "one", (), (("/records/{H}/moves", {"move": "accept"}),)),
    "get_history": Way(EVERYBODY, "one", ("/records/{V}/history", "/records/{H}/history")),
    "diff_record": Way(EVERYBODY, "one", ("/records/{H}/diff",)),
    "list_links": Way(EVERYBODY, "list", ("/links", "/links?ref={V}", "/links?ref={H}")),
    "get_links": Way(EVERYBODY, "one", ("/records/{V}/links", "/records/{H}/links")),
    "link_record": Way(
        WRITERS,
        "one",
        (),
        (
            ("/records/{H}/links", {"type": "relates_to", "target": "{V}"}),
            ("/records/{V}/links", {"type": "relates_to", "target": "{Handoff}"}),
            ("/records/{V}/links", {"type": "relates_to", "target": "{H}"}),
        ),
    ),
    "unlink_record": Way(
        WRITERS,
        "one",
        (),
        (
            ("DELETE /records/{H}/links/relates_to/{V}", {}),
            ("DELETE /records/{V}/links/relates_to/{H}", {}),
        ),
    ),
    "list_comments": Way(EVERYBODY, "one", ("/records/{V}/comments", "/records/{H}/comments")),
    "comment_on": Way(
        SAYERS,
        "one",
        (),
        (
            ("/records/{H}/comments", {"text": "x"}),
            ("/records/{V}/comments", {"text": "x", "parent": "{comment}"}),
        ),
    ),
    "close_comment": Way(
        SAYERS, "one", (), (("/comments/{comment}/closing", {"status": "resolved"}),)
    ),
    "list_receipts": Way(EVERYBODY, "one", ("/records/{H}/receipts",)),
    "give_receipt": Way(SAYERS, "one", (), (("/records/{H}/receipts", {"kind": "read"}),)),
    "page_people": Way(
        WRITERS, "one", (), (("/records/{H}/pages", {"to": ["@ben"], "reason": "x"}),)
    ),
    "get_briefing": Way(
        EVERYBODY,
        "list",
        (
            "/briefing?on=gateway&since=joined",
            "/briefing?on={word}",
            "/briefing?on={H}",
            "/briefing?on={V}&since=joined",
            "/briefing?on=@london",
        ),
    ),
    "get_standing": Way(EVERYBODY, "one", ("/records/{V}/standing", "/records/{H}/standing")),
    "sign_position": Way(
        SAYERS, "one", (), (("/records/{H}/standing/position", {"text": "{word}"}),)
    ),
    "promote_thread": Way(
        WRITERS, "one", (), (("/records/{H}/standing/promotion", {"kind": "decision"}),)
    ),
    "get_audience": Way(EVERYBODY, "one", ("/records/{V}/audience", "/records/{H}/audience")),
    "set_audience": Way(
        WRITERS, "one", (), (("PUT /records/{H}/audience", {"visibility": "workspace"}),)
    ),
    "appeal_concern": Way(
        SAYERS, "one", (), (("/records/{H}/concerns/{comment}/appeal", {"reason": "x"}),)
    ),
    "decide_appeal": Way(
        SAYERS,
        "one",
        (),
        (("/records/{H}/concerns/{comment}/decision", {"reason": "x", "overrule": True}),),
    ),
    "choose_what_comes": Way(EVERYBODY, "nothing"),
    "set_budget_of_pages": Way(OWNERS, "nothing"),
    "get_window": Way(EVERYBODY, "one", ("/records/{Rfc}/window", "/records/{V}/window")),
    "get_offsets": Way(EVERYBODY, "one", ("/records/{V}/offsets", "/records/{H}/offsets")),
    "accept_version": Way(SAYERS, "one", (), (("/records/{H}/acceptances", {"scope": "applies"}),)),
    "check_change": Way(
        EVERYBODY, "list", (), (("/decisions/check", {"diff": _DIFF, "message": "See {H}."}),)
    ),
    "get_offsets": Way(EVERYBODY, "one", ("/records/{V}/offsets", "/records/{H}/offsets")),
    "accept_version": Way(SAYERS, "one", (), (("/records/{H}/acceptances", {"scope": "applies"}),)),
    "check_change": Way(
        EVERYBODY, "list", (), (("/decisions/check", {"diff": _DIFF, "message": "See {H}."}),)
    ),
    "get_handoff_loss": Way(EVERYBODY, "list", ("/handoffs/loss",)),
    "get_update_draft": Way(EVERYBODY, "list", ("/updates/draft",)),
    "ask_question": Way(WRITERS),
    "answer_question": Way(WRITERS, "one", (), (("/questions/{H}/answer", {"text": "x"}),)),
    "write_answer_down": Way(WRITERS, "one", (), (("/questions/{H}/writing-down", {}),)),
    "list_gaps": Way(EVERYBODY, "list", ("/questions/gaps",)),
    "list_incidents": Way(EVERYBODY, "list", ("/incidents", "/incidents?closed=true")),
    "declare_incident": Way(WRITERS),
    "read_incident": Way(EVERYBODY, "one", ("/incidents/{V}", "/incidents/{H}")),
    "get_timeline": Way(EVERYBODY, "one", ("/incidents/{V}/timeline", "/incidents/{H}/timeline")),
    "add_notes": Way(SAYERS, "one", (), (("/incidents/{H}/notes", {"notes": [{"text": "x"}]}),)),
    "get_agenda": Way(EVERYBODY, "one", ("/incidents/{V}/agenda", "/incidents/{H}/agenda")),
    "add_claim": Way(WRITERS, "one", (), (("/incidents/{H}/claims", {"statement": "x"}),)),
    "change_claim": Way(WRITERS, "one", (), (("/incidents/{H}/claims/1", {"mark": "agreed"}),)),
    "list_actions": Way(EVERYBODY, "list", ("/actions", "/actions?owner=@ben")),
    "add_action": Way(
        WRITERS,
        "one",
        (),
        (("/incidents/{H}/actions", {"text": "x", "owner": "@ben", "due": "2026-12-01"}),),
    ),
    "finish_action": Way(WRITERS, "one", (), (("/incidents/{H}/actions/1/done", {}),)),
    "get_handoff_draft": Way(
        EVERYBODY,
        "list",
        ("/handoffs/draft?to=austin&source=london", "/handoffs/draft?to=london&source=austin"),
    ),
    "get_handover": Way(EVERYBODY, "one", ("/records/{H}/handover", "/records/{Handoff}/handover")),
    "read_back_handoff": Way(SAYERS, "one", (), (("/records/{H}/read-backs", {"text": "x"}),)),
    "accept_handoff": Way(WRITERS, "one", (), (("/records/{H}/acceptance", {"scope": "x"}),)),
    "judge_handoff": Way(WRITERS, "one", (), (("/records/{H}/judgement", {}),)),
    "answer_handoff": Way(WRITERS, "one", (), (("/records/{H}/outcome", {"lost": []}),)),
    "get_read_back_share": Way(EVERYBODY, "nothing", ("/handoffs/share",)),
    "set_read_back_share": Way(OWNERS, "nothing"),
    "route_situation": Way(EVERYBODY, "nothing"),
    "list_route_rules": Way(EVERYBODY, "list", ("/route/rules",)),
    "route_record": Way(EVERYBODY, "one", ("/records/{V}/route", "/records/{H}/route")),
    "call_about": Way(WRITERS, "one", (), (("/records/{H}/call", {"minutes": 15}),)),
    "answer_right": Way(SAYERS, "one", (), (("/records/{H}/right", {"right": "yes"}),)),
    "plan_ownership": Way(EVERYBODY, "list", ("/plan/ownership",)),
    "get_team_changes": Way(EVERYBODY, "one", ("/teams/{H}/changes",)),
    "get_coffee": Way(EVERYBODY, "nothing", ("/coffee",)),
    "choose_coffee": Way(EVERYBODY),
    "draw_coffee": Way(OWNERS),
    "list_webhooks": Way(OWNERS, "nothing"),
    "add_webhook": Way(OWNERS),
    "get_webhook": Way(OWNERS),
    "remove_webhook": Way(OWNERS),
    "replay_webhook": Way(OWNERS),
}

ACTS: dict[str, tuple[str, dict[str, object]]] = {
    "publish_contract": ("/contracts", {"text": "contract: x"}),
    "compare_contract": ("/contracts/decision/comparison", {"text": "contract: x"}),
    "get_usage": ("/contracts/decision/usage", {}),
    "diff_contracts": ("/contracts/decision/diff?old=1&new=1", {}),
    "get_answer": ("/answers?q=key", {}),
    "search_records": ("/search?q=key", {}),
    "get_update_draft": ("/updates/draft", {}),
    "get_handoff_draft": ("/handoffs/draft?to=austin&source=london", {}),
    "read_back_handoff": ("/records/D-1/read-backs", {"text": "x"}),
    "accept_handoff": ("/records/D-1/acceptance", {"scope": "x"}),
    "judge_handoff": ("/records/D-1/judgement", {}),
    "answer_handoff": ("/records/D-1/outcome", {"lost": []}),
    "set_read_back_share": ("/handoffs/share", {"percent": 100}),
    "prove_inclusion": ("/journal/inclusion?index=3", {}),
    "prove_consistency": ("/journal/consistency?old=3", {}),
    "sign_checkpoint": ("/journal/checkpoints", {}),
    "verify_journal": ("/journal/verification", {}),
    "erase_entry": ("/journal/entries/30/erasure", {"reason": "asked for"}),
    "add_person": ("/people", {"handle": "zoe", "name": "Zoe", "zone": "UTC"}),
    "change_person": ("/people/ben", {"name": "Ben Other"}),
    "change_me": ("/me", {"name": "Another Name"}),
    "form_team": ("/teams", {"handle": "new", "name": "New", "zone": "UTC"}),
    "change_team": ("/teams/singapore", {"members": ["@mei"]}),
    "set_calendar": ("/calendars/{me}", {"calendar": {"zone": "UTC", "week": "mon-fri 9-17"}}),
    "add_leave": ("/calendars/{me}/leave", {"dates": ["2026-12-24"]}),
    "add_focus": ("/calendars/{me}/focus", {"blocks": ["mon 10-12"]}),
    "add_stay": ("/calendars/{me}/stays", {"since": "2026-12-01", "zone": "UTC"}),
    "open_record": ("/records", {"kind": "decision", "title": "X"}),
    "revise_record": ("/records/D-1/text", {"text": "x"}),
    "move_record": ("/records/D-1/moves", {"move": "nowhere"}),
    "get_briefing": ("/briefing?on=gateway", {}),
    "sign_position": ("/records/D-1/standing/position", {"text": "x"}),
    "promote_thread": ("/records/D-1/standing/promotion", {"kind": "decision"}),
    "set_audience": ("/records/D-999/audience", {"visibility": "workspace"}),
    "appeal_concern": ("/records/D-1/concerns/C1/appeal", {"reason": "x"}),
    "decide_appeal": ("/records/D-1/concerns/C1/decision", {"reason": "x", "overrule": True}),
    "choose_what_comes": ("/inbox/choice", {"letters": "all"}),
    "set_budget_of_pages": ("/teams/austin/page-budget", {"pages": 3, "days": 7}),
    "link_record": ("/records/D-1/links", {"type": "relates_to", "target": "H-1"}),
    "unlink_record": ("/records/D-1/links/relates_to/H-1", {}),
    "comment_on": ("/records/D-1/comments", {"text": "x"}),
    "close_comment": ("/comments/C31/closing", {"status": "resolved"}),
    "give_receipt": ("/records/D-1/receipts", {"kind": "read"}),
    "accept_version": ("/records/D-1/acceptances", {}),
    "check_change": ("/decisions/check", {"diff": _DIFF}),
    "page_people": ("/records/D-1/pages", {"to": ["@ben"], "reason": "x"}),
    "ask_question": (
        "/questions", {"question": "Where does the moon go at noon?", "owner": "@ben"}
    ),
    "answer_question": ("/questions/D-1/answer", {"text": "x"}),
    "write_answer_down": ("/questions/D-1/writing-down", {}),
    "declare_incident": ("/incidents", {"title": "It burns"}),
    "add_notes": ("/incidents/D-1/notes", {"notes": [{"text": "x"}]}),
    "add_claim": ("/incidents/D-1/claims", {"statement": "x"}),
    "change_claim": ("/incidents/D-1/claims/1", {"mark": "agreed"}),
    "add_action": ("/incidents/D-1/actions", {"text": "x", "owner": "@ben", "due": "2026-12-01"}),
    "finish_action": ("/incidents/D-1/actions/1/done", {}),
    "route_situation": ("/route", {"wanted": "explore"}),
    "call_about": ("/records/D-1/call", {"minutes": 15}),
    "answer_right": ("/records/D-1/right", {"right": "yes"}),
    "get_team_changes": ("/teams/austin/changes", {}),
    "choose_coffee": ("/coffee", {"taking_part": False}),
    "draw_coffee": ("/coffee/rounds", {}),
    "add_webhook": ("/webhooks", {"url": "https://hooks.example/x"}),
    "get_webhook": ("/webhooks/W-none", {}),
    "remove_webhook": ("/webhooks/W-none", {}),
    "replay_webhook": ("/webhooks/W-none/replay", {"since": 0}),
}
"""A whole act for each operation that needs one: what is tried as every role."""
