#!/usr/bin/env bash
# A private PostgreSQL 15 (or later) that is thrown away: no TCP port, one Unix socket, its files
# in a new folder under /var/tmp. Root may call it; the server then runs as another user.
#
#   scripts/pg_cluster.sh run COMMAND...     start, run COMMAND with DATABASE_URL set, stop
#   scripts/pg_cluster.sh start              start and print the DATABASE_URL
#   scripts/pg_cluster.sh stop DATABASE_URL  stop that cluster and remove its files
#
# PG_BINDIR names another folder of PostgreSQL's programs, PG_OPTIONS adds server settings
# ("-c fsync=off"). Durability is on, as in production, unless PG_OPTIONS says otherwise.
set -euo pipefail

readonly PLACE=/var/tmp/dayline-postgres

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

find_programs() {
    local folder
    if [ -n "${PG_BINDIR:-}" ]; then
        printf '%s\n' "$PG_BINDIR"
        return
    fi
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort --version-sort --reverse); do
        if [ -x "$folder/initdb" ]; then
            printf '%s\n' "$folder"
            return
        fi
    done
    if folder=$(command -v initdb); then
        dirname "$(readlink -f "$folder")"
        return
    fi
    fail "PostgreSQL's server programs were not found." \
        "Install them (Debian: apt-get install postgresql-15), or set PG_BINDIR to their folder."
}

# The server refuses to run as root, so root hands over to the packages' user, else to nobody.
server_user() {
    if [ "$(id -u)" -ne 0 ]; then
        id -un
    elif id postgres >/dev/null 2>&1; then
        echo postgres
    else
        echo nobody
    fi
}

as_server() {
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u "$(server_user)" -- env PATH="$PATH" LC_ALL=C "$@"
    else
        env LC_ALL=C "$@"
    fi
}

start() {
    local programs folder
    programs=$(find_programs)
    folder=$(mktemp -d "$PLACE.XXXXXX")
    if [ "$(id -u)" -eq 0 ]; then
        chown "$(server_user)" "$folder"
    fi
    # From here on a failure leaves nothing behind.
    trap 'status=$?; [ "$status" -eq 0 ] || { tail -n 20 "$folder/log" >&2 || true; remove "$folder"; }' EXIT
    cd "$folder"
    as_server "$programs/initdb" --pgdata="$folder/data" --username=dayline --auth=trust \
        --encoding=UTF8 --locale=C.UTF-8 --no-instructions --no-sync >"$folder/log" 2>&1
    as_server "$programs/pg_ctl" --pgdata="$folder/data" --log="$folder/data/server.log" \
        --wait --silent start \
        -o "-c max_connections=250 -c listen_addresses='' -c unix_socket_directories='$folder' ${PG_OPTIONS:-}" \
        >>"$folder/log" 2>&1 || {
        cat "$folder/data/server.log" >>"$folder/log" 2>/dev/null || true
        exit 1
    }
    as_server "$programs/createdb" --host="$folder" --username=dayline dayline >>"$folder/log" 2>&1
    trap - EXIT
    printf 'postgresql://dayline@/dayline?host=%s\n' "$folder"
}

stop() {
    local folder=${1#*host=}
    case $folder in
    "$PLACE".*) ;;
    *) fail "$1 is no cluster that this script started." ;;
    esac
    [ -d "$folder" ] || return 0
    remove "$folder"
}

remove() {
    local folder=$1
    cd /
    if [ -f "$folder/data/postmaster.pid" ]; then
        as_server "$(find_programs)/pg_ctl" --pgdata="$folder/data" --mode=immediate --silent stop || true
    fi
    rm -rf -- "$folder"
}

run() {
    [ $# -gt 0 ] || fail "usage: $0 run COMMAND..."
    local url status=0
    url=$("$0" start)
    # shellcheck disable=SC2064 # the cluster of this moment is the one to stop
    trap "'$0' stop '$url'" EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    DATABASE_URL=$url "$@" || status=$?
    exit "$status"
}

verb=${1:-}
case $verb in
start | stop | run)
    shift
    "$verb" "$@"
    ;;
*) fail "usage: $0 run COMMAND... | start | stop DATABASE_URL" ;;
esac
