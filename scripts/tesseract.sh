#!/usr/bin/env bash
# Tesseract is a second reader for the check of each copy.  Good to have, not needed: never fails.
if command -v tesseract >/dev/null; then
    exit 0
fi
if "$(dirname "$0")/system.sh" tesseract-ocr; then
    echo "Installed tesseract-ocr: copies are read by a second, independent reader."
else
    echo "Carrying on without Tesseract: the check of each copy has one reader less (see 'redactor doctor')."
fi
exit 0
