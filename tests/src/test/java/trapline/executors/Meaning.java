package trapline.executors;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import trapline.emulator.cpu.Banks;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.ExtensionAccess;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.SystemRegisters;
import trapline.emulator.decode.EncodingRows.Table;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.BlockKey;
import trapline.emulator.ir.UopKind;
import trapline.emulator.memory.HostWindow;
import trapline.emulator.memory.PhysicalMap;
import trapline.emulator.mmu.MemoryPort;
import trapline.emulator.mmu.MemorySystem;
import trapline.emulator.mmu.TlbConfig;
import trapline.emulator.time.Tick;
import trapline.emulator.trace.Trace;
import trapline.emulator.translate.Translator;

/** The micro-operations of single instructions. */
final class Meaning {
    private static final int JUMP_A32 = 0xEAFF_FFFE;
    private static final int JUMP_T16 = 0xE7FE_E7FE;

    private static final int ALL_EXTENSIONS = ExtensionAccess.VFP | ExtensionAccess.SIMD | ExtensionAccess.D32;
    private static final Mode[] MODES = {Mode.USR, Mode.SVC, Mode.HYP};

    private final byte[] code = new byte[8];
    private final CpuState cpu = new CpuState(0);
    private final PhysicalMap memory = new PhysicalMap(HostWindow.open(), Layout.RAM, Layout.PAGE, pa -> {}, 1);
    private final Translator translator = new Translator(memory);
    private final MemoryPort port = new MemorySystem(
                    List.of(cpu),
                    List.of(new SystemRegisters()),
                    memory,
                    new Trace(new Tick(), frame -> {}),
                    TlbConfig.CORTEX_A15)
            .port(0);

    /** The kinds of micro-operations of an encoding at a privilege level, and of a jump behind it, with all extensions enabled. */
    Set<UopKind> of(int word, Table table, int privilegeLevel) {
        boolean thumb = table != Table.A32;
        int size = table == Table.T16 ? 2 : 4;
        store(0, thumb ? JUMP_T16 : JUMP_A32);
        store(4, thumb ? JUMP_T16 : JUMP_A32);
        new Slot(Layout.RAM, word, size, thumb).store(code);
        memory.writeRam(Layout.RAM, code, 0, code.length);
        Banks.enter(cpu, MODES[privilegeLevel]);
        cpu.thumb = thumb;
        cpu.extensionAccess = ALL_EXTENSIONS;
        Block block = translator.translate(Layout.RAM, BlockKey.of(cpu), Layout.RAM, port);
        Set<UopKind> kinds = EnumSet.noneOf(UopKind.class);
        for (int n = 0; n < block.size(); n++) {
            kinds.add(block.kind(n));
        }
        return kinds;
    }

    private void store(int offset, int word) {
        Code.word(code, Layout.RAM + offset, word);
    }
}
