#!/bin/sh
# Install Outpost for one user, without an administrator. ./install.sh [--prefix DIR] [--autostart]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
prefix="$HOME/.local"
autostart=no
while [ $# -gt 0 ]; do
    case "$1" in
        --prefix) prefix="$2"; shift 2 ;;
        --autostart) autostart=yes; shift ;;
        *) echo "usage: $0 [--prefix DIR] [--autostart]" >&2; exit 2 ;;
    esac
done
place="$prefix/opt/outpost"
data="$prefix/share"
mkdir -p "$prefix/opt" "$prefix/bin" "$data/applications" "$data/mime/packages" \
    "$data/icons/hicolor/scalable/apps"
# Beside the old one first: an installation that is stopped leaves a program that works.
rm -rf "$place.new"
cp -a "$here" "$place.new"
rm -rf "$place.old"
if [ -e "$place" ]; then mv "$place" "$place.old"; fi
mv "$place.new" "$place"
rm -rf "$place.old"
ln -sf "$place/outpost" "$prefix/bin/outpost"
sed -e "s|^Exec=outpost|Exec=\"$place/outpost\"|" -e "s|^TryExec=outpost|TryExec=$place/outpost|" \
    "$place/share/outpost.desktop" > "$data/applications/outpost.desktop"
cp "$place/share/outpost.svg" "$data/icons/hicolor/scalable/apps/outpost.svg"
cp "$place/share/outpost.xml" "$data/mime/packages/outpost.xml"
if command -v update-desktop-database >/dev/null; then
    update-desktop-database -q "$data/applications" || true
fi
if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime" || true; fi
if [ "$autostart" = yes ]; then "$place/outpost" engine --autostart on; fi
echo "Outpost is in $place; start it from the menu, or with $prefix/bin/outpost"
echo "To remove it: $place/uninstall.sh"
