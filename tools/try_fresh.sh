#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Tries both commands in a bare Debian, so that a package missing from the lists shows: builds with
# ./run, serves the demonstration and asks it for its first page, then runs the tests.
#   tools/try_fresh.sh bookworm|trixie FOLDER [--fast]
# Needs root and debootstrap. MIRROR names another mirror of Debian's packages.
set -euo pipefail
release=${1:?which Debian: bookworm or trixie}
folder=$(realpath -m "${2:?a folder for it}")
how=${3:-}
cd "$(dirname "$0")/.."
[ -d "$folder/usr" ] || debootstrap --variant=minbase "$release" "$folder" "${MIRROR:-http://deb.debian.org/debian}"

for part in proc dev dev/shm; do
  mkdir -p "$folder/$part"
  mount --bind "/$part" "$folder/$part"
done
trap 'for part in dev/shm dev proc; do umount -l "$folder/$part" 2>/dev/null || true; done' EXIT

# How this machine reaches the world, where it does so in its own way: its resolver, its own
# certificate authority and its npm settings.
cp /etc/resolv.conf "$folder/etc/resolv.conf" 2>/dev/null || true
[ -e /etc/ssl/certs/ca-certificates.crt ] && cp /etc/ssl/certs/ca-certificates.crt "$folder/etc/outer-ca.crt"
[ -e "$HOME/.npmrc" ] && cp "$HOME/.npmrc" "$folder/root/.npmrc"

rm -rf "$folder/waymark"
mkdir "$folder/waymark"
git archive HEAD | tar -x -C "$folder/waymark"
chroot "$folder" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
  NODE_EXTRA_CA_CERTS=/etc/outer-ca.crt npm_config_cafile=/etc/outer-ca.crt TRY_HOW="$how" /bin/bash -euc '
  cd /waymark
  ./run --build
  ./run --port 18080 >/tmp/run.log 2>&1 &
  server=$!
  trap "kill $server" EXIT
  for second in $(seq 120); do
    if python3 -c "import urllib.request; assert b\"Waymark\" in urllib.request.urlopen(\"http://127.0.0.1:18080/\").read()" 2>/dev/null; then
      echo "the demonstration answers after $second s"
      break
    fi
    [ "$second" -lt 120 ] || { cat /tmp/run.log; exit 1; }
    sleep 1
  done
  kill $server
  wait $server || true
  trap - EXIT
  ./test $TRY_HOW'
echo "$release: both commands passed"
