package trapline.emulator;

import trapline.emulator.board.BoardDevice;
import trapline.emulator.cpu.Banks;
import trapline.emulator.cpu.Core;
import trapline.emulator.cpu.CpuState;
import trapline.emulator.cpu.GuestFault;
import trapline.emulator.cpu.Mode;
import trapline.emulator.cpu.Psr;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.hyp.HypPort;
import trapline.emulator.memory.MmioContext;
import trapline.emulator.memory.PhysicalMap;
import trapline.emulator.mmu.AddressTranslation;
import trapline.emulator.mmu.AddressTranslation.Operation;
import trapline.emulator.mmu.TlbMaintenance;
import trapline.emulator.system.ProcessorParts;
import trapline.emulator.time.Tick;
import trapline.emulator.trace.Trace;
import trapline.recorder.event.Observation.GuestExit;
import trapline.recorder.event.TlbOperation;

/** What the resident hypervisor can do on one processor. Every operation costs a tick, and what is due then happens. */
final class ResidentPort implements HypPort {
    private static final int GICD_SGIR = 0xF00;
    private static final long PAR_F = 1;
    private static final long PAR_SS = 1 << 1;
    private static final long PAR_LPAE = 1 << 11;
    private static final long LONG_ADDRESS = 0xFF_FFFF_F000L;
    private static final long PAGE_OFFSET = 0xFFF;
    private static final long SUPERSECTION_OFFSET = 0xFF_FFFF;
    private static final int COPY_UNIT = 8;

    private final Core core;
    private final CpuState cpu;
    private final ProcessorParts parts;
    private final TlbMaintenance tlb;
    private final AddressTranslation translation;
    private final MachineBus bus;
    private final PhysicalMap map;
    private final Tick tick;
    private final MachineClock clock;
    private final Consoles consoles;
    private final MachineEnd end;
    private final MmioContext access;
    private final Runnable events;

    ResidentPort(
            Processor processor,
            MachineBus bus,
            MachineClock clock,
            Consoles consoles,
            MachineEnd end,
            Runnable events) {
        this.events = events;
        this.parts = processor.parts;
        this.core = parts.core();
        this.cpu = core.state;
        this.tlb = parts.ports().tlb();
        this.translation = parts.ports().addressTranslation();
        this.bus = bus;
        this.map = bus.map();
        this.tick = bus.tick();
        this.clock = clock;
        this.consoles = consoles;
        this.end = end;
        access = new MmioContext(cpu.index, false);
    }

    private void spend() {
        tick.now++;
        if (tick.now >= clock.due()) {
            clock.settle();
        }
    }

    @Override
    public int cpu() {
        return cpu.index;
    }

    @Override
    public long now() {
        return tick.now;
    }

    @Override
    public Trace trace() {
        return bus.trace();
    }

    @Override
    public CpuState state() {
        return cpu;
    }

    @Override
    public void attribute(int vm, int vcpu) {
        cpu.vm = vm;
        cpu.vcpu = vcpu;
    }

    private Mode guestMode() {
        return Mode.of(Banks.read(cpu, Mode.HYP, Banks.SPSR) & Psr.MODE);
    }

    @Override
    public int guestRegister(int n) {
        spend();
        return Banks.read(cpu, guestMode(), n);
    }

    @Override
    public void setGuestRegister(int n, int value) {
        spend();
        Banks.write(cpu, guestMode(), n, value);
    }

    @Override
    public int banked(Mode mode, int n) {
        spend();
        return Banks.read(cpu, mode, n);
    }

    @Override
    public void setBanked(Mode mode, int n, int value) {
        spend();
        Banks.write(cpu, mode, n, value);
    }

    @Override
    public long extension(int n) {
        spend();
        return cpu.extension[n];
    }

    @Override
    public void setExtension(int n, long value) {
        spend();
        cpu.extension[n] = value;
    }

    @Override
    public int fpscr() {
        spend();
        return cpu.fpscr;
    }

    @Override
    public void setFpscr(int value) {
        spend();
        core.writeFpscr(value);
    }

    @Override
    public int fpexc() {
        spend();
        return cpu.fpexc;
    }

    @Override
    public void setFpexc(int value) {
        spend();
        core.writeFpexc(value);
    }

    @Override
    public long system(SysReg register) {
        spend();
        return parts.coprocessor().read(register);
    }

    @Override
    public void setSystem(SysReg register, long value) {
        spend();
        parts.coprocessor().write(register, value);
        clock.changed();
    }

    @Override
    public long coprocessor(int encoding) {
        spend();
        return parts.coprocessor().read(encoding);
    }

    @Override
    public void setCoprocessor(int encoding, long value) {
        spend();
        parts.coprocessor().write(encoding, value);
        clock.changed();
    }

    @Override
    public int elrHyp() {
        spend();
        return cpu.elrHyp;
    }

    @Override
    public void setElrHyp(int value) {
        spend();
        cpu.elrHyp = value;
    }

    @Override
    public int spsrHyp() {
        spend();
        return Banks.read(cpu, Mode.HYP, Banks.SPSR);
    }

    @Override
    public void setSpsrHyp(int value) {
        spend();
        Banks.write(cpu, Mode.HYP, Banks.SPSR, value);
    }

    @Override
    public long load(long pa, int size) {
        spend();
        return map.read(pa, size, access);
    }

    private void store(long pa, int size, long value) {
        spend();
        map.write(pa, size, value, access);
    }

    @Override
    public int loadWord(long pa) {
        return (int) load(pa, 4);
    }

    @Override
    public void storeWord(long pa, int value) {
        store(pa, 4, value);
    }

    @Override
    public int loadByte(long pa) {
        return (int) load(pa, 1) & 0xFF;
    }

    @Override
    public void storeByte(long pa, int value) {
        store(pa, 1, value & 0xFF);
    }

    @Override
    public long loadDouble(long pa) {
        return load(pa, 8);
    }

    @Override
    public void storeDouble(long pa, long value) {
        store(pa, 8, value);
    }

    @Override
    public void markExclusive(long pa) {
        spend();
        map.markExclusive(cpu.index, pa);
    }

    @Override
    public boolean passExclusive(long pa) {
        spend();
        boolean passes = map.isExclusive(cpu.index, pa);
        map.monitors().clear(cpu.index);
        return passes;
    }

    @Override
    public void clearExclusive() {
        spend();
        map.monitors().clear(cpu.index);
    }

    @Override
    public void copy(long fromPa, long toPa, int bytes) {
        for (int done = 0; done < bytes; done += COPY_UNIT) {
            spend();
        }
        byte[] buffer = new byte[bytes];
        map.readRam(fromPa, buffer, 0, bytes);
        map.writeRam(toPa, buffer, 0, bytes);
    }

    @Override
    public long translateGuest(int va, boolean write, boolean privileged) {
        return translate(
                va,
                privileged
                        ? (write ? Operation.ATS12NSOPW : Operation.ATS12NSOPR)
                        : (write ? Operation.ATS12NSOUW : Operation.ATS12NSOUR));
    }

    @Override
    public long translateGuestStage1(int va, boolean write, boolean privileged) {
        return translate(
                va,
                privileged
                        ? (write ? Operation.ATS1CPW : Operation.ATS1CPR)
                        : (write ? Operation.ATS1CUW : Operation.ATS1CUR));
    }

    /** An operation aborts when a translation table is where nothing is; for the hypervisor that is an outcome like others. */
    private long translate(int va, Operation operation) {
        spend();
        try {
            translation.execute(operation, va);
        } catch (GuestFault unreachableTable) {
            return -1;
        }
        long par = core.registers.get(SysReg.PAR);
        if ((par & PAR_F) != 0) {
            return -1;
        }
        if ((par & PAR_LPAE) != 0) {
            return par & LONG_ADDRESS | va & PAGE_OFFSET;
        }
        if ((par & PAR_SS) == 0) {
            return par & 0xFFFF_F000L | va & PAGE_OFFSET;
        }
        return par & 0xFF00_0000L | (par >>> 16 & 0xFF) << 32 | va & SUPERSECTION_OFFSET;
    }

    @Override
    public void tlbMaintenance(TlbOperation operation, int operand) {
        spend();
        tlb.execute(operation, operand);
    }

    @Override
    public void sendSgi(int intid, int targetCpu) {
        store(BoardDevice.GICD.base() + GICD_SGIR, 4, 1L << 16 + targetCpu | intid);
    }

    @Override
    public void sendEvent() {
        spend();
        events.run();
    }

    @Override
    public void eret() {
        spend();
        parts.returns().byEret();
    }

    @Override
    public void waitForInterrupt() {
        spend();
        cpu.maskI = false;
        cpu.maskF = false;
        cpu.waiting = true;
        core.residentWaits = true;
    }

    @Override
    public void powerOff(int status) {
        end.reach(GuestExit.Cause.POWER_OFF, status, "the hypervisor switched the machine off");
    }

    @Override
    public void consoleOutput(int device, int b) {
        bus.outputs().put(device, b);
    }

    @Override
    public boolean consoleInputWaits(int device) {
        return consoles.holds(device);
    }

    @Override
    public int consoleInput(int device) {
        return consoles.take(device);
    }
}
