package trapline.emulator.execute;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.SystemOperations;
import trapline.emulator.ir.Uop;
import trapline.emulator.ir.UopKind;

/** The micro-operations that are calls of {@link SystemOperations}; PC, ITSTATE and tick are exact. */
final class SystemUops {
    /**
     * CV=1 and COND=0b1110 in HSR[24:20]: the manual (B3.13.6) lets an implementation report "always" for any condition that passed, as
     * QEMU does.
     */
    private static final int CONDITION_PASSED = 0b11110;

    private final int[] slots;
    private final SystemOperations system;

    SystemUops(CpuState cpu, SystemOperations system) {
        this.slots = cpu.slots;
        this.system = system;
    }

    /** Executes one; {@code word} holds the operands as the lower half of {@link trapline.emulator.ir.Block#uops}. */
    void execute(UopKind kind, int word, int imm) {
        int d = word & Uop.SLOT;
        int a = word >>> 8 & Uop.SLOT;
        int b = word >>> 16 & Uop.SLOT;
        switch (kind) {
            case READ_CPSR -> slots[d] = system.readCpsr();
            case READ_SPSR -> slots[d] = system.readSpsr();
            case WRITE_SPSR -> system.writeSpsr(slots[a], imm);
            case WRITE_CPSR -> system.writeCpsr(slots[a], imm);
            case CHANGE_STATE ->
                system.changeProcessorState((imm & 1 << 8) != 0, (imm & 1 << 9) != 0, imm >>> 5 & 0b111, imm & 0x1F);
            case SET_ENDIANNESS -> system.setEndianness(imm != 0);
            case READ_BANKED -> slots[d] = system.readBanked(imm & 0x1F, (imm & 0x20) != 0);
            case WRITE_BANKED -> system.writeBanked(imm & 0x1F, (imm & 0x20) != 0, slots[a]);
            case READ_USER -> slots[d] = system.readUserRegister(imm);
            case WRITE_USER -> system.writeUserRegister(imm, slots[a]);
            case READ_BANKED_SP -> slots[d] = system.readBankedSp(imm);
            case WRITE_BANKED_SP -> system.writeBankedSp(imm, slots[a]);
            case READ_COPROCESSOR -> slots[d] = system.readCoprocessor(imm, a, CONDITION_PASSED);
            case WRITE_COPROCESSOR -> system.writeCoprocessor(imm, b, CONDITION_PASSED, slots[a]);
            case READ_COPROCESSOR64 -> {
                long value = system.readCoprocessor64(imm >>> 8 << 4, a, b, CONDITION_PASSED);
                slots[d] = (int) value;
                slots[imm & Uop.SLOT] = (int) (value >>> 32);
            }
            case WRITE_COPROCESSOR64 ->
                system.writeCoprocessor64(
                        imm, d & 0xF, word >>> 4 & 0xF, CONDITION_PASSED, Alu.concatenate(slots[b], slots[a]));
            case OTHER_COPROCESSOR -> system.otherCoprocessor(a, imm, CONDITION_PASSED);
            case CHECK_BXJ -> system.checkBxj(imm, CONDITION_PASSED);
            case CHECK_SWAP -> system.checkSwap();
            case SEND_EVENT -> system.sendEvent();
            case WAIT_FOR_INTERRUPT -> system.waitForInterrupt(imm);
            case WAIT_FOR_EVENT -> system.waitForEvent(imm);
            case INSTRUCTION_BARRIER -> system.instructionBarrier();
            case SUPERVISOR_CALL -> system.supervisorCall(imm);
            case HYPERVISOR_CALL -> system.hypervisorCall(imm);
            case SECURE_MONITOR_CALL -> system.secureMonitorCall(imm, CONDITION_PASSED);
            case BREAKPOINT -> system.breakpoint(imm);
            case UNDEFINED -> system.undefinedInstruction(imm);
            case RETURN_FROM_HYP -> system.exceptionReturnFromHyp();
            case EXCEPTION_RETURN -> system.exceptionReturn(slots[a], slots[b]);
        }
    }
}
