#!/bin/sh
# Run the benchmarks one after the other, each named before its figures.
#
#   scripts/bench.sh PYTHON [bench/NAME.py]...      (default: all)
set -eu
python=$1
shift
[ $# -gt 0 ] || set -- bench/[!_]*.py
for file in "$@"; do
    [ -e "$file" ] || { echo "There is no benchmark $file." >&2; exit 2; }
    printf '\n== %s\n' "$file"
    "$python" "$file"
done
