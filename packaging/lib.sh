# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What run.sh and test.sh share. Sourced, never run: its caller has set -euo pipefail.
# Everything here speaks on stderr, so that `packaging/run.sh report … --format json | jq` works.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

step() { printf '==> %s\n' "$*" >&2; }
note() { printf '    %s\n' "$*" >&2; }
die() {
    printf 'error: %s\n' "$1" >&2
    shift
    for line in "$@"; do printf '       %s\n' "$line" >&2; done
    exit 1
}

# packages_of GROUP…: their names from packages.txt.
packages_of() {
    local group name wanted
    while read -r group name; do
        for wanted in "$@"; do
            if [[ $group == "$wanted" ]]; then echo "$name"; fi
        done
    done < "$root/packaging/packages.txt"
}

# missing_packages NAME…: those not installed.
missing_packages() {
    local installed
    installed=$(dpkg-query --show --showformat '${Package} ${db:Status-Status}\n' "$@" 2> /dev/null || true)
    local name
    for name in "$@"; do
        grep -qx "$name installed" <<< "$installed" || echo "$name"
    done
}

require_supported_system() {
    local ID='' VERSION_ID='' PRETTY_NAME='this system'
    # shellcheck source=/dev/null
    [[ -r /etc/os-release ]] && . /etc/os-release
    local by_hand=('By hand it needs: a C++23 compiler (g++ 12 or later), CMake 3.25, Ninja, Qt 6.4 (Widgets, Network, DBus, Svg, Test),'
        'libcurl 7.80, simdjson, yaml-cpp, libzip, CLI11 and QtKeychain for Qt 6. Then: cmake --preset release && cmake --build --preset release')
    if ! command -v apt-get > /dev/null || ! command -v dpkg-query > /dev/null; then
        die "$PRETTY_NAME has no apt: this script installs packages on Debian 12 and Ubuntu 24.04 or later." "${by_hand[@]}"
    fi
    local oldest=''
    case $ID in
        debian) oldest=12 ;;
        ubuntu) oldest=24.04 ;;
        *) note "$PRETTY_NAME is neither Debian nor Ubuntu: trying its packages all the same." ;;
    esac
    if [[ -n $oldest && -n $VERSION_ID ]] && ! dpkg --compare-versions "$VERSION_ID" ge "$oldest"; then
        die "$PRETTY_NAME is too old: its Qt or compiler is. Use $ID $oldest or later." "${by_hand[@]}"
    fi
}

# as_root COMMAND…: as it is for root, else with sudo.
as_root() {
    if ((EUID == 0)); then
        "$@"
    else
        sudo "$@"
    fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" >&2
}

# install_packages GROUP…: what of these groups is missing, and nothing else.
install_packages() {
    local wanted missing unknown
    mapfile -t wanted < <(packages_of "$@")
    mapfile -t missing < <(command -v dpkg-query > /dev/null && missing_packages "${wanted[@]}" || printf '%s\n' "${wanted[@]}")
    if ((${#missing[@]} == 0)); then
        step "Packages: all ${#wanted[@]} are installed"
        return
    fi
    require_supported_system
    step "Installing ${#missing[@]} missing packages: ${missing[*]}"
    if ((EUID != 0)) && ! command -v sudo > /dev/null; then
        die 'Packages are missing, and this is neither root nor is sudo here to become it.' \
            "As root: apt-get install --no-install-recommends ${missing[*]}" 'Then start this again.'
    fi
    if ((EUID != 0)); then note 'This needs sudo, which may ask for your password.'; fi
    apt_get update || die 'apt-get update failed (see above): is there a network, and are its package sources right?'
    mapfile -t unknown < <(unknown_packages "${missing[@]}")
    if ((${#unknown[@]} > 0)); then
        die "No package source of this system has: ${unknown[*]}" \
            'On Ubuntu they are in "universe": sudo add-apt-repository universe. Elsewhere use Debian 12 or Ubuntu 24.04.'
    fi
    apt_get install --yes --no-install-recommends "${missing[@]}" \
        || die 'apt-get install failed (see above). Once that is solved, start this again: it goes on where it stopped.'
}

unknown_packages() {
    local name
    for name in "$@"; do
        [[ $(LC_ALL=C apt-cache policy "$name") == *'Candidate: '[^\(]* ]] || echo "$name"
    done
}

# As many jobs as there are processors, but no more than memory allows (about 1 GB each).
build_jobs() {
    local jobs memory_kb
    jobs=$(nproc)
    memory_kb=$(awk '/MemAvailable/ {print $2}' /proc/meminfo 2> /dev/null || true)
    if [[ -n $memory_kb ]] && ((memory_kb / 1000000 < jobs)); then jobs=$((memory_kb / 1000000)); fi
    ((jobs > 0)) || jobs=1
    echo "$jobs"
}

# build PRESET [CMAKE OPTION…]: into build/PRESET, everything or the target in $target. Options given are always set, otherwise an existing build keeps its own.
build() {
    local preset=$1
    shift
    # So that a clone elsewhere finds what another one has compiled.
    export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$root} CCACHE_NOHASHDIR=${CCACHE_NOHASHDIR:-true}
    local folder=$root/build/$preset
    if (($# > 0)) || [[ ! -f $folder/build.ninja || $root/CMakePresets.json -nt $folder/build.ninja ]]; then
        step "Configuring build/$preset"
        cmake -S "$root" --preset "$preset" "$@" >&2 || die "CMake could not configure build/$preset (see above)." \
            'If that folder is from another machine or an older state, remove it and start this again.'
    fi
    local jobs
    jobs=$(build_jobs)
    step "Building build/$preset with $jobs jobs"
    if [[ ! -f $folder/bin/streamgauge ]]; then note 'The first time takes some minutes.'; fi
    cmake --build "$folder" --parallel "$jobs" ${target:+--target "$target"} >&2 || die 'The build failed (see above).'
}
