package trapline.emulator.sysreg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.mmu.AddressTranslation;
import trapline.recorder.event.TlbOperation;

class RegisterTableTest {
    @Test
    void namesAreUnique() {
        Set<String> names = new HashSet<>();
        for (RegisterRow row : RegisterTable.rows()) {
            assertTrue(names.add(row.name()), row.name() + " stands twice");
        }
    }

    @Test
    void everyRowIsFoundByEachOfItsEncodingsButThoseOfRowsForOne() {
        for (RegisterRow row : RegisterTable.rows()) {
            List<Integer> encodings = row.pattern().encodings();
            assertTrue(!encodings.isEmpty(), row.name());
            for (int encoding : encodings) {
                RegisterRow found = RegisterTable.find(encoding).orElseThrow();
                boolean taken =
                        encodings.size() > 1 && found.pattern().encodings().size() == 1;
                assertEquals(taken ? found : row, found, CoprocessorEncoding.describe(encoding));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SysReg.class)
    void everyStoredRegisterHasARowAtItsEncoding(SysReg register) {
        RegisterRow row = RegisterTable.find(register.encoding()).orElseThrow();
        assertEquals(register.name(), row.pattern().is64() ? row.name().replace("_64", "") : row.name());
    }

    @Test
    void everyActionAndTrapBitIsUsed() {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        Set<TrapBit> bits = EnumSet.noneOf(TrapBit.class);
        for (RegisterRow row : RegisterTable.rows()) {
            actions.add(row.action());
            row.traps().forEach(trap -> bits.add(trap.bit()));
        }
        assertEquals(EnumSet.allOf(Action.class), actions);
        assertEquals(EnumSet.allOf(TrapBit.class), bits);
    }

    @Test
    void operationsAreThoseOfTheirKindAndAllOfThem() {
        List<String> tlb = new ArrayList<>();
        List<String> translations = new ArrayList<>();
        Set<TimerRegister> timer = EnumSet.noneOf(TimerRegister.class);
        Set<PerformanceMonitors.Register> monitors = EnumSet.noneOf(PerformanceMonitors.Register.class);
        for (RegisterRow row : RegisterTable.rows()) {
            if (row.action() == Action.TLB) {
                tlb.add(TlbOperation.valueOf(row.operation()).name());
            } else if (row.action() == Action.TRANSLATE) {
                translations.add(
                        AddressTranslation.Operation.valueOf(row.operation()).name());
            } else if (row.action() == Action.TIMER) {
                timer.add(TimerRegister.valueOf(row.operation()));
            } else if (row.action() == Action.MONITOR) {
                monitors.add(PerformanceMonitors.Register.valueOf(row.operation()));
            }
        }
        assertEquals(TlbOperation.values().length, tlb.size());
        assertEquals(AddressTranslation.Operation.values().length, translations.size());
        assertEquals(EnumSet.allOf(TimerRegister.class), timer);
        assertEquals(EnumSet.allOf(PerformanceMonitors.Register.class), monitors);
    }
}
