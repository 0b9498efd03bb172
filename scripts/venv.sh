#!/usr/bin/env bash
# Makes a virtual environment with the first Python that is new enough:  scripts/venv.sh FOLDER [PYTHON]
# On Debian a missing python3-venv is installed where we may (root, or sudo without a password).
set -euo pipefail
folder=$1
wanted=${2:-}

# Stand-ins on the PATH that cannot run (version managers leave such) fail this test too.
new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

pick() {
    local name
    for name in python3 python3.13 python3.12 python3.11 python3.14; do
        if new_enough "$name"; then
            echo "$name"
            return
        fi
    done
    return 1
}

if [ -n "$wanted" ]; then
    if ! new_enough "$wanted"; then
        echo "$wanted is not Python 3.11 or newer; give another one as PYTHON=..." >&2
        exit 1
    fi
    python=$wanted
elif ! python=$(pick); then
    "$(dirname "$0")/system.sh" python3 python3-venv ||
        { echo "Python 3.11 or newer is needed; install it and run make again." >&2; exit 1; }
    python=$(pick)
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    "$(dirname "$0")/system.sh" python3-venv ||
        { echo "Python's venv module is needed (Debian: python3-venv); install it and run make again." >&2; exit 1; }
fi
"$python" -m venv --clear "$folder"
