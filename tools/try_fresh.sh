#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Tries ./run --build in a bare Debian made by debootstrap, so that a package missing from the list
# shows. tools/try_fresh.sh bookworm|trixie FOLDER; needs root and debootstrap.
set -euo pipefail
release=${1:?which Debian: bookworm or trixie}
folder=${2:?a folder for it}
cd "$(dirname "$0")/.."
[ -d "$folder/usr" ] || debootstrap --variant=minbase "$release" "$folder"
trap 'umount -l "$folder/proc" "$folder/dev" 2>/dev/null || true' EXIT
mount --bind /proc "$folder/proc"
mount --bind /dev "$folder/dev"
cp /etc/resolv.conf "$folder/etc/resolv.conf" 2>/dev/null || true
rm -rf "$folder/waymark"
mkdir "$folder/waymark"
git archive HEAD | tar -x -C "$folder/waymark"
chroot "$folder" /bin/bash -c "cd /waymark && ./run --build && build/release/waymark demo --data /tmp/d --scale 100 && build/release/waymark demo-sign-ins"
