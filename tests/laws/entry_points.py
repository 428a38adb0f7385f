"""Every way in, who may use it, and what of records it shows. A way in that is not here fails.

``tests/laws/test_authorisation.py`` compares these tables with what the program registers, and
tries each row as everybody; ``tests/laws/test_no_leaks.py`` asks each with and without a record
that the asker may not see.

Roles: O owner, M member, G guest, A auditor, N nobody (not signed in, no token).
"""

from __future__ import annotations

from dataclasses import dataclass

NOBODY, EVERYBODY, OWNERS, WRITERS, LOOKERS = "N", "OMGA", "O", "OM", "OA"
ANYBODY = EVERYBODY + NOBODY


@dataclass(frozen=True, slots=True)
class Way:
    """One way in.

    ``who`` may use it. ``shows``: ``nothing`` of records, ``one`` that is named, a ``list`` of
    them, or the ``tree`` (size and hashes of the journal, which stand for all entries and tell no
    word). ``asks`` are readings to try, with ``{V}`` a record that all see, ``{H}`` a hidden one
    and ``{word}`` a word of its own; ``posts`` are acts on it, each with its form or body.
    """

    who: str
    shows: str = "nothing"
    asks: tuple[str, ...] = ()
    posts: tuple[tuple[str, dict[str, object]], ...] = ()


_TEXT: dict[str, object] = {
    "text": "# See {H}\n\n## Context\n\n{H} and {word}.\n", "writer": "abcdefghijkl",
    "sequence": "1",
    "base": "1", "person": "", "place": "{H}",
}  # fmt: skip

OWN_ACCOUNT = Way(EVERYBODY)
"""Pages of the accounts library about one's own means of signing in."""

PAGES: dict[str, Way] = {
    "": Way(EVERYBODY, "list", ("/",)),
    "board": Way(EVERYBODY, "list", ("/board", "/board?kind=handoff", "/board?team=austin")),
    "handoffs/loss": Way(EVERYBODY, "list", ("/handoffs/loss",)),
    "log": Way(
        EVERYBODY,
        "list",
        (
            "/log",
            "/log?kind=all",
            "/log?kind=rfc",
            "/log?q={word}",
            "/log?as_of=2026-11-18",
            "/log?kind=all&state=open",
            "/log?graph=1",
            "/log?view=graph",
            "/log?tag={word}",
            "/log?area=ledger",
            "/log?kind=all&area=ledger&order=changed",
        ),
    ),
    "search": Way(
        EVERYBODY,
        "list",
        (
            "/search",
            "/search?q={word}",
            "/search?q={H}",
            "/search?q=key",
            "/search?q=key&who=ben",
            "/search?q={word}&kind=decision",
            "/search?q=who:ben+key",
        ),
    ),
    "ask": Way(
        EVERYBODY,
        "list",
        ("/ask", "/ask?q={word}", "/ask?q={H}", "/ask?q=why+key", "/ask?q=who+owns+ledger"),
    ),
    "search/titles": Way(
        EVERYBODY,
        "list",
        (
            "/search/titles?q={word}",
            "/search/titles?q={H}",
            "/search/titles?q=D-",
            "/search/titles?q=key",
        ),
    ),
    "teams": Way(EVERYBODY, "list", ("/teams",)),
    "teams/<str:handle>": Way(EVERYBODY, "list", ("/teams/austin", "/teams/london")),
    "new": Way(EVERYBODY, "nothing", ("/new",)),
    "new/<slug:kind>": Way(
        EVERYBODY, "nothing", ("/new/decision", "/new/handoff", "/new/rfc", "/new/question?title=x")
    ),
    "new/files/<slug:digest>.<slug:extension>": Way(
        EVERYBODY, "nothing", ("/new/files/" + "0" * 64 + ".png",)
    ),
    "<ref:ref>": Way(
        EVERYBODY,
        "one",
        ("/{V}", "/{H}", "/{V}?revision=1", "/{H}?revision=1", "/{V}?as_of=2026-11-18"),
    ),
    "<ref:ref>/edit": Way(WRITERS, "one", ("/{V}/edit", "/{H}/edit"), (("/{H}/edit", _TEXT),)),
    "<ref:ref>/files/<slug:digest>.<slug:extension>": Way(
        EVERYBODY, "one", ("/{H}/files/" + "0" * 64 + ".png", "/{H}/files/{digest}.png")
    ),
    "read-me-in": Way(
        EVERYBODY,
        "list",
        (
            "/read-me-in",
            "/read-me-in?on=gateway&since=joined",
            "/read-me-in?on={word}",
            "/read-me-in?on={H}",
            "/read-me-in?on={V}&since=joined",
            "/read-me-in?on=@austin&since=2026-11-01",
        ),
    ),
    "<ref:ref>/where-it-stands": Way(
        EVERYBODY,
        "one",
        ("/{V}/where-it-stands", "/{H}/where-it-stands"),
        (
            ("/{H}/where-it-stands", {"act": "correct", "text": "{word}"}),
            ("/{H}/where-it-stands", {"act": "promote", "kind": "decision", "title": ""}),
        ),
    ),
    "<ref:ref>/audience": Way(
        EVERYBODY,
        "one",
        ("/{V}/audience", "/{H}/audience"),
        (("/{H}/audience", {"level": "workspace"}),),
    ),
    "questions": Way(EVERYBODY, "list", ("/questions", "/questions?q={word}")),
    "specs/check": Way(
        EVERYBODY, "one", ("/specs/check",), (("/specs/check", {"text": "See {H}."}),)
    ),
    "examples": Way(EVERYBODY, "list", ("/examples",)),
    "<ref:ref>/say": Way(EVERYBODY, "one", (), (("/{H}/say", {"side": "helped", "point": "x"}),)),
    "<ref:ref>/consent": Way(EVERYBODY, "one", (), (("/{H}/consent", {"shown": "yes"}),)),
    "<ref:ref>/answer": Way(
        EVERYBODY, "one", ("/{V}/answer", "/{H}/answer"), (("/{H}/answer", {"text": "x y z"}),)
    ),
    "<ref:ref>/timeline": Way(
        EVERYBODY,
        "one",
        ("/{V}/timeline", "/{H}/timeline"),
        (("/{H}/timeline", {"act": "note", "line": "x"}),),
    ),
    "route": Way(EVERYBODY, "list", ("/route", "/route?for=explore&people=@ana,singapore")),
    "<ref:ref>/route": Way(
        EVERYBODY,
        "one",
        ("/{V}/route", "/{H}/route"),
        (
            ("/{H}/route", {"act": "call", "minutes": "15"}),
            ("/{H}/route", {"act": "right", "right": "yes"}),
        ),
    ),
    "plan/ownership": Way(EVERYBODY, "list", ("/plan/ownership", "/plan/ownership?most_moves=1")),
    "coffee": Way(EVERYBODY, "nothing", ("/coffee",)),
    "<ref:ref>/acceptance": Way(
        EVERYBODY, "one", (), (("/{H}/acceptance", {"scope": "applies", "who": "", "note": "x"}),)
    ),
    "<ref:ref>/history": Way(
        EVERYBODY, "one", ("/{V}/history", "/{H}/history", "/{H}/history?before=1&after=2")
    ),
    "<ref:ref>/comment": Way(EVERYBODY, "one", (), (("/{H}/comment", {"text": "x"}),)),
    "<ref:ref>/comment/<slug:comment>/close": Way(
        EVERYBODY,
        "one",
        (),
        (
            ("/{H}/comment/{comment}/close", {"status": "resolved"}),
            ("/{V}/comment/{comment}/close", {"status": "resolved"}),
        ),
    ),
    "<ref:ref>/receipt": Way(EVERYBODY, "one", (), (("/{H}/receipt", {"kind": "read"}),)),
    "<ref:ref>/move/<slug:name>": Way(
        EVERYBODY, "one", ("/{V}/move/accept", "/{H}/move/accept"), (("/{H}/move/accept", {}),)
    ),
    "<ref:ref>/read-back": Way(
        EVERYBODY,
        "one",
        ("/{H}/read-back", "/{Handoff}/read-back"),
        (("/{Handoff}/read-back", {"text": "x"}),),
    ),
    "<ref:ref>/adjudicate": Way(
        EVERYBODY,
        "one",
        ("/{H}/adjudicate", "/{Handoff}/adjudicate"),
        (("/{H}/adjudicate", {"first-1": "kept"}),),
    ),
    "<ref:ref>/outcome": Way(
        EVERYBODY,
        "one",
        ("/{H}/outcome", "/{Handoff}/outcome"),
        (("/{H}/outcome", {"nothing": "1"}),),
    ),
    "<slug:key>": Way(EVERYBODY, "one", ("/{slug}", "/{number}", "/d-{number}")),
    "draft/token": Way(ANYBODY, "nothing", ("/draft/token",)),
    "draft/keep": Way(EVERYBODY, "one", (), (("/draft/keep json", _TEXT),)),
    "draft/discard": Way(EVERYBODY, "nothing", (), (("/draft/discard json", _TEXT),)),
    "draft/check": Way(
        EVERYBODY,
        "one",
        (),
        (("/draft/check json", _TEXT), ("/draft/check json", {**_TEXT, "place": "new/decision"})),
    ),
    "draft/preview": Way(
        EVERYBODY,
        "one",
        (),
        (
            ("/draft/preview json", _TEXT),
            ("/draft/preview json", {**_TEXT, "place": "new/decision"}),
        ),
    ),
    "draft/picture": Way(EVERYBODY, "one", (), (("/draft/picture?place={H} json", {}),)),
    "complete/records": Way(
        EVERYBODY,
        "list",
        (
            "/complete/records?q={word}",
            "/complete/records?q={H}",
            "/complete/records?q=D-",
            "/complete/records?q=",
        ),
    ),
    "complete/people": Way(EVERYBODY, "nothing", ("/complete/people?q=b", "/complete/people?q=@a")),
    # Twins and feeds.
    "log.atom": Way(EVERYBODY, "list", ("/log.atom",)),
    "llms.txt": Way(EVERYBODY, "list", ("/llms.txt",)),
    "records.atom": Way(EVERYBODY, "list", ("/records.atom",)),
    "board.atom": Way(EVERYBODY, "list", ("/board.atom",)),
    "calendar/<str:secret>.ics": Way(ANYBODY, "list", ("/calendar/{ics}.ics",)),
    r"^(?P<ref>[A-Za-z][A-Za-z0-9]{0,15}-[0-9]{1,9})\.md$": Way(
        EVERYBODY, "one", ("/{V}.md", "/{H}.md")
    ),
    r"^(?P<ref>[A-Za-z][A-Za-z0-9]{0,15}-[0-9]{1,9})\.json$": Way(
        EVERYBODY, "one", ("/{V}.json", "/{H}.json")
    ),
    # Oneself.
    "settings": Way(EVERYBODY, "nothing", ("/settings",)),
    "settings/reading": Way(EVERYBODY, "list", ("/settings/reading",)),
    "settings/place": Way(EVERYBODY),
    "settings/hours": Way(EVERYBODY, "list", ("/settings/hours",)),
    "settings/tokens": Way(EVERYBODY, "nothing", ("/settings/tokens",)),
    "settings/tokens/<str:token>/revoke": Way(EVERYBODY),
    # Administration: owners act, auditors look.
    "workspace": Way(LOOKERS, "nothing", ("/workspace",)),
    "workspace/invitations/<str:invitation>/revoke": Way(OWNERS),
    "workspace/people/<str:handle>": Way(
        LOOKERS, "list", ("/workspace/people/ana", "/workspace/people/ben")
    ),
    "workspace/teams": Way(LOOKERS, "nothing", ("/workspace/teams",)),
    "workspace/teams/<str:handle>": Way(LOOKERS, "list", ("/workspace/teams/austin",)),
    "workspace/contracts": Way(LOOKERS, "list", ("/workspace/contracts",)),
    "workspace/contracts/publish": Way(OWNERS, "list", ("/workspace/contracts/publish",)),
    "workspace/contracts/<slug:name>": Way(LOOKERS, "list", ("/workspace/contracts/decision",)),
    "workspace/tokens": Way(LOOKERS, "nothing", ("/workspace/tokens",)),
    "workspace/proof": Way(LOOKERS, "tree", ("/workspace/proof",)),
    "workspace/proof/verify": Way(OWNERS, "tree"),
    # Signing in and out, and what anybody may read.
    "signin": Way(ANYBODY, "nothing", ("/signin",)),
    "signin/<str:secret>": Way(ANYBODY),
    "signout": Way(ANYBODY),
    "join/<str:secret>": Way(ANYBODY),
    "problems": Way(ANYBODY, "nothing", ("/problems",)),
    "problems/<slug:code>": Way(ANYBODY, "nothing", ("/problems/not-found",)),
    "healthz": Way(ANYBODY, "nothing", ("/healthz",)),
    "readyz": Way(ANYBODY, "nothing", ("/readyz",)),
    "metrics": Way(ANYBODY, "tree"),
    "api/v1/openapi.json": Way(ANYBODY, "nothing", ("/api/v1/openapi.json",)),
    "api/v1/": Way(ANYBODY),
    "api/v1/<path:rest>": Way(ANYBODY),
}

ACCOUNT = "account/"
"""Routes of the accounts library begin so: they are about oneself, and each is named below."""

ACCOUNTS = {
    "signup", "closed", "confirm", "password", "password/new", "password/reset",
    "password/reset/sent", "password/reset/done", "ways/webauthn/login/", "ways/",
    "ways/authenticate/", "ways/reauthenticate/", "ways/totp/activate/", "ways/totp/deactivate/",
    "ways/recovery-codes/", "ways/recovery-codes/generate/", "ways/recovery-codes/download/",
    "ways/webauthn/", "ways/webauthn/add/", "ways/webauthn/reauthenticate/",
    "ways/webauthn/keys/<int:pk>/remove/", "ways/webauthn/keys/<int:pk>/edit/", "sessions/",
    "sessions/<int:session>/end", "oidc/<slug:provider_id>/login/",
    "oidc/<slug:provider_id>/login/callback/", "oidc/stopped", "oidc/failed", "oidc/signup",
    "oidc/",
}  # fmt: skip


def ways_of(route: str) -> Way | None:
    """The row of a route of a page."""
    bare = route.removeprefix("^")
    if bare.startswith(ACCOUNT):
        known = bare.removeprefix(ACCOUNT) in ACCOUNTS or "uidb36" in bare
        return OWN_ACCOUNT if known else None
    return PAGES.get(route)
