package trapline.emulator.decode;

import java.util.Map;
import java.util.Optional;
import trapline.emulator.isa.BankedRegister;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.StatusInsn.ChangeProcessorState;
import trapline.emulator.isa.StatusInsn.ExceptionReturn;
import trapline.emulator.isa.StatusInsn.InterruptEffect;
import trapline.emulator.isa.StatusInsn.MoveFromBanked;
import trapline.emulator.isa.StatusInsn.MoveFromStatus;
import trapline.emulator.isa.StatusInsn.MoveToBanked;
import trapline.emulator.isa.StatusInsn.MoveToStatus;
import trapline.emulator.isa.StatusInsn.MoveToStatusImmediate;
import trapline.emulator.isa.StatusInsn.ReturnFromException;
import trapline.emulator.isa.StatusInsn.SetEndianness;
import trapline.emulator.isa.StatusInsn.StoreReturnState;

/** Status registers and processor state (A4.5, B9.3). */
final class StatusForms {
    /** Where A:I:F are in the CPSR. */
    private static final int MASKS_SHIFT = 6;

    private StatusForms() {}

    static void addTo(Map<String, Form> forms) {
        forms.put("MoveFromStatus", f -> new MoveFromStatus(f.cond(), f.flag('R'), f.get('d')));
        forms.put("MoveToStatus", f -> new MoveToStatus(f.cond(), f.flag('R'), f.get('k'), f.get('n')));
        forms.put("MoveToStatusImmediate", StatusForms::moveToStatusImmediate);
        forms.put("MoveFromBanked", StatusForms::moveFromBanked);
        forms.put("MoveToBanked", StatusForms::moveToBanked);
        forms.put("ChangeProcessorState", StatusForms::changeProcessorState);
        forms.put("ChangeInterruptMasks", StatusForms::changeInterruptMasks);
        forms.put("SetEndianness", f -> new SetEndianness(f.cond(), f.flag('E')));
        forms.put(
                "ReturnFromException",
                f -> new ReturnFromException(f.cond(), LoadStoreMultipleForms.mode(f), f.get('n'), f.flag('W')));
        forms.put(
                "StoreReturnState",
                f -> new StoreReturnState(f.cond(), LoadStoreMultipleForms.mode(f), f.flag('W'), f.get('f')));
        forms.put("ExceptionReturn", f -> new ExceptionReturn(f.cond()));
    }

    private static Insn moveToStatusImmediate(Fields f) {
        int imm32 = Fields.armExpandImm(f.get('e')).value();
        return new MoveToStatusImmediate(f.cond(), f.flag('R'), f.get('k'), imm32);
    }

    private static Insn moveFromBanked(Fields f) {
        Optional<BankedRegister> register = bankedRegister(f);
        return register.isPresent() ? new MoveFromBanked(f.cond(), f.get('d'), register.get()) : f.unpredictable();
    }

    private static Insn moveToBanked(Fields f) {
        Optional<BankedRegister> register = bankedRegister(f);
        return register.isPresent() ? new MoveToBanked(f.cond(), register.get(), f.get('n')) : f.unpredictable();
    }

    /** SYSm is m:M1, and in every encoding M1 stands before m. */
    private static Optional<BankedRegister> bankedRegister(Fields f) {
        int m1m = f.get('j');
        return BankedRegister.of(f.get('R'), (m1m & 1) << 4 | m1m >> 1);
    }

    private static Insn changeProcessorState(Fields f) {
        InterruptEffect effect =
                switch (f.get('v')) {
                    case 0b10 -> InterruptEffect.ENABLE;
                    case 0b11 -> InterruptEffect.DISABLE;
                    default -> InterruptEffect.NONE;
                };
        return new ChangeProcessorState(f.cond(), effect, f.get('z') << MASKS_SHIFT, f.flag('g'), f.get('f'));
    }

    private static Insn changeInterruptMasks(Fields f) {
        InterruptEffect effect = f.flag('v') ? InterruptEffect.DISABLE : InterruptEffect.ENABLE;
        return new ChangeProcessorState(f.cond(), effect, f.get('z') << MASKS_SHIFT, false, 0);
    }
}
