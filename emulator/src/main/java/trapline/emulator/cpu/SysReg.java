package trapline.emulator.cpu;

/**
 * The system registers of CP15 that hold state (ARM DDI 0406C B3.17), by name and encoding. Reset values, access rules
 * and effects are rows of the system register table.
 */
public enum SysReg {
    /** Main ID Register. */
    MIDR(CoprocessorEncoding.of(15, 0, 0, 0, 0)),
    /** Cache Type Register. */
    CTR(CoprocessorEncoding.of(15, 0, 0, 0, 1)),
    /** TCM Type Register. */
    TCMTR(CoprocessorEncoding.of(15, 0, 0, 0, 2)),
    /** TLB Type Register. */
    TLBTR(CoprocessorEncoding.of(15, 0, 0, 0, 3)),
    /** Multiprocessor Affinity Register. */
    MPIDR(CoprocessorEncoding.of(15, 0, 0, 0, 5)),
    /** Revision ID Register. */
    REVIDR(CoprocessorEncoding.of(15, 0, 0, 0, 6)),
    /** System Control Register. */
    SCTLR(CoprocessorEncoding.of(15, 0, 1, 0, 0)),
    /** Auxiliary Control Register. */
    ACTLR(CoprocessorEncoding.of(15, 0, 1, 0, 1)),
    /** Coprocessor Access Control Register. */
    CPACR(CoprocessorEncoding.of(15, 0, 1, 0, 2)),
    /** Secure Configuration Register. */
    SCR(CoprocessorEncoding.of(15, 0, 1, 1, 0)),
    /** Secure Debug Enable Register. */
    SDER(CoprocessorEncoding.of(15, 0, 1, 1, 1)),
    /** Non-Secure Access Control Register. */
    NSACR(CoprocessorEncoding.of(15, 0, 1, 1, 2)),
    /** Translation Table Base Register 0 (64 bits). */
    TTBR0(CoprocessorEncoding.of(15, 0, 2, 0, 0)),
    /** Translation Table Base Register 1 (64 bits). */
    TTBR1(CoprocessorEncoding.of(15, 0, 2, 0, 1)),
    /** Translation Table Base Control Register. */
    TTBCR(CoprocessorEncoding.of(15, 0, 2, 0, 2)),
    /** Domain Access Control Register. */
    DACR(CoprocessorEncoding.of(15, 0, 3, 0, 0)),
    /** Data Fault Status Register. */
    DFSR(CoprocessorEncoding.of(15, 0, 5, 0, 0)),
    /** Instruction Fault Status Register. */
    IFSR(CoprocessorEncoding.of(15, 0, 5, 0, 1)),
    /** Auxiliary Data Fault Status Register. */
    ADFSR(CoprocessorEncoding.of(15, 0, 5, 1, 0)),
    /** Auxiliary Instruction Fault Status Register. */
    AIFSR(CoprocessorEncoding.of(15, 0, 5, 1, 1)),
    /** Data Fault Address Register. */
    DFAR(CoprocessorEncoding.of(15, 0, 6, 0, 0)),
    /** Instruction Fault Address Register. */
    IFAR(CoprocessorEncoding.of(15, 0, 6, 0, 2)),
    /** Physical Address Register (64 bits). */
    PAR(CoprocessorEncoding.of(15, 0, 7, 4, 0)),
    /** Primary Region Remap Register; MAIR0 when TTBCR.EAE is 1. */
    PRRR(CoprocessorEncoding.of(15, 0, 10, 2, 0)),
    /** Normal Memory Remap Register; MAIR1 when TTBCR.EAE is 1. */
    NMRR(CoprocessorEncoding.of(15, 0, 10, 2, 1)),
    /** Auxiliary Memory Attribute Indirection Register 0. */
    AMAIR0(CoprocessorEncoding.of(15, 0, 10, 3, 0)),
    /** Auxiliary Memory Attribute Indirection Register 1. */
    AMAIR1(CoprocessorEncoding.of(15, 0, 10, 3, 1)),
    /** Vector Base Address Register. */
    VBAR(CoprocessorEncoding.of(15, 0, 12, 0, 0)),
    /** Monitor Vector Base Address Register. */
    MVBAR(CoprocessorEncoding.of(15, 0, 12, 0, 1)),
    /** Interrupt Status Register. */
    ISR(CoprocessorEncoding.of(15, 0, 12, 1, 0)),
    /** FCSE Process ID Register. */
    FCSEIDR(CoprocessorEncoding.of(15, 0, 13, 0, 0)),
    /** Context ID Register. */
    CONTEXTIDR(CoprocessorEncoding.of(15, 0, 13, 0, 1)),
    /** User Read/Write Thread ID Register. */
    TPIDRURW(CoprocessorEncoding.of(15, 0, 13, 0, 2)),
    /** User Read-Only Thread ID Register. */
    TPIDRURO(CoprocessorEncoding.of(15, 0, 13, 0, 3)),
    /** PL1 only Thread ID Register. */
    TPIDRPRW(CoprocessorEncoding.of(15, 0, 13, 0, 4)),
    /** Cache Size Selection Register. */
    CSSELR(CoprocessorEncoding.of(15, 2, 0, 0, 0)),
    /** Virtualization Processor ID Register. */
    VPIDR(CoprocessorEncoding.of(15, 4, 0, 0, 0)),
    /** Virtualization Multiprocessor ID Register. */
    VMPIDR(CoprocessorEncoding.of(15, 4, 0, 0, 5)),
    /** Hyp System Control Register. */
    HSCTLR(CoprocessorEncoding.of(15, 4, 1, 0, 0)),
    /** Hyp Auxiliary Control Register. */
    HACTLR(CoprocessorEncoding.of(15, 4, 1, 0, 1)),
    /** Hyp Configuration Register. */
    HCR(CoprocessorEncoding.of(15, 4, 1, 1, 0)),
    /** Hyp Debug Configuration Register. */
    HDCR(CoprocessorEncoding.of(15, 4, 1, 1, 1)),
    /** Hyp Coprocessor Trap Register. */
    HCPTR(CoprocessorEncoding.of(15, 4, 1, 1, 2)),
    /** Hyp System Trap Register. */
    HSTR(CoprocessorEncoding.of(15, 4, 1, 1, 3)),
    /** Hyp Auxiliary Configuration Register. */
    HACR(CoprocessorEncoding.of(15, 4, 1, 1, 7)),
    /** Hyp Translation Control Register. */
    HTCR(CoprocessorEncoding.of(15, 4, 2, 0, 2)),
    /** Virtualization Translation Control Register. */
    VTCR(CoprocessorEncoding.of(15, 4, 2, 1, 2)),
    /** Hyp Auxiliary Data Fault Syndrome Register. */
    HADFSR(CoprocessorEncoding.of(15, 4, 5, 1, 0)),
    /** Hyp Auxiliary Instruction Fault Syndrome Register. */
    HAIFSR(CoprocessorEncoding.of(15, 4, 5, 1, 1)),
    /** Hyp Syndrome Register. */
    HSR(CoprocessorEncoding.of(15, 4, 5, 2, 0)),
    /** Hyp Data Fault Address Register. */
    HDFAR(CoprocessorEncoding.of(15, 4, 6, 0, 0)),
    /** Hyp Instruction Fault Address Register. */
    HIFAR(CoprocessorEncoding.of(15, 4, 6, 0, 2)),
    /** Hyp IPA Fault Address Register. */
    HPFAR(CoprocessorEncoding.of(15, 4, 6, 0, 4)),
    /** Hyp Memory Attribute Indirection Register 0. */
    HMAIR0(CoprocessorEncoding.of(15, 4, 10, 2, 0)),
    /** Hyp Memory Attribute Indirection Register 1. */
    HMAIR1(CoprocessorEncoding.of(15, 4, 10, 2, 1)),
    /** Hyp Auxiliary Memory Attribute Indirection Register 0. */
    HAMAIR0(CoprocessorEncoding.of(15, 4, 10, 3, 0)),
    /** Hyp Auxiliary Memory Attribute Indirection Register 1. */
    HAMAIR1(CoprocessorEncoding.of(15, 4, 10, 3, 1)),
    /** Hyp Vector Base Address Register. */
    HVBAR(CoprocessorEncoding.of(15, 4, 12, 0, 0)),
    /** Hyp Software Thread ID Register. */
    HTPIDR(CoprocessorEncoding.of(15, 4, 13, 0, 2)),
    /** Performance Monitors User Enable Register. */
    PMUSERENR(CoprocessorEncoding.of(15, 0, 9, 14, 0)),
    /** Debug Status and Control Register. */
    DBGDSCR(CoprocessorEncoding.of(14, 0, 0, 2, 2)),
    /** Watchpoint Fault Address Register. */
    DBGWFAR(CoprocessorEncoding.of(14, 0, 0, 6, 0)),
    /** Vector Catch Register. */
    DBGVCR(CoprocessorEncoding.of(14, 0, 0, 7, 0)),
    /** Breakpoint Value Register 0. */
    DBGBVR0(CoprocessorEncoding.of(14, 0, 0, 0, 4)),
    /** Breakpoint Value Register 1. */
    DBGBVR1(CoprocessorEncoding.of(14, 0, 0, 1, 4)),
    /** Breakpoint Value Register 2. */
    DBGBVR2(CoprocessorEncoding.of(14, 0, 0, 2, 4)),
    /** Breakpoint Value Register 3. */
    DBGBVR3(CoprocessorEncoding.of(14, 0, 0, 3, 4)),
    /** Breakpoint Value Register 4. */
    DBGBVR4(CoprocessorEncoding.of(14, 0, 0, 4, 4)),
    /** Breakpoint Value Register 5. */
    DBGBVR5(CoprocessorEncoding.of(14, 0, 0, 5, 4)),
    /** Breakpoint Control Register 0. */
    DBGBCR0(CoprocessorEncoding.of(14, 0, 0, 0, 5)),
    /** Breakpoint Control Register 1. */
    DBGBCR1(CoprocessorEncoding.of(14, 0, 0, 1, 5)),
    /** Breakpoint Control Register 2. */
    DBGBCR2(CoprocessorEncoding.of(14, 0, 0, 2, 5)),
    /** Breakpoint Control Register 3. */
    DBGBCR3(CoprocessorEncoding.of(14, 0, 0, 3, 5)),
    /** Breakpoint Control Register 4. */
    DBGBCR4(CoprocessorEncoding.of(14, 0, 0, 4, 5)),
    /** Breakpoint Control Register 5. */
    DBGBCR5(CoprocessorEncoding.of(14, 0, 0, 5, 5)),
    /** Watchpoint Value Register 0. */
    DBGWVR0(CoprocessorEncoding.of(14, 0, 0, 0, 6)),
    /** Watchpoint Value Register 1. */
    DBGWVR1(CoprocessorEncoding.of(14, 0, 0, 1, 6)),
    /** Watchpoint Value Register 2. */
    DBGWVR2(CoprocessorEncoding.of(14, 0, 0, 2, 6)),
    /** Watchpoint Value Register 3. */
    DBGWVR3(CoprocessorEncoding.of(14, 0, 0, 3, 6)),
    /** Watchpoint Control Register 0. */
    DBGWCR0(CoprocessorEncoding.of(14, 0, 0, 0, 7)),
    /** Watchpoint Control Register 1. */
    DBGWCR1(CoprocessorEncoding.of(14, 0, 0, 1, 7)),
    /** Watchpoint Control Register 2. */
    DBGWCR2(CoprocessorEncoding.of(14, 0, 0, 2, 7)),
    /** Watchpoint Control Register 3. */
    DBGWCR3(CoprocessorEncoding.of(14, 0, 0, 3, 7)),
    /** Breakpoint Extended Value Register 4. */
    DBGBXVR4(CoprocessorEncoding.of(14, 0, 1, 4, 1)),
    /** Breakpoint Extended Value Register 5. */
    DBGBXVR5(CoprocessorEncoding.of(14, 0, 1, 5, 1)),
    /** OS Lock Status Register. */
    DBGOSLSR(CoprocessorEncoding.of(14, 0, 1, 1, 4)),
    /** OS Double Lock Register. */
    DBGOSDLR(CoprocessorEncoding.of(14, 0, 1, 3, 4)),
    /** Device Powerdown and Reset Control Register. */
    DBGPRCR(CoprocessorEncoding.of(14, 0, 1, 4, 4)),
    /** Claim Tag Clear Register. */
    DBGCLAIMCLR(CoprocessorEncoding.of(14, 0, 7, 9, 6)),
    /** ThumbEE Configuration Register. */
    TEECR(CoprocessorEncoding.of(14, 6, 0, 0, 0)),
    /** ThumbEE Handler Base Register. */
    TEEHBR(CoprocessorEncoding.of(14, 6, 1, 0, 0)),
    /** Counter Frequency Register. */
    CNTFRQ(CoprocessorEncoding.of(15, 0, 14, 0, 0)),
    /** Timer PL1 Control Register. */
    CNTKCTL(CoprocessorEncoding.of(15, 0, 14, 1, 0)),
    /** PL1 Physical Timer Control Register. */
    CNTP_CTL(CoprocessorEncoding.of(15, 0, 14, 2, 1)),
    /** Virtual Timer Control Register. */
    CNTV_CTL(CoprocessorEncoding.of(15, 0, 14, 3, 1)),
    /** Timer PL2 Control Register. */
    CNTHCTL(CoprocessorEncoding.of(15, 4, 14, 1, 0)),
    /** PL2 Physical Timer Control Register. */
    CNTHP_CTL(CoprocessorEncoding.of(15, 4, 14, 2, 1)),
    /** Hyp Translation Table Base Register. */
    HTTBR(CoprocessorEncoding.of64(15, 4, 2)),
    /** Virtualization Translation Table Base Register. */
    VTTBR(CoprocessorEncoding.of64(15, 6, 2)),
    /** Physical Count Register. */
    CNTPCT(CoprocessorEncoding.of64(15, 0, 14)),
    /** Virtual Count Register. */
    CNTVCT(CoprocessorEncoding.of64(15, 1, 14)),
    /** PL1 Physical Timer CompareValue Register. */
    CNTP_CVAL(CoprocessorEncoding.of64(15, 2, 14)),
    /** Virtual Timer CompareValue Register. */
    CNTV_CVAL(CoprocessorEncoding.of64(15, 3, 14)),
    /** Virtual Offset Register. */
    CNTVOFF(CoprocessorEncoding.of64(15, 4, 14)),
    /** PL2 Physical Timer CompareValue Register. */
    CNTHP_CVAL(CoprocessorEncoding.of64(15, 6, 14));

    private final int encoding;

    SysReg(int encoding) {
        this.encoding = encoding;
    }

    /** The register's address, as {@link CoprocessorEncoding} packs it. */
    public int encoding() {
        return encoding;
    }
}
