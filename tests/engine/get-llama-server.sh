#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# get-llama-server.sh DEST: llama.cpp's own llama-server, unpacked from Debian's unstable packages into DEST with the
# C library it needs. Nothing is installed: the system's packages and sources stay as they are. About 10 s and 85 MB.
# Exit status 77 where those packages cannot be had.
set -eu
unavailable() { echo "llama-server cannot be had: $1"; exit 77; }

command -v apt-get > /dev/null || unavailable "this system has no apt"
case $(dpkg --print-architecture) in
    amd64) triplet=x86_64-linux-gnu loader=ld-linux-x86-64.so.2 ;;
    arm64) triplet=aarch64-linux-gnu loader=ld-linux-aarch64.so.1 ;;
    *) unavailable "no packages are known for $(dpkg --print-architecture)" ;;
esac
# The mirror that this system's own packages come from.
# shellcheck disable=SC2016 # apt's own format
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | grep -m1 debian) \
    || unavailable "this system's packages do not come from a Debian mirror"

mkdir -p "$1"
dest=$(cd "$1" && pwd)
rm -rf "$dest/apt" "$dest/debs" "$dest/root"
mkdir -p "$dest/apt/lists/partial" "$dest/apt/cache/archives/partial" "$dest/debs"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" > "$dest/apt/sources.list"

own_apt() {
    apt-get -qq -o Dir::Etc::sourcelist="$dest/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::State::lists="$dest/apt/lists" -o Dir::Cache="$dest/apt/cache" \
        -o APT::Sandbox::User=root -o Acquire::Languages=none "$@"
}
own_apt update || unavailable "apt-get update failed"
cd "$dest/debs"
own_apt download llama.cpp-tools libllama0 libggml0 libc6 libgcc-s1 libstdc++6 libgomp1 libssl3t64 libzstd1 zlib1g \
    || unavailable "apt-get download failed"
for package in *.deb; do dpkg-deb -x "$package" "$dest/root"; done

# llama PROGRAM ARGS…: with its own C library and back ends, which it looks for in the working folder.
libraries=$dest/root/usr/lib/$triplet
cat > "$dest/llama.new" << EOF
#!/bin/sh
program=\$1
shift
cd "$libraries/ggml/backends0" \\
    && exec "$libraries/$loader" --library-path "$libraries:$libraries/llama" "$dest/root/usr/bin/\$program" "\$@"
EOF
chmod +x "$dest/llama.new"
"$dest/llama.new" llama-server --version 2>&1 | head -1
mv "$dest/llama.new" "$dest/llama" # last, so that a half-made DEST is made again
rm -rf "$dest/apt" "$dest/debs"
