#!/usr/bin/env bash
# Compiles the kernels for arm64 (their portable path), runs them emulated, and compares what they
# compute with each path of this machine's: to the bit. From the root: Tests/Portability/arm64.sh
# Needs clang and Debian's libc6-dev-arm64-cross, gcc-aarch64-linux-gnu and qemu-user-static.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sources=(Tests/Portability/kernels.c Sources/CAdapterKernels/*.c)
includes=(-I Sources/CAdapterKernels -I Sources/CAdapterKernels/include)
for source in "${sources[@]}"; do
  object=$work/$(basename "$source" .c).o
  clang --target=aarch64-linux-gnu -isystem /usr/aarch64-linux-gnu/include -O3 -Wall -Wextra \
    "${includes[@]}" -c "$source" -o "$object"
done
aarch64-linux-gnu-gcc -static "$work"/*.o -lm -o "$work/arm64"
clang -O3 "${includes[@]}" "${sources[@]}" -lm -o "$work/here"
qemu-aarch64-static "$work/arm64" > "$work/arm64.txt"
paths=(portable avx2 avx512 avx512vnni avx512bf16)
for number in "${!paths[@]}"; do
  path=${paths[number]}
  if ! "$work/here" "$number" > "$work/$path.txt"; then
    echo "this machine has no $path"
  elif diff "$work/arm64.txt" "$work/$path.txt"; then
    echo "arm64 and $path: $(wc -l < "$work/arm64.txt") results, the same bits"
  else
    echo "arm64 and $path differ" >&2
    exit 1
  fi
done
