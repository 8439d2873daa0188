#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# installation.sh CMAKE BUILD VERSION: installs BUILD, then checks program, desktop entry, metainfo and MIME type.
set -euo pipefail
cmake=$1 build=$2 version=$3
id=io.github.streamgauge.Streamgauge

for tool in desktop-file-validate appstreamcli; do
    command -v "$tool" > /dev/null || { echo "skipped: $tool is not installed (packaging/test.sh does that)"; exit 77; }
done

prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
"$cmake" --install "$build" --prefix "$prefix" > /dev/null

[[ $("$prefix/bin/streamgauge" --version) == "streamgauge $version" ]]
desktop-file-validate "$prefix/share/applications/$id.desktop"
# Newer versions of appstreamcli ask for a homepage, which there is none of yet.
complaints=$(appstreamcli validate --no-net "$prefix/share/metainfo/$id.metainfo.xml" | grep -E '^[EW]:' || true)
complaints=$(grep -v 'url-homepage-missing$' <<< "$complaints" || true)
[[ -z $complaints ]] || { echo "$complaints"; exit 1; }

# Every name one file uses for what another one brings.
grep -q "^Icon=$id$" "$prefix/share/applications/$id.desktop"
[[ -s $prefix/share/icons/hicolor/scalable/apps/$id.svg ]]
grep -q "release version=\"$version\"" "$prefix/share/metainfo/$id.metainfo.xml"
type=$(sed -n 's/^MimeType=\(.*\);$/\1/p' "$prefix/share/applications/$id.desktop")
grep -q "<mime-type type=\"$type\">" "$prefix/share/mime/packages/$id.xml"
