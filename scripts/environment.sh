#!/bin/sh
# The project's virtual environment: created once, filled from locks whose hashes are checked.
#
#   scripts/environment.sh create VENV PYTHON
#   scripts/environment.sh install VENV LOCK...     (the locks, then the project itself, editable)
set -eu

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

create() {
    venv=$1 python=$2
    if "$venv/bin/python" -c '' 2>/dev/null; then
        return # made by hand: kept, and filled from the locks
    fi
    [ -n "$python" ] || fail \
        "No Python 3.11 or later was found." \
        "Install one (Debian, Ubuntu: apt-get install python3 python3-venv), or name it:" \
        "    make PYTHON=/path/to/python3.12 test"
    "$python" -c 'import ensurepip, venv' 2>/dev/null || fail \
        "$python cannot make virtual environments: its venv or ensurepip module is missing." \
        "Install it (Debian, Ubuntu: apt-get install python3-venv), then run the same command again."
    echo "Making $venv with $("$python" --version)."
    "$python" -m venv --clear "$venv"
}

install() {
    venv=$1
    shift
    locks=$*
    set --
    for lock in $locks; do
        set -- "$@" -r "$lock"
    done
    echo "Installing the locked dependencies: $locks"
    if uv=$(command -v uv || command -v "$venv/bin/uv"); then
        pip_install() { "$uv" pip install --quiet --python "$venv/bin/python" "$@"; }
    else
        # Twice quiet: pip's warnings are about its own configuration, its errors still show.
        pip_install() { "$venv/bin/python" -m pip --disable-pip-version-check install -qq "$@"; }
    fi
    pip_install --require-hashes "$@"
    # The build backend is locked and installed too, so nothing is fetched unchecked here.
    pip_install --no-deps --no-build-isolation --editable .
}

verb=$1
shift
case $verb in
create | install) "$verb" "$@" ;;
*) fail "usage: $0 create VENV PYTHON | install VENV LOCK..." ;;
esac
