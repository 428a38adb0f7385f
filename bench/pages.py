"""How long the server works on each page, and how that grows with the number of records.

    python bench/pages.py [--records 10000 100000] [--large] [--rounds 6] [--only /board]

For each size a workspace of 1,000 people is built (see ``_big_workspace.py``) in a folder that is
thrown away, or in the empty databases of the cluster that DATABASE_URL names. Then several people
visit each page with Django's test client, in this process: what is timed is the server's own
work, database included, network excluded. Prints wall and processor time in milliseconds (median
and 95th percentile; a database server's own processor time is in the wall time only), the number
of queries, and the size of the page as it is sent, compressed. The first visits warm the caches
and are told apart.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit, urlunsplit

HERE = Path(__file__).resolve()
VISITORS = ("p0", "p37", "p148", "p511", "p807", "p249", "p49")
PAGES = (
    "/", "/board", "/log", "/log?as_of=2026-06-30", "/log?kind=decision&state=accepted",
    "/{D}", "/{H}", "/{Q}", "/{D}/history", "/{D}/edit", "/teams", "/teams/t{team}",
    "/search?q=ledger+cut-off", "/search/titles?q=cut", "/new", "/new/decision", "/new/handoff",
    "/{H}/outcome", "/settings", "/workspace", "/complete/people?q=p1",
    "/complete/records?q=D-1", "/{D}.json", "/{D}.md", "/api/v1/records",
    "/api/v1/records/{D}", "/api/v1/board", "/api/v1/people", "/api/v1/inbox",
    "/api/v1/deadlines",
)  # fmt: skip


def main() -> None:
    """Measure each size in a process of its own and print how the medians grow."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--large", action="store_true", help="add 1,000,000 records")
    parser.add_argument("--rounds", type=int, default=6, help="visits of each person to each page")
    parser.add_argument("--only", default="", help="pages whose address holds this")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    parser.add_argument("--keep", type=Path, help="build in this folder, or measure what is there")
    options = parser.parse_args()
    if "BENCH_SIZE" in os.environ:
        one_size(int(os.environ["BENCH_SIZE"]), options)
        return
    sizes = [*options.records, *([1_000_000] if options.large else [])]
    found = {}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="dayline-pages-") as folder:
            found[size] = measured(size, options.keep or Path(folder))
    print(f"\ngrowth of the median processor time, {' -> '.join(f'{size:,}' for size in sizes)}")
    for page in found[sizes[0]]:
        steps = [found[size][page] for size in sizes]
        ratio = steps[-1] / steps[0] if steps[0] else 0
        print(f"  {page:<38}" + "".join(f"{one:9.1f}" for one in steps) + f"   x {ratio:.2f}")


def measured(size: int, home: Path) -> dict[str, float]:
    """Build and visit in a new process; the median processor time of each page."""
    place = {"BENCH_SIZE": str(size), "DAYLINE_HOME": str(home), "DAYLINE_STATIC": ""}
    url = os.environ.get("DATABASE_URL", "")
    if url:
        import psycopg

        name = f"pages_{size}"
        with psycopg.connect(url, autocommit=True) as server:
            known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if known.fetchone() is None:
                server.execute(f'CREATE DATABASE "{name}"')
        place["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    told = home / f"medians-{size}.json"
    command = [sys.executable, str(HERE), *sys.argv[1:]]
    env = {**os.environ, **place, "BENCH_TOLD": str(told)}
    subprocess.run(command, check=True, env=env)
    return json.loads(told.read_text())


def one_size(size: int, options: argparse.Namespace) -> None:
    """Build the workspace unless it is there, visit every page, print the table."""
    sys.path.insert(0, str(HERE.parent.parent))
    from bench import _big_workspace as big
    from dayline.base.instants import to_text

    os.environ["DAYLINE_NOW"] = to_text(big.NOW)
    os.environ["DJANGO_SETTINGS_MODULE"] = "dayline.project.web_settings"
    import django

    django.setup()
    from django.db import connection

    from dayline.project import asgi  # as a server starts

    assert asgi.pages
    begin = time.perf_counter()
    workspace = 1 if _is_there() else big.build(size).workspace
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM records_record")
        records = cursor.fetchone()[0]
        cursor.execute("SELECT COUNT(*) FROM records_waiting")
        waiting = cursor.fetchone()[0]
    print(
        f"\n{connection.vendor}: {records:,} records, {waiting:,} waiting, {big.PEOPLE:,} people,"
        f" ready after {time.perf_counter() - begin:.0f} s"
    )
    Path(os.environ["BENCH_TOLD"]).write_text(json.dumps(visit(workspace, options)))


def _is_there() -> bool:
    from django.db import connection

    return "records_record" in connection.introspection.table_names()


def visit(workspace: int, options: argparse.Namespace) -> dict[str, float]:
    """Visit every page as every visitor and print a line for each."""
    clients = [(name, _client(workspace, name)) for name in VISITORS]
    print(f"  {'ms':<38}{'first':>8}{'wall 50':>9}{'wall 95':>9}{'cpu 50':>8}{'cpu 95':>8}"
          f"{'queries':>9}{'kB':>7}{'all kB':>8}")  # fmt: skip
    found: dict[str, float] = {}
    for page in PAGES:
        if options.only in page:
            found[page] = _visit_page(page, workspace, clients, options)
    return found


def _client(workspace: int, handle: str):  # noqa: ANN202 -- Django's client
    from django.test import Client

    from dayline.accounts.actions import seat

    client = Client()
    client.force_login(
        seat(workspace, handle), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    session = client.session
    session["workspace"] = workspace
    session.save()
    return client


def _visit_page(page: str, workspace: int, clients, options) -> float:  # noqa: ANN001
    import cProfile
    import pstats

    walls, cpus, queries, first, size, extra, odd = [], [], set(), 0.0, 0, 0, {}
    profiler = cProfile.Profile()
    for again in range(options.rounds + 1):
        for place, (name, client) in enumerate(clients):
            address = _address(page, workspace, name, again)
            if options.profile and again:
                profiler.enable()
            wall, cpu, count, response = _get(client, address)
            profiler.disable()
            if response.status_code != 200:
                odd[name] = response.status_code
                continue
            if again:
                walls.append(wall)
                cpus.append(cpu)
                queries.add(count)
            elif not place:
                first = wall
                size, extra = _sizes(response)
    if options.profile:
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)
    if not walls:
        print(f"  {page:<38} no page: {odd}")
        return 0.0
    told = f"{min(queries)}" if len(queries) == 1 else f"{min(queries)}-{max(queries)}"
    print(f"  {page:<38}{first:8.0f}{median(walls):9.1f}{_p95(walls):9.1f}{median(cpus):8.1f}"
          f"{_p95(cpus):8.1f}{told:>9}{size / 1000:7.1f}{extra / 1000:8.1f}"
          f"{'   ' + str(odd) if odd else ''}", flush=True)  # fmt: skip
    return median(cpus)


def _get(client, address: str):  # noqa: ANN001, ANN202
    from django.db import connection

    count = [0]

    def counted(execute, sql, params, many, context):  # noqa: ANN001, ANN202
        count[0] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        wall, cpu = time.perf_counter(), time.process_time()
        response = client.get(address)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return wall * 1000, cpu * 1000, count[0], response


def _p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


def _address(page: str, workspace: int, name: str, again: int) -> str:
    """The page's address with records that the visitor may see, others in each round."""
    from bench import _big_workspace as big
    from dayline.people.queries import directory
    from dayline.records.queries import select, visible_to

    if "{" not in page:
        return page
    places = {"team": big.team_of(int(name[1:]))}
    person = directory(workspace).person(name).id
    for prefix, kind in (("D", "decision"), ("H", "handoff"), ("Q", "question")):
        if f"{{{prefix}}}" in page:
            found = select(visible_to(workspace, person), "kind = %s", [kind],
                           order=f"opened_at DESC LIMIT 1 OFFSET {3 * again}")  # fmt: skip
            places[prefix] = found[0].ref if found else f"{prefix}-0"
    return page.format(**places)


def _sizes(response) -> tuple[int, int]:  # noqa: ANN001
    """Bytes of the page, and of the page with its styles and scripts, all compressed."""
    from django.contrib.staticfiles import finders

    body = response.getvalue()
    page = len(gzip.compress(body))
    more, seen = (
        0,
        set(re.findall(r'(?:href|src)="/static/([^"?]+)"', body.decode(errors="ignore"))),
    )
    queue = list(seen)
    while queue:
        path = finders.find(queue.pop())
        if not path:
            continue
        content = Path(path).read_bytes()
        more += len(content) if path.endswith(".woff2") else len(gzip.compress(content))
        if path.endswith(".js"):
            folder = Path(path).parent
            for name in re.findall(r'from "\./([^"]+)"', content.decode()):
                one = f"dayline/{name}"
                if (folder / name).exists() and one not in seen:
                    seen.add(one)
                    queue.append(one)
    return page, page + more


if __name__ == "__main__":
    main()
