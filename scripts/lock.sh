#!/bin/sh
# Resolve pyproject.toml into requirements/*.lock: every platform, every Python from 3.11 on, with
# hashes, and without the address of any package index.
#
#   scripts/lock.sh UV [--upgrade | --upgrade-package NAME]...
#
# dev.lock is the one resolution; the other two are parts of it, so no two locks ever disagree.
set -eu
uv=$1
shift

compile() {
    "$uv" pip compile --quiet --universal --generate-hashes \
        --no-header --no-annotate --no-emit-index-url "$@"
}

compile pyproject.toml --group dev --group build --output-file requirements/dev.lock "$@"
compile pyproject.toml --constraints requirements/dev.lock --output-file requirements/runtime.lock
compile --group build --constraints requirements/dev.lock --output-file requirements/build.lock

if grep -n -i -e '://' -e '--index' -e '--find-links' requirements/*.lock; then
    echo "A lock names a place; locks hold names, versions and hashes only." >&2
    exit 1
fi
