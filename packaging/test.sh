#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds, and runs every test. Arguments go to ctest: packaging/test.sh -R suite
# With CI=true compiler warnings are errors.
set -euo pipefail
# shellcheck source=packaging/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

install_packages build run test

options=()
if [[ ${CI:-} == true ]]; then
    options=(-DCMAKE_COMPILE_WARNING_AS_ERROR=ON)
elif [[ ! -f $root/build/dev/build.ninja ]]; then
    options=(-DCMAKE_COMPILE_WARNING_AS_ERROR=OFF) # a compiler newer than ours may know warnings of its own
fi
build dev "${options[@]}"

step 'Running the tests'
cd "$root"
exec ctest --preset dev --no-tests=error --parallel "$(nproc)" "$@"
