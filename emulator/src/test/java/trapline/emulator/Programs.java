package trapline.emulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Small programs in machine code, as ELF executables. */
final class Programs {
    private static final int ORIGIN = 0x4001_0000;
    private static final int HEADER = 52;
    private static final int PROGRAM_HEADER = 32;

    /** Three times: waits 100 counts of the virtual timer by WFI, prints a dot. Then switches off. */
    static final int[] TIMER = {
        0xE59F_0058, // ldr r0, =GICC
        0xE3A0_10FF, // mov r1, #0xff
        0xE580_1004, // str r1, [r0, #PMR]
        0xE3A0_1001, // mov r1, #1
        0xE580_1000, // str r1, [r0, #CTLR]
        0xE3A0_0302, // mov r0, #GICD
        0xE580_1000, // str r1, [r0, #CTLR]
        0xE3A0_1302, // mov r1, #1 << 27
        0xE580_1100, // str r1, [r0, #ISENABLER0]
        0xE3A0_4409, // mov r4, #UART
        0xE3A0_2003, // mov r2, #3
        0xE3A0_1064, // 1: mov r1, #100
        0xEE0E_1F13, // mcr p15, 0, r1, c14, c3, 0 (CNTV_TVAL)
        0xE3A0_1001, // mov r1, #1
        0xEE0E_1F33, // mcr p15, 0, r1, c14, c3, 1 (CNTV_CTL)
        0xE320_F003, // wfi
        0xE3A0_1000, // mov r1, #0
        0xEE0E_1F33, // mcr p15, 0, r1, c14, c3, 1
        0xE3A0_102E, // mov r1, #'.'
        0xE584_1000, // str r1, [r4]
        0xE252_2001, // subs r2, r2, #1
        0x1AFF_FFF4, // bne 1b
        0xE59F_0004, // ldr r0, =SYSTEM_OFF
        0xE140_0070, // hvc #0
        0x0801_0000,
        0x8400_0008
    };

    /** Echoes what comes in at the UART until it is an x, then exits by semihosting. */
    static final int[] ECHO = {
        0xE3A0_4409, // mov r4, #UART
        0xE59F_1028, // ldr r1, =0x301
        0xE584_1030, // str r1, [r4, #CR]
        0xE594_1018, // 1: ldr r1, [r4, #FR]
        0xE311_0010, // tst r1, #RXFE
        0x1AFF_FFFC, // bne 1b
        0xE594_1000, // ldr r1, [r4]
        0xE584_1000, // str r1, [r4]
        0xE351_0078, // cmp r1, #'x'
        0x1AFF_FFF8, // bne 1b
        0xE3A0_0018, // mov r0, #SYS_EXIT
        0xE59F_1004, // ldr r1, =0x20026
        0xEF12_3456, // svc #0x123456
        0x0000_0301,
        0x0002_0026
    };

    /**
     * CPU 0 starts CPU 1, counts until that one has counted to 5000, sends it an event and sleeps; CPU 1 waits for the event
     * and switches off.
     */
    static final int[] TWO_CPUS = {
        0xE59F_5064, // ldr r5, =0x40020000
        0xE3A0_03E1, // ldr r0, =CPU_ON
        0xE3A0_1001, // mov r1, #1
        0xE28F_2028, // adr r2, second
        0xE3A0_3007, // mov r3, #7
        0xE140_0070, // hvc #0
        0xE3A0_6000, // mov r6, #0
        0xE286_6001, // 1: add r6, r6, #1
        0xE595_1000, // ldr r1, [r5]
        0xE351_0007, // cmp r1, #7
        0x1AFF_FFFB, // bne 1b
        0xE320_F004, // sev
        0xE585_6004, // str r6, [r5, #4]
        0xE320_F003, // 2: wfi
        0xEAFF_FFFD, // b 2b
        0xE59F_5028, // second: ldr r5, =0x40020000
        0xE59F_1028, // ldr r1, =5000
        0xE251_1001, // 3: subs r1, r1, #1
        0x1AFF_FFFD, // bne 3b
        0xE585_0000, // str r0, [r5]
        0xE320_F002, // wfe
        0xE595_1004, // ldr r1, [r5, #4]
        0xE351_0000, // cmp r1, #0
        0x0A00_0001, // beq 4f
        0xE59F_000C, // ldr r0, =SYSTEM_OFF
        0xE140_0070, // hvc #0
        0xE7F0_00F0, // 4: udf #0
        0x4002_0000,
        0x0000_1388,
        0x8400_0008
    };

    /** Turns the event stream of bit 9 of the virtual counter on, waits for three events, and switches off. */
    static final int[] EVENTS = {
        0xE3A0_0094, // mov r0, #EVNTEN | 9 << 4
        0xEE0E_0F11, // mcr p15, 0, r0, c14, c1, 0 (CNTKCTL)
        0xE3A0_2003, // mov r2, #3
        0xE320_F002, // 1: wfe
        0xE252_2001, // subs r2, r2, #1
        0x1AFF_FFFC, // bne 1b
        0xE51F_0000, // ldr r0, =SYSTEM_OFF
        0xE140_0070, // hvc #0
        0x8400_0008
    };

    /** Sleeps for ever. */
    static final int[] SLEEP = {0xE320_F003, 0xEAFF_FFFD};

    /** Prints a prompt and sleeps for ever. */
    static final int[] PROMPT = {
        0xE3A0_4409, // mov r4, #UART
        0xE3A0_103E, // mov r1, #'>'
        0xE584_1000, // str r1, [r4]
        0xE320_F003, // 1: wfi
        0xEAFF_FFFD // b 1b
    };

    /** Runs for ever. */
    static final int[] SPIN = {0xEAFF_FFFE};

    private Programs() {}

    /** As an executable. */
    static Image image(int[] words) {
        int offset = HEADER + PROGRAM_HEADER;
        ByteBuffer file = ByteBuffer.allocate(offset + 4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7F, 'E', 'L', 'F', 1, 1, 1});
        file.putShort(16, (short) 2).putShort(18, (short) 40).putInt(20, 1);
        file.putInt(24, ORIGIN).putInt(28, HEADER).putShort(40, (short) HEADER);
        file.putShort(42, (short) PROGRAM_HEADER).putShort(44, (short) 1).putShort(46, (short) 40);
        file.putInt(HEADER, 1)
                .putInt(HEADER + 4, offset)
                .putInt(HEADER + 8, ORIGIN)
                .putInt(HEADER + 12, ORIGIN);
        file.putInt(HEADER + 16, 4 * words.length).putInt(HEADER + 20, 4 * words.length);
        for (int i = 0; i < words.length; i++) {
            file.putInt(offset + 4 * i, words[i]);
        }
        return new Image("program", file.array());
    }
}
