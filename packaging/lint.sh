#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks formatting, shell scripts and, with --tidy, every source with clang-tidy (minutes); counts findings per check.
# Needs clang-format-19, clang-tidy-19 and shellcheck, and for --tidy a build of the preset dev.
set -euo pipefail
# shellcheck source=packaging/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"

for tool in clang-format-19 clang-tidy-19 shellcheck; do
    command -v "$tool" > /dev/null || die "$tool is not installed." "As root: apt-get install $tool"
done
failed=0
mapfile -t sources < <(git ls-files '*.cpp' '*.h')

step "clang-format on ${#sources[@]} files"
unformatted=$(clang-format-19 --dry-run "${sources[@]}" 2>&1 | sed -n 's/:[0-9]*:[0-9]*: warning.*//p' | sort -u)
if [[ -n $unformatted ]]; then
    failed=1
    printf '%s\n' "$unformatted" "$(wc -l <<< "$unformatted") files to format: clang-format-19 -i FILE…"
fi

step 'shellcheck'
mapfile -t scripts < <(git ls-files '*.sh' .ci/run)
shellcheck --external-sources "${scripts[@]}" || failed=1

if [[ ${1:-} == --tidy ]]; then
    [[ -f build/dev/compile_commands.json ]] || die 'There is no build/dev: cmake --preset dev && cmake --build --preset dev'
    shift
    mapfile -t units < <(git ls-files '*.cpp' | grep "${1:-.}")
    step "clang-tidy on ${#units[@]} files"
    log=build/dev/clang-tidy.log
    # g++'s own warning flags mean nothing to clang; the findings matter, not its exit status.
    printf '%s\0' "${units[@]}" | xargs -0 -n 1 -P "$(nproc)" \
        clang-tidy-19 -p build/dev --quiet --extra-arg=-Wno-unknown-warning-option > "$log" 2> /dev/null || true
    findings=$(grep -E '^/.*(warning|error): .*\[[a-z]' "$log" | sort -u || true)
    if [[ -n $findings ]]; then
        failed=1
        printf '%s\n' "${findings//"$root/"/}"
        step 'Findings per check'
        sed -E 's/.*\[([^],]*).*/\1/' <<< "$findings" | sort | uniq -c | sort -rn
    fi
fi
((failed == 0)) && step 'Nothing to complain about'
exit "$failed"
