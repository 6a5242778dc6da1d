package trapline.emulator.device;

import trapline.emulator.cpu.CpuState;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.MmioDevice;

/** An interrupt controller with its processors, and short names for accesses to it. */
final class GicFixture {
    static final int CTLR = 0x000;
    static final int TYPER = 0x004;
    static final int IGROUPR = 0x080;
    static final int ISENABLER = 0x100;
    static final int ISPENDR = 0x200;
    static final int ICPENDR = 0x280;
    static final int ISACTIVER = 0x300;
    static final int IPRIORITYR = 0x400;
    static final int ITARGETSR = 0x800;
    static final int ICFGR = 0xC00;
    static final int SGIR = 0xF00;
    static final int SPENDSGIR = 0xF20;

    static final int PMR = 0x04;
    static final int BPR = 0x08;
    static final int IAR = 0x0C;
    static final int EOIR = 0x10;
    static final int RPR = 0x14;
    static final int HPPIR = 0x18;
    static final int DIR = 0x1000;

    static final int MAINTENANCE = 25;
    static final int SPURIOUS = 1023;

    final CpuState[] cpus;
    final Gic gic;
    /** Whether accesses are Secure. */
    boolean secure;

    GicFixture(int cpuCount, boolean securityExtensions) {
        cpus = new CpuState[cpuCount];
        for (int cpu = 0; cpu < cpuCount; cpu++) {
            cpus[cpu] = new CpuState(cpu);
        }
        gic = new Gic(new GicConfig(cpuCount, 96, securityExtensions, 5), cpus, MAINTENANCE);
    }

    /** One that forwards everything of Group 0 to every CPU. */
    static GicFixture running(int cpuCount) {
        GicFixture fixture = new GicFixture(cpuCount, false);
        fixture.gicd(CTLR, 1);
        for (int cpu = 0; cpu < cpuCount; cpu++) {
            fixture.gicc(cpu, CTLR, 1);
            fixture.gicc(cpu, PMR, 0xFF);
        }
        return fixture;
    }

    int readGicd(int cpu, int offset) {
        return read(gic.distributor(), cpu, offset);
    }

    void gicd(int offset, int value) {
        gicd(0, offset, value);
    }

    void gicd(int cpu, int offset, int value) {
        gic.distributor().write(offset, 4, value, new MmioContext(cpu, secure));
    }

    /** Writes one byte, as of priorities and targets. */
    void gicdByte(int offset, int value) {
        gic.distributor().write(offset, 1, value, new MmioContext(0, secure));
    }

    int readGicc(int cpu, int offset) {
        return read(gic.cpuInterface(), cpu, offset);
    }

    void gicc(int cpu, int offset, int value) {
        gic.cpuInterface().write(offset, 4, value, new MmioContext(cpu, secure));
    }

    int readGich(int offset) {
        return read(gic.virtualControl(), 0, offset);
    }

    void gich(int offset, int value) {
        gic.virtualControl().write(offset, 4, value, new MmioContext(0, secure));
    }

    int readGicv(int offset) {
        return read(gic.virtualCpuInterface(), 0, offset);
    }

    void gicv(int offset, int value) {
        gic.virtualCpuInterface().write(offset, 4, value, new MmioContext(0, secure));
    }

    void enable(int intid) {
        gicd(ISENABLER + intid / 32 * 4, 1 << intid);
    }

    void setPending(int intid) {
        gicd(ISPENDR + intid / 32 * 4, 1 << intid);
    }

    private int read(MmioDevice device, int cpu, int offset) {
        return (int) device.read(offset, 4, new MmioContext(cpu, secure));
    }
}
