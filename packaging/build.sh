#!/bin/sh
# Lays the program out as it is installed, with its manual pages and shell completions, and packs that into an archive.
#
#   packaging/build.sh [-p PROGRAM] [-t TARGET] [-o DIR] [-l]
#
#   -p PROGRAM   this program, and no building; it must run on this machine, as it writes its own pages and completions
#   -t TARGET    what it was, or is to be, built for; this machine if left out
#   -o DIR       where to put it; target/packaging if left out
#   -l           only the folder, and no archive
#
# It writes DIR/gainsay-vVERSION-TARGET/, which can be copied over /usr/local, the same as .tgz with a .sha256 beside it, and DIR/latest, which
# points to the folder. Where `tar` is that of GNU, the same program gives the same bytes.
set -eu

usage() { sed -n '4s/^# *//p' "$0" >&2; exit 2; }

here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
program='' target='' out='' archive=yes
while getopts p:t:o:l option; do
    case $option in
        p) program=$OPTARG ;;
        t) target=$OPTARG ;;
        o) out=$OPTARG ;;
        l) archive=no ;;
        *) usage ;;
    esac
done
shift $((OPTIND - 1))
[ $# -eq 0 ] || usage

built=${CARGO_TARGET_DIR:-$here/target}
[ -n "$out" ] || out=$built/packaging
if [ -z "$program" ]; then
    (cd "$here" && cargo build --release --locked --bin gainsay ${target:+--target "$target"})
    program=$built/${target:+$target/}release/gainsay
    [ -e "$program" ] || program=$program.exe
fi
[ -n "$target" ] || target=$(rustc -vV | sed -n 's/^host: //p')
version=$("$program" --version | sed 's/^[^ ]* //')
name=gainsay-v$version-$target
root=$out/$name

# A folder of an earlier run is made anew, and nothing else is touched.
rm -rf "$root"
mkdir -p "$root/bin" "$root/share/man/man1" "$root/share/doc/gainsay"
cp "$program" "$root/bin/"
chmod 755 "$root/bin/"*
"$program" man -o "$root/share/man/man1" >/dev/null

completion() {
    mkdir -p "$root/share/$2"
    "$program" completions "$1" >"$root/share/$2/$3"
}
completion bash bash-completion/completions gainsay
completion zsh zsh/site-functions _gainsay
completion fish fish/vendor_completions.d gainsay.fish
completion elvish elvish/lib gainsay.elv
completion powershell powershell gainsay.ps1

for file in README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE NOTICE; do
    cp "$here/$file" "$root/share/doc/gainsay/"
done
find "$root" -type f ! -path "$root/bin/*" -exec chmod 644 {} +
find "$root" -type d -exec chmod 755 {} +
rm -f "$out/latest"
ln -s "$name" "$out/latest"
echo "$root"
[ "$archive" = yes ] || exit 0

cd "$out"
same_bytes=''
if tar --version 2>/dev/null | grep -q GNU; then
    same_bytes="--sort=name --mtime=@${SOURCE_DATE_EPOCH:-0} --owner=0 --group=0 --numeric-owner --format=ustar"
fi
# shellcheck disable=SC2086 # several options, none with a space
tar -cf "$name.tar" $same_bytes "$name"
gzip -9nf <"$name.tar" >"$name.tgz"
rm "$name.tar"
if command -v sha256sum >/dev/null; then sha256sum "$name.tgz"; else shasum -a 256 "$name.tgz"; fi >"$name.tgz.sha256"
echo "$out/$name.tgz"
