#!/usr/bin/env bash
# Installs Debian packages where apt-get is there and we may; fails at once where it would have to ask.
set -euo pipefail
command -v apt-get >/dev/null || exit 1
if [ "$(id -u)" = 0 ]; then
    as_root=(env)
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
install() {
    "${as_root[@]}" apt-get install -y -q --no-install-recommends "$@" </dev/null >/dev/null 2>&1
}
# A fresh machine has no package lists yet: fetch them only when the first try fails.
install "$@" || { "${as_root[@]}" apt-get update -q </dev/null >/dev/null 2>&1 && install "$@"; }
