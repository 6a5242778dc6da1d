package trapline.emulator.mmu;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.cpu.SystemRegisters;

/**
 * What decides how a virtual address is translated, worked out from mode and system registers: the regime, the stages
 * that are on, the identifiers that entries are tagged with.
 */
final class TranslationContext {
    private static final int SCTLR_M = 1;
    private static final int SCTLR_A = 1 << 1;
    private static final int SCTLR_WXN = 1 << 19;
    private static final int SCTLR_UWXN = 1 << 20;
    private static final int SCTLR_EE = 1 << 25;
    private static final int SCTLR_TRE = 1 << 28;
    private static final int SCTLR_AFE = 1 << 29;
    private static final int HCR_VM = 1;
    private static final int HCR_PTW = 1 << 2;
    private static final int HCR_DC = 1 << 12;
    private static final int HCR_TGE = 1 << 27;
    private static final int TTBCR_A1 = 1 << 22;
    private static final int TTBCR_EAE = 1 << 31;

    TranslationRegime regime = TranslationRegime.SECURE;
    /** The Secure copies of banked registers apply. */
    boolean secure;
    /** PL1 or PL2 rather than PL0. */
    boolean privileged;
    /** Stage 1 is on. */
    boolean stage1;
    /** Stage 2 is on. */
    boolean stage2;
    /** Stage 1 uses long descriptors. */
    boolean longDescriptors;
    /** Descriptors of stage 1 are big-endian. */
    boolean bigEndianWalk;
    /** Unaligned accesses fault. */
    boolean alignmentCheck;

    boolean wxn;
    boolean uwxn;
    /** AP[0] is the access flag. */
    boolean accessFlagEnabled;
    /** TEX remap. */
    boolean remap;
    /** HCR.PTW. */
    boolean protectedWalk;
    /** HCR.DC. */
    boolean defaultCacheable;

    int asid;
    /** VTTBR.VMID in the Non-secure PL1&0 regime, else -1. */
    int vmid;
    /** DACR, or all clients where no domains are. */
    int dacr;

    /** The context in which the processor executes now. */
    void ofProcessor(CpuState cpu, SystemRegisters registers) {
        if (cpu.mode == Mode.HYP) {
            ofHyp(registers);
        } else {
            ofPl1(registers, cpu.secure, cpu.mode != Mode.USR);
        }
    }

    /** The Hyp regime. */
    void ofHyp(SystemRegisters registers) {
        int hsctlr = registers.get32(SysReg.HSCTLR);
        regime = TranslationRegime.HYP;
        secure = false;
        privileged = true;
        stage1 = (hsctlr & SCTLR_M) != 0;
        stage2 = false;
        longDescriptors = true;
        ofSctlr(hsctlr);
        uwxn = false;
        protectedWalk = false;
        defaultCacheable = false;
        asid = -1;
        vmid = -1;
        dacr = 0;
    }

    /** The PL1&0 regime of a Security state. */
    void ofPl1(SystemRegisters registers, boolean secureState, boolean isPrivileged) {
        secure = secureState;
        privileged = isPrivileged;
        int sctlr = (int) registers.get(SysReg.SCTLR, secure);
        int ttbcr = (int) registers.get(SysReg.TTBCR, secure);
        stage1 = (sctlr & SCTLR_M) != 0;
        longDescriptors = (ttbcr & TTBCR_EAE) != 0;
        ofSctlr(sctlr);
        uwxn = (sctlr & SCTLR_UWXN) != 0;
        accessFlagEnabled = (sctlr & SCTLR_AFE) != 0;
        remap = (sctlr & SCTLR_TRE) != 0;
        asid = asid(registers, ttbcr);
        dacr = longDescriptors || !stage1 ? 0 : (int) registers.get(SysReg.DACR, secure);
        if (secure) {
            ofSecure();
        } else {
            ofVirtualization(registers);
        }
    }

    private void ofSctlr(int sctlr) {
        bigEndianWalk = (sctlr & SCTLR_EE) != 0;
        alignmentCheck = (sctlr & SCTLR_A) != 0;
        wxn = (sctlr & SCTLR_WXN) != 0;
    }

    private void ofSecure() {
        regime = TranslationRegime.SECURE;
        stage2 = false;
        protectedWalk = false;
        defaultCacheable = false;
        vmid = -1;
    }

    private void ofVirtualization(SystemRegisters registers) {
        int hcr = registers.get32(SysReg.HCR);
        regime = TranslationRegime.NON_SECURE;
        stage1 &= (hcr & (HCR_DC | HCR_TGE)) == 0;
        stage2 = (hcr & (HCR_DC | HCR_VM)) != 0;
        dacr = stage1 ? dacr : 0;
        protectedWalk = (hcr & HCR_PTW) != 0;
        defaultCacheable = (hcr & HCR_DC) != 0;
        vmid = (int) (registers.get(SysReg.VTTBR) >>> 48) & 0xFF;
    }

    private int asid(SystemRegisters registers, int ttbcr) {
        if (!longDescriptors) {
            return (int) registers.get(SysReg.CONTEXTIDR, secure) & 0xFF;
        }
        SysReg holder = (ttbcr & TTBCR_A1) != 0 ? SysReg.TTBR1 : SysReg.TTBR0;
        return (int) (registers.get(holder, secure) >>> 48) & 0xFF;
    }

    /** No stage translates: physical addresses are virtual ones and the TLB has no part in it. */
    boolean isFlat() {
        return !stage1 && !stage2;
    }

    /** What decides which TLB entries match and what they allow: equal keys, equal outcomes. */
    long key() {
        long tags = (long) regime.ordinal() << 19
                | (stage1 ? 1L << 18 : 0)
                | (stage2 ? 1L << 17 : 0)
                | (privileged ? 1L << 16 : 0)
                | (vmid & 0xFFL) << 8
                | asid & 0xFFL;
        return tags << 32 | Integer.toUnsignedLong(dacr);
    }

    /** The same with PL0's rights. */
    long unprivilegedKey() {
        return key() & ~(1L << 48);
    }
}
