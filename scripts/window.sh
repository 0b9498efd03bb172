#!/usr/bin/env bash
# What a Qt window needs of Debian on a real display; with "tests" also a display of its own for the
# tests (Xvfb).  Good to have, not needed: never fails, tests that need it are skipped without.
set -euo pipefail
[ "$(uname)" = Linux ] || exit 0
needed=(libxcb-icccm4 libxcb-keysyms1 libxcb-cursor0 libxcb-image0 libxcb-render-util0 libxcb-shape0
    libegl1 libxkbcommon-x11-0)
there() { ldconfig -p 2>/dev/null | grep "$1" >/dev/null; }
if [ "${1:-}" = tests ]; then
    command -v Xvfb >/dev/null || needed+=(xvfb)
fi
if there libxcb-cursor.so && there libxcb-icccm.so && there libxcb-keysyms.so &&
    there libxkbcommon-x11.so && there libEGL.so; then
    if [ "${1:-}" != tests ] || command -v Xvfb >/dev/null; then
        exit 0
    fi
fi
if "$(dirname "$0")/system.sh" "${needed[@]}"; then
    echo "Installed what a window needs of the system."
else
    echo "Carrying on without system packages a window may need: ${needed[*]}."
fi
exit 0
