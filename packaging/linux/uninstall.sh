#!/bin/sh
# Remove Outpost; what is kept in it stays.
set -eu
place=$(cd "$(dirname "$0")" && pwd)
prefix=$(cd "$place/../.." && pwd)
"$place/outpost" engine --autostart off >/dev/null 2>&1 || true
rm -f "$prefix/bin/outpost" "$prefix/share/applications/outpost.desktop" \
    "$prefix/share/icons/hicolor/scalable/apps/outpost.svg" "$prefix/share/mime/packages/outpost.xml"
if command -v update-desktop-database >/dev/null; then
    update-desktop-database -q "$prefix/share/applications" || true
fi
if command -v update-mime-database >/dev/null; then
    update-mime-database "$prefix/share/mime" || true
fi
rm -rf "$place"
echo "Outpost is gone. What you kept in it stays in ${OUTPOST_HOME:-${XDG_DATA_HOME:-$HOME/.local/share}/outpost}"
