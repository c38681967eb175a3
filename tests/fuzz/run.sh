#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs every fuzz target, two at a time, from its kept corpus: run.sh FOLDER-OF-TARGETS [SECONDS].
# The control target claims something untrue: unless its fuzzer finds that out, this fails. What a
# target ends on is put beside this file, to be mended and then kept in its corpus.
set -u
targets=$(realpath "$1")
seconds=${2:-60}
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1

fuzz() {  # fuzz NAME: its log in $work/NAME.log, its exit in $work/NAME.exit
  mkdir "$work/$1"
  "$targets/$1_fuzz" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 -max_len=16384 \
    -artifact_prefix="$work/found_$1_" -print_final_stats=1 "$work/$1" "corpus/$1" >"$work/$1.log" 2>&1
  echo $? >"$work/$1.exit"
}

(fuzz json; fuzz csv; fuzz linkage; fuzz control) &
(fuzz query; fuzz xlsx; fuzz http; fuzz clk) &
wait

bad=0
for name in json query csv xlsx http linkage clk; do
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$name.log")
  echo "fuzz $name: ${runs:-0} inputs"
  if [ "$(cat "$work/$name.exit")" -ne 0 ] || [ "${runs:-0}" -lt 100 ]; then
    tail -40 "$work/$name.log"
    cp "$work"/found_"$name"_* . 2>/dev/null
    bad=1
  fi
done
if [ "$(cat "$work/control.exit")" -eq 0 ]; then
  echo "the control's untrue claim was not found out"
  bad=1
fi
exit $bad
