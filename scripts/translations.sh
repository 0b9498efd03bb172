#!/usr/bin/env bash
# Renews the window's catalogues from its texts and compiles them:  scripts/translations.sh [VENV]
set -euo pipefail
bin=${1:-.venv}/bin
cd "$(dirname "$0")/.."
for lang in nl en; do
    plural=(); [ "$lang" = en ] && plural=(-pluralonly)
    "$bin/pyside6-lupdate" redactor/gui/*.py -locations none -no-obsolete -target-language "$lang" \
        -source-language en "${plural[@]}" -ts "resources/i18n/redactor_$lang.ts" >/dev/null
done
for lang in nl en; do
    "$bin/pyside6-lrelease" "resources/i18n/redactor_$lang.ts" -qm "resources/i18n/redactor_$lang.qm" >/dev/null
done
