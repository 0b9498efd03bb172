#!/usr/bin/env bash
# Fetches fonts that our generator does not use into .cache/bench/fonts, for benches alone; nothing
# is installed.  Where apt is missing the benches take what fonts the machine has.
set -euo pipefail
cd "$(dirname "$0")/.."
fonts=.cache/bench/fonts
packages="fonts-liberation fonts-freefont-ttf fonts-lato fonts-open-sans fonts-ocr-b"
[ -f "$fonts/.complete" ] && exit 0
command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck disable=SC2086 # the names are words of their own
if ! (cd "$work" && apt-get download -q $packages >/dev/null 2>&1); then
	echo "Fonts could not be fetched; benches take what fonts are here."
	exit 0
fi
mkdir -p "$fonts"
for package in "$work"/*.deb; do dpkg-deb -x "$package" "$work/root"; done
# Our own OCRB.otf is the same file.
find "$work/root" \( -name '*.ttf' -o -name '*.otf' \) ! -name OCRB.otf -exec cp {} "$fonts/" \;
touch "$fonts/.complete"
