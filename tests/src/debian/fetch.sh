#!/usr/bin/env bash
# Brings Debian's ARM kernels with their virtio modules and some that test themselves, Xen and a static busybox, unpacked and not
# installed, for the tests that boot them, and prints the directory. A list of packages of its own leaves this machine's package manager as it is.
set -euo pipefail

into=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/trapline/debian}
marker=$into/complete
if [ -e "$marker" ] && compgen -G "$into/boot/xen-*" >/dev/null && compgen -G "$into/modules/*/virtio_net.ko" >/dev/null &&
    compgen -G "$into/selftests/*/test_bpf.ko" >/dev/null; then
    echo "$into"
    exit 0
fi
mkdir -p "$into/apt/lists/partial" "$into/apt/archives/partial" "$into/packages"

# The release's own archive, in whichever of the two formats this machine lists it; not its security updates.
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
address=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true; } |
    awk -v release="$release" '
        $1 == "URIs:" { uri = $2 }
        $1 == "Suites:" && $2 == release { print uri; exit }
        $1 == "deb" { for (i = 2; i < NF; i++) if ($i !~ /^\[|=|\]$/ && $(i + 1) == release) { print $i; exit } }')
if [ -z "$address" ]; then
    echo "fetch.sh: no archive of Debian $release in /etc/apt/sources.list or /etc/apt/sources.list.d" >&2
    exit 1
fi
echo "deb [arch=armhf signed-by=$keyring] $address $release main" >"$into/apt/sources.list"

apt=(-q -o "Dir::Etc::SourceList=$into/apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o "Dir::State::Lists=$into/apt/lists" -o "Dir::Cache=$into/apt" -o APT::Architectures::=armhf -o APT::Sandbox::User=
    -o Acquire::Retries=5 -o Acquire::Languages=none)
apt-get "${apt[@]}" update >&2

# The package that a metapackage depends on: the newest kernel of its flavour.
kernel() {
    apt-cache "${apt[@]}" show "$1:armhf" | sed -n 's/^Depends: \(linux-image-[^ ,]*\).*/\1/p' | head -n 1
}
cd "$into/packages"
xen=$(apt-cache "${apt[@]}" search --names-only '^xen-hypervisor-[0-9.]*-armhf$' | sed -n 's/ .*//p;q')
for package in "$(kernel linux-image-armmp)" "$(kernel linux-image-armmp-lpae)" "$xen" busybox-static; do
    apt-get "${apt[@]}" download "$package:armhf" >&2
    dpkg -x "$package"_*.deb "$into"
done

# What is kept is what the tests boot: kernels, their symbols and some of their modules, Xen, busybox.
keep() { # DIRECTORY MODULE...: of each kernel
    for kernel in "$into"/lib/modules/*; do
        modules=$into/$1/$(basename "$kernel")
        mkdir -p "$modules"
        for module in "${@:2}"; do
            find "$kernel" -name "$module.ko" -exec cp {} "$modules" \;
        done
    done
}
keep modules virtio_mmio virtio_blk virtio-rng virtio_console failover net_failover virtio_net
keep selftests cryptd crypto_simd aes-arm-bs sha1-arm sha1-arm-neon sha256-arm sha512-arm chacha-neon poly1305-arm \
    libcurve25519-generic curve25519-neon blake2b_generic blake2b-neon libpoly1305 nhpoly1305 nhpoly1305-neon test_bpf
rm -rf "$into/apt" "$into/packages" "$into/lib" "$into/usr"
touch "$marker"
echo "$into"
