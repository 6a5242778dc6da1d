package trapline.emulator.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PsrTest {
    private final CpuState cpu = new CpuState(0);

    @ParameterizedTest
    @ValueSource(ints = {0x1D3, 0x6000_01D3, 0xF80F_FFF0 | 0x1F, 0x0600_FC30, 0x8005_0210, 0x4800_009A, 0x1000_0156})
    void whatIsWrittenIsRead(int value) {
        Psr.write(cpu, value, -1);
        assertEquals(value, Psr.read(cpu));
    }

    @Test
    void reservedBitsAndJazelleReadAsZero() {
        Psr.write(cpu, 0x01F0_0010, -1);
        assertEquals(0x10, Psr.read(cpu));
    }

    @Test
    void onlyBitsOfTheMaskChange() {
        Psr.write(cpu, 0xA005_01D3, -1);
        Psr.write(cpu, 0x5FFF_FFDF, Psr.Z | Psr.C | 1 << Psr.GE_SHIFT + 1 | Psr.I);
        assertEquals(0xC007_01D3, Psr.read(cpu));
    }

    @Test
    void changingTheModeExchangesRegisters() {
        Psr.write(cpu, 0x1D3, -1);
        cpu.slots[13] = 1;
        Psr.write(cpu, 0x1D2, Psr.MODE);
        cpu.slots[13] = 2;
        Psr.write(cpu, 0x1D3, Psr.MODE);
        assertEquals(1, cpu.slots[13]);
    }
}
