#!/bin/sh
# Print the first Python on PATH that Dayline runs on (3.11 or later); exit 1 when there is none.
# `python3` goes first: it is the one that the person chose.
for name in python3 python3.13 python3.12 python3.11 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        command -v "$name"
        exit 0
    fi
done
exit 1
