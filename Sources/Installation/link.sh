#!/usr/bin/env bash
# Links the built program once more, to a file that needs nothing but glibc: Swift's run time, Foundation,
# ICU, zlib, liblzma, libzstd and OpenSSL's libcrypto are in it.
#
#   Sources/Installation/link.sh .build/release .build/commit/….o .build/standalone/mondegreen
#
# It takes the object files of `swift build --product mondegreen` as they are: a build with
# --static-swift-stdlib would compile everything a second time, and still take ICU and the others from
# shared libraries.
set -euo pipefail

build=${1:?the folder of the build}
commit=${2:?the object with the commit}
output=${3:?the program to write}
objects=$build/mondegreen.product/Objects.LinkFileList
[ -f "$objects" ] || { echo "$objects: no such file; make build writes it" >&2; exit 66; }

# Nothing to do if nothing was compiled since.
if [ "$output" -nt "$build/mondegreen" ] && [ "$output" -nt "$0" ]; then exit; fi

# The linker takes what it finds first: a folder of static libraries alone.
mkdir -p "$(dirname "$output")"
libraries=$(mktemp -d)
log=$(mktemp)
trap 'rm -rf "$libraries" "$log"' EXIT
for name in icuuc icui18n icudata z lzma zstd crypto stdc++; do
  archive=$(gcc -print-file-name="lib$name.a" 2>/dev/null || cc -print-file-name="lib$name.a")
  [ -f "$archive" ] || { echo "lib$name.a: no such static library; make setup installs it" >&2; exit 66; }
  ln -s "$archive" "$libraries/lib$name.a"
done

# The package manager calls a program's main function by its target's name, so that tests can have their own.
# What Swift's static modules would name themselves; they need one another, hence the group.
foundation="-lFoundation -lFoundationInternationalization -lFoundationEssentials -lCoreFoundation
  -l_FoundationICU -l_FoundationCShims -l_FoundationCollections"
# shellcheck disable=SC2086
if ! swiftc -static-stdlib -emit-executable -L "$libraries" "@$objects" "$commit" \
  -Xclang-linker -static-libgcc -Xlinker --gc-sections -Xlinker -s -Xlinker --defsym=main=mondegreen_main \
  -Xlinker --start-group $foundation -Xlinker --end-group \
  -licui18n -licuuc -licudata -lz -llzma -lzstd -lcrypto -lstdc++ \
  -o "$output.partial" >"$log" 2>&1; then
  cat "$log" >&2
  exit 70
fi
mv "$output.partial" "$output"
