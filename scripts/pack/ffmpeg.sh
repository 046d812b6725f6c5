#!/usr/bin/env bash
# Builds the ffmpeg and ffprobe that go into the packages, from an unpacked source of ffmpeg.org that you give:
#
#   scripts/pack/ffmpeg.sh path/to/ffmpeg-7.1.3
#
# into resources/ffmpeg/<platform>-<arch>/, where electron-builder.yml takes them from. They are separate programs under
# the LGPL 2.1 or later, which anybody may replace: no part of FFmpeg under the GPL, no nonfree one, and nothing of the
# machine that it happens to be built on. Needs a C compiler, make, nasm, pkg-config, zlib and a static
# libdav1d (BSD, reads AV1). On Windows in an MSYS2 UCRT64 shell. Check the signature of the source before you build it.
set -euo pipefail

source_dir=$(cd "${1:?Which folder of FFmpeg sources?}" && pwd)
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
target=$root/resources/ffmpeg/$(node -p 'process.platform + "-" + process.arch')
suffix=$(node -p 'process.platform === "win32" ? ".exe" : ""')

options=(
  --disable-gpl --disable-nonfree --disable-version3
  # Only what is named below of the machine's libraries; no network, no devices, no display.
  --disable-autodetect --disable-network --disable-devices --disable-ffplay --disable-doc --disable-debug
  --enable-zlib --enable-libdav1d --pkg-config-flags=--static
  # Films are read in every format, and written in none: frames, sound and subtitles go to Titan Ads through a pipe.
  --disable-encoders --enable-encoder=rawvideo,pcm_f32le,webvtt
  --disable-muxers --enable-muxer=matroska,webvtt
  --disable-protocols --enable-protocol=file,pipe
)

build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
cd "$build"
"$source_dir/configure" "${options[@]}"
make -j"$(getconf _NPROCESSORS_ONLN)" "ffmpeg$suffix" "ffprobe$suffix"

# What it says of itself, in case a later FFmpeg takes an option another way.
"./ffmpeg$suffix" -hide_banner -L | tr '\n' ' ' | grep -q 'GNU Lesser General Public License' || {
  echo 'This build is not under the LGPL; it is not taken.' >&2
  exit 1
}

libraries=$({ ldd ffmpeg || otool -L ffmpeg; } 2>/dev/null || true)
# Not through a pipe: grep leaves at the first match, and what it leaves behind would fail the pipe.
if [[ $libraries == *dav1d* ]]; then
  echo 'This build needs the libdav1d of this machine; install the static one.' >&2
  exit 1
fi

mkdir -p "$target"
cp "ffmpeg$suffix" "ffprobe$suffix" "$target/"
cp "$source_dir/COPYING.LGPLv2.1" "$target/"
# The LGPL asks for the source and for how it was built: whoever gets the program can ask us for exactly these.
{
  echo "FFmpeg $(cat "$source_dir/RELEASE" 2>/dev/null || cat "$source_dir/VERSION"), https://ffmpeg.org/releases/"
  echo "configure ${options[*]}"
} >"$target/HOW-IT-WAS-BUILT.txt"
echo "Built into $target"
