#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds Release, and opens the dashboard with simulated endpoints ready.
# Arguments go to streamgauge: packaging/run.sh run --endpoint http://localhost:8000
# Without arguments and without a display it runs the suite on two simulated models instead.
set -euo pipefail
# shellcheck source=packaging/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

has_display() { [[ -n ${DISPLAY:-} || -n ${WAYLAND_DISPLAY:-} ]]; }

run_without_display() {
    local speed=20 results=$root/build/first-run
    local name status=0
    name=$(date +%Y-%m-%dT%H%M%S)
    mkdir -p "$results"
    step 'No display (neither DISPLAY nor WAYLAND_DISPLAY is set): running the suite from the command line'
    note "On two SIMULATED models, $speed times as fast as the real ones: under a minute and a half. Nothing real is"
    note "measured, and times are $speed times shorter, TPS $speed times higher than on the modelled device."
    "$streamgauge" run speed-test --simulate mistral-24b --simulate qwen3-32b --speed "$speed" \
        --title 'First run (simulated)' --out "$results/$name.run.jsonl" || status=$?
    if ((status > 1)); then die "The run ended with exit status $status (see above)."; fi # 1: an expectation was not met
    "$streamgauge" export "$results/$name.run.jsonl" --to "$results/$name.png"
    step 'Done'
    note "Run file: $results/$name.run.jsonl"
    note "Picture:  $results/$name.png"
    note "Your own: packaging/run.sh run --endpoint http://HOST:PORT      All commands: packaging/run.sh --help"
}

install_packages build run
target=streamgauge build release
streamgauge=$root/build/release/bin/streamgauge

case ${1:-} in
    run | report | export | simulate | check | -h | --help | --version) exec "$streamgauge" "$@" ;;
esac
if has_display; then
    step 'Opening the dashboard'
    (($# > 0)) || set -- --simulate llama-70b --simulate mistral-24b --simulate qwen3-32b --simulate gpt-oss-20b
    exec "$streamgauge" "$@"
fi
if (($# > 0)); then
    die 'The dashboard needs a display: neither DISPLAY nor WAYLAND_DISPLAY is set.' \
        'Without one: packaging/run.sh report FILE.run.jsonl, or packaging/run.sh --help'
fi
run_without_display
