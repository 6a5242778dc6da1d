package trapline.emulator.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import trapline.emulator.isa.BankedRegister;
import trapline.emulator.isa.BlockMode;
import trapline.emulator.isa.BranchInsn.Branch;
import trapline.emulator.isa.BranchInsn.BranchWithLinkExchange;
import trapline.emulator.isa.Cond;
import trapline.emulator.isa.DataOp;
import trapline.emulator.isa.DataProcessingInsn.DataProcessing;
import trapline.emulator.isa.DataProcessingInsn.SubsPcLr;
import trapline.emulator.isa.ExceptionInsn.HypervisorCall;
import trapline.emulator.isa.ExceptionInsn.SecureMonitorCall;
import trapline.emulator.isa.ExceptionInsn.Undefined;
import trapline.emulator.isa.HintInsn.Hint;
import trapline.emulator.isa.HintInsn.HintOp;
import trapline.emulator.isa.LoadStoreInsn.LoadMultiple;
import trapline.emulator.isa.Operand2.Immediate;
import trapline.emulator.isa.Operand2.ShiftedRegister;
import trapline.emulator.isa.ShiftType;
import trapline.emulator.isa.SimdInsn.Address;
import trapline.emulator.isa.SimdInsn.Structures;
import trapline.emulator.isa.SimdInsn.ThreeSame;
import trapline.emulator.isa.SimdOps.ThreeSameOp;
import trapline.emulator.isa.StatusInsn.ExceptionReturn;
import trapline.emulator.isa.StatusInsn.MoveFromBanked;
import trapline.emulator.isa.VfpInsn.Arithmetic;
import trapline.emulator.isa.VfpInsn.VfpOp;

class DecoderTest {
    @Test
    void bothInstructionSetsGiveTheSameRecord() {
        DataProcessing expected =
                new DataProcessing(Cond.AL, DataOp.ADD, true, 1, 2, new ShiftedRegister(3, ShiftType.LSL, 4));
        assertEquals(expected, Decoder.decodeA32(0xE092_1203), "adds r1, r2, r3, lsl #4");
        assertEquals(expected, Decoder.decodeT32(0xEB12_1103), "adds.w r1, r2, r3, lsl #4");
    }

    @Test
    void aRotatedA32ImmediateSetsTheCarryFromBit31() {
        assertEquals(new Immediate(0xFF00_0000, true), Fields.armExpandImm(0x4FF));
        assertEquals(new Immediate(0xFF, false), Fields.armExpandImm(0x0FF));
    }

    @Test
    void thumbImmediatesRepeatOrRotate() {
        assertEquals(new Immediate(0xAB, false), Fields.thumbExpandImm(0x0AB));
        assertEquals(new Immediate(0x00AB_00AB, false), Fields.thumbExpandImm(0x1AB));
        assertEquals(new Immediate(0xAB00_AB00, false), Fields.thumbExpandImm(0x2AB));
        assertEquals(new Immediate(0xABAB_ABAB, false), Fields.thumbExpandImm(0x3AB));
        assertEquals(new Immediate(0x8000_0000, true), Fields.thumbExpandImm(0x400));
        assertEquals(new Immediate(0x0000_01FE, true), Fields.thumbExpandImm(0xFFF));
    }

    @Test
    void sixteenBitArithmeticSetsFlagsOutsideItBlocksOnly() {
        assertTrue(((DataProcessing) Decoder.decodeT16(0x1C48, false)).setFlags(), "adds r0, r1, #1");
        assertFalse(((DataProcessing) Decoder.decodeT16(0x1C48, true)).setFlags(), "addeq r0, r1, #1");
        assertTrue(((DataProcessing) Decoder.decodeT16(0x2800, true)).setFlags(), "cmpeq r0, #0");
    }

    @Test
    void wideBranchesMixTheSignIntoTheUpperOffsetBits() {
        assertEquals(new Branch(Cond.AL, -4), Decoder.decodeT32(0xF7FF_BFFE), "b.w .");
        assertEquals(new Branch(Cond.EQ, -4), Decoder.decodeT32(0xF43F_AFFE), "beq.w .");
        assertEquals(new BranchWithLinkExchange(Cond.AL, 2), Decoder.decodeA32(0xFB00_0000), "blx .+10");
    }

    @Test
    void callsKeepTheirWholeImmediate() {
        assertEquals(new HypervisorCall(Cond.AL, 0xABCD), Decoder.decodeA32(0xE14A_BC7D));
        assertEquals(new HypervisorCall(Cond.AL, 0xABCD), Decoder.decodeT32(0xF7EA_8BCD));
        assertEquals(new SecureMonitorCall(Cond.AL, 5), Decoder.decodeA32(0xE160_0075));
        assertEquals(new SecureMonitorCall(Cond.AL, 5), Decoder.decodeT32(0xF7F5_8000));
    }

    @Test
    void writingThePcWithFlagsIsAnExceptionReturn() {
        assertEquals(new SubsPcLr(Cond.AL, DataOp.SUB, 14, Immediate.of(4)), Decoder.decodeA32(0xE25E_F004));
        assertEquals(new SubsPcLr(Cond.AL, DataOp.SUB, 14, Immediate.of(4)), Decoder.decodeT32(0xF3DE_8F04));
        assertEquals(new ExceptionReturn(Cond.AL), Decoder.decodeT32(0xF3DE_8F00));
        assertEquals(new ExceptionReturn(Cond.AL), Decoder.decodeA32(0xE160_006E));
    }

    @Test
    void bankedRegistersAreNamed() {
        assertEquals(new MoveFromBanked(Cond.AL, 1, BankedRegister.ELR_HYP), Decoder.decodeA32(0xE10E_1300));
        assertEquals(new MoveFromBanked(Cond.AL, 1, BankedRegister.SPSR_IRQ), Decoder.decodeA32(0xE140_1300));
        assertInstanceOf(Undefined.class, Decoder.decodeA32(0xE107_1200), "SYSm 0b00111 names nothing");
    }

    @Test
    void popMayLoadThePc() {
        assertEquals(new LoadMultiple(Cond.AL, BlockMode.IA, 13, true, 0x8010), Decoder.decodeT16(0xBD10, false));
        assertInstanceOf(Undefined.class, Decoder.decodeA32(0xE8B1_0002), "ldm r1!, {r1}");
    }

    @Test
    void theExtensionsAreTheSameInBothInstructionSets() {
        ThreeSame vqadd = new ThreeSame(Cond.AL, ThreeSameOp.VQADD, true, 0, false, 0, 0, 0);
        assertEquals(vqadd, Decoder.decodeA32(0xF300_0010));
        assertEquals(vqadd, Decoder.decodeT32(0xFF00_0010));
        Structures vld1 = new Structures(Cond.AL, true, 1, 1, 1, 0, 0, new Address(1, 15, 1));
        assertEquals(vld1, Decoder.decodeA32(0xF421_070F));
        assertEquals(vld1, Decoder.decodeT32(0xF921_070F));
        Arithmetic vadd = new Arithmetic(Cond.AL, VfpOp.VADD, true, 16, 1, 2);
        assertEquals(vadd, Decoder.decodeA32(0xEE71_0B02));
        assertEquals(vadd, Decoder.decodeT32(0xEE71_0B02));
    }

    @Test
    void unallocatedHintsAreNops() {
        assertEquals(new Hint(Cond.AL, HintOp.WFI, 3), Decoder.decodeA32(0xE320_F003));
        assertEquals(new Hint(Cond.AL, HintOp.NOP, 0x42), Decoder.decodeA32(0xE320_F042));
        assertEquals(new Hint(Cond.AL, HintOp.WFE, 2), Decoder.decodeT16(0xBF20, false));
    }

    @Test
    void anUndefinedA32InstructionKeepsItsCondition() {
        assertEquals(new Undefined(Cond.NE, 0x17FF_FFF5), Decoder.decodeA32(0x17FF_FFF5));
    }
}
