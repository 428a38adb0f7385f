"""Every page of the staged workspace, by the row of the table of entry points that it is of.

The tests of accessibility and the pictures of ``make screenshots`` both go by this list. A row that
shows a page and is not here fails in ``test_accessible.py``.
"""

from __future__ import annotations

PAGES: dict[str, tuple[str, ...]] = {
    "": ("/",),
    "board": ("/board",),
    "handoffs/loss": ("/handoffs/loss",),
    "log": ("/log", "/log?kind=all"),
    "ask": ("/ask", "/ask?q=is+D-2+in+force", "/ask?q=unicorn"),
    "search": ("/search", "/search?q=key", "/search?q=unicorn"),
    "teams": ("/teams",),
    "teams/<str:handle>": ("/teams/austin",),
    "new": ("/new",),
    "new/<slug:kind>": ("/new/handoff", "/new/question"),
    "<ref:ref>": ("/D-2", "/D-3", "/H-1", "/H-3", "/H-4", "/Q-1", "/D-2?revision=1", "/D-99"),
    "<ref:ref>/edit": ("/H-3/edit", "/D-3/edit"),
    "<ref:ref>/history": ("/D-2/history",),
    "<ref:ref>/timeline": ("/I-1/timeline",),
    "<ref:ref>/answer": ("/Q-1/answer",),
    "questions": ("/questions",),
    "examples": ("/examples",),
    "specs/check": ("/specs/check",),
    "read-me-in": ("/read-me-in", "/read-me-in?on=gateway&since=joined"),
    "<ref:ref>/where-it-stands": ("/D-2/where-it-stands", "/D-4/where-it-stands"),
    "route": ("/route", "/route?for=explore&people=@ana,@ken"),
    "<ref:ref>/route": ("/D-2/route",),
    "plan/ownership": ("/plan/ownership",),
    "coffee": ("/coffee",),
    "<ref:ref>/audience": ("/D-2/audience",),
    "<ref:ref>/move/<slug:name>": ("/H-3/move/deliver", "/H-2/move/accept"),
    "<ref:ref>/read-back": ("/H-1/read-back",),
    "<ref:ref>/adjudicate": ("/H-4/adjudicate",),
    "<ref:ref>/outcome": ("/H-4/outcome",),
    "<slug:key>": ("/1", "/nothing-here"),
    "problems": ("/problems",),
    "problems/<slug:code>": ("/problems/not-found",),
    "settings": ("/settings",),
    "settings/reading": ("/settings/reading",),
    "settings/hours": ("/settings/hours",),
    "settings/tokens": ("/settings/tokens",),
    "workspace": ("/workspace",),
    "workspace/people/<str:handle>": ("/workspace/people/ana",),
    "workspace/teams": ("/workspace/teams",),
    "workspace/teams/<str:handle>": ("/workspace/teams/austin",),
    "workspace/contracts": ("/workspace/contracts",),
    "workspace/contracts/<slug:name>": ("/workspace/contracts/handoff",),
    "workspace/contracts/publish": ("/workspace/contracts/publish?from=handoff",),
    "workspace/tokens": ("/workspace/tokens",),
    "workspace/proof": ("/workspace/proof",),
    "signin": ("/signin",),
}
"""Routes with the addresses at which they are looked at."""

NO_PAGE = {
    "search/titles", "draft/token", "complete/records", "complete/people", "log.atom",
    "llms.txt", "records.atom", "board.atom", "calendar/<str:secret>.ics",
    "healthz", "readyz", "metrics",
    "api/v1/openapi.json", "new/files/<slug:digest>.<slug:extension>",
    "<ref:ref>/files/<slug:digest>.<slug:extension>",
    r"^(?P<ref>[A-Za-z][A-Za-z0-9]{0,15}-[0-9]{1,9})\.md$",
    r"^(?P<ref>[A-Za-z][A-Za-z0-9]{0,15}-[0-9]{1,9})\.json$",
}  # fmt: skip
"""What is read there is for programs."""


def whose(path: str) -> str:
    """Who looks at an address: the pages of administration are an owner's."""
    if path.startswith("/workspace"):
        return "olga"
    if path.startswith("/signin"):
        return ""
    if path.startswith("/H-4"):
        return "ken"
    return "omar" if path.startswith("/H-3") else "ana"
