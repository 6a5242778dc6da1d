#!/bin/sh
# Builds the guests with Debian's gcc-arm-none-eabi into small ELF files. Usage: build.sh [OUTPUT-DIR]
# Without an argument it renews the committed ones in bin/. The result depends on nothing but compiler and sources.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/bin}
mkdir -p "$out"
out=$(cd "$out" && pwd)
cd "$here"

cflags="-mcpu=cortex-a15 -mfloat-abi=soft -mno-unaligned-access -O2 -ffreestanding -fno-builtin -nostdlib -nostartfiles
 -static -Wall -Wextra -Werror -Wa,-march=armv7ve -Ilib -Wl,--build-id=none -Wl,-z,noexecstack
 -Wl,--no-warn-rwx-segments -g0"

# The name of an object assembled from a .S file stands in the symbol table, so it must not be a temporary one.
objects=$(mktemp -d)
trap 'rm -r "$objects"' EXIT

# program START NAME FLAGS SOURCE…
program() {
    start=$1; name=$2; flags=$3; shift 3
    arm-none-eabi-gcc $cflags $flags -c -o "$objects/start.o" "$start"
    arm-none-eabi-gcc $cflags $flags -Wl,-T,lib/guest.ld -o "$out/$name.elf" "$objects/start.o" lib/guest.c "$@"
}

# guest NAME FLAGS SOURCE…
guest() {
    program lib/start.S "$@"
}

guest hello         "-marm"   vm/hello.c
guest hello-thumb   "-mthumb" vm/hello.c
guest ping          "-marm"   vm/ping.c
guest pong          "-marm"   vm/pong.c
guest ping-poll     "-marm -DPOLL" vm/ping.c
guest pong-poll     "-marm -DPOLL" vm/pong.c
guest ping-thumb    "-mthumb" vm/ping.c
for lock in PAGE HYPERCALL NONE; do
    suffix=$(echo $lock | tr A-Z a-z)
    guest producer-$suffix "-marm -DLOCK_$lock" vm/producer.c
    guest consumer-$suffix "-marm -DLOCK_$lock" vm/consumer.c
done
guest hostile       "-marm"   vm/hostile.c
guest victim        "-marm"   vm/victim.c
guest spin          "-marm"   vm/spin.c
guest frames        "-marm"   vm/frames.c lib/virtio.c
guest budget        "-marm -DMAIN_MODE=0x1f" vm/budget.c
for source in native/*.c; do
    [ -e "$source" ] || continue
    guest "$(basename "$source" .c)" "-marm -DMAIN_MODE=0x1f" "$source"
    guest "$(basename "$source" .c)-thumb" "-mthumb -DMAIN_MODE=0x1f" "$source"
done
# what trapline bench runs: starts at PL1 or in Hyp mode, and has a linker script of its own
arm-none-eabi-gcc $cflags -c -o "$objects/bench.o" bench/start.S
arm-none-eabi-gcc $cflags -DMAIN_MODE=0x1f -c -o "$objects/start.o" lib/start.S
arm-none-eabi-gcc $cflags -marm -Wl,-T,bench/bench.ld -o "$out/bench.elf" "$objects/bench.o" "$objects/start.o" \
    lib/guest.c bench/*.c
fp="-mfloat-abi=softfp -mfpu=neon-vfpv4 -fno-math-errno -DMAIN_MODE=0x1f"
guest fp            "-marm $fp"   fp/fp.c
guest fp-thumb      "-mthumb $fp" fp/fp.c
guest device_access         "-marm $fp"   devices/device_access.c
guest device_access-thumb   "-mthumb $fp" devices/device_access.c
for source in virtio/*.c; do
    guest "$(basename "$source" .c)" "-marm -DMAIN_MODE=0x1f" "$source" lib/virtio.c
    guest "$(basename "$source" .c)-thumb" "-mthumb -DMAIN_MODE=0x1f" "$source" lib/virtio.c
done
# start in Hyp mode
hyp() {
    program hyp/start.S "$@"
}
hyp hyp_traps           "-marm" hyp/hyp_traps.c
hyp hyp_traps-manual    "-marm -DMANUAL" hyp/hyp_traps.c
hyp vgic                "-marm" hyp/vgic.c
hyp vgic_states         "-marm" hyp/vgic_states.c
# every coprocessor register
guest registers         "-marm -DMAIN_MODE=0x1f" registers/pl1.c
hyp registers_hyp       "-marm" registers/hyp.c
hyp hyp_fp              "-marm" hyp/hyp_fp.c
hyp hyp_mmu             "-marm" hyp/hyp_mmu.c
hyp hyp_handlers        "-marm" hyp/hyp_handlers.c
hyp hyp_debug           "-marm" hyp/hyp_debug.c
# a first process for Linux
arm-none-eabi-gcc $cflags -marm -Wl,-Ttext=0x10000 -o "$out/hw_breakpoints" linux/hw_breakpoints.c
