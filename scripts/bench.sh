#!/bin/sh
# Run the benchmarks one after the other, each named before its figures.
#
#   scripts/bench.sh PYTHON                          all that need no argument
#   scripts/bench.sh PYTHON bench/NAME.py [ARG]...   this one
set -eu
python=$1
shift
if [ $# -gt 0 ]; then
    exec "$python" "$@"
fi
failed=
for file in bench/[!_]*.py; do
    printf '\n== %s\n' "$file"
    status=0
    "$python" "$file" </dev/null || status=$?
    case $status in
    0) ;;
    2) echo "It wants arguments: make bench ARGS=\"$file ...\"" ;;
    *) failed="$failed $file" ;;
    esac
done
if [ -n "$failed" ]; then
    printf '\nFailed:%s\n' "$failed" >&2
    exit 1
fi
