package trapline.emulator.microvisor;

import java.util.LinkedHashMap;
import java.util.Map;
import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.hyp.HypPort;
import trapline.emulator.sysreg.CoprocessorRegisters;

/**
 * System registers that a guest may not reach itself: cache maintenance by set and way, which has no effect here; the physical timer, which is
 * emulated; those that {@link PrivateSwitch} gives it when it uses them; and what the implementation adds, which can be read.
 * What the machine does not have is UNDEFINED to the guest too.
 */
final class SystemRegisterTraps {
    /** What reading gives and writing does. */
    private interface Emulation {
        long read(PhysicalCpu here);

        void write(PhysicalCpu here, long value);
    }

    private static final int NZCV = 0xF000_0000;
    private static final int L2CTLR = CoprocessorEncoding.of(15, 1, 9, 0, 2);
    private static final int L2CTLR_CPUS_SHIFT = 24;
    private static final long L2CTLR_CPUS = 0b11 << L2CTLR_CPUS_SHIFT;

    private static final Emulation ZERO = new Emulation() {
        @Override
        public long read(PhysicalCpu here) {
            return 0;
        }

        @Override
        public void write(PhysicalCpu here, long value) {
            // Ignored.
        }
    };

    private static final Map<Integer, Emulation> ROWS = rows();

    private SystemRegisterTraps() {}

    private static Map<Integer, Emulation> rows() {
        Map<Integer, Emulation> rows = new LinkedHashMap<>();
        rows.put(SysReg.ACTLR.encoding(), readOnly(here -> here.port().system(SysReg.ACTLR)));
        for (int crm : new int[] {6, 10, 14}) {
            rows.put(CoprocessorEncoding.of(15, 0, 7, crm, 2), ZERO);
        }
        rows.put(L2CTLR, readOnly(here -> {
            long others = (long) here.current().partition.vcpus().size() - 1;
            return here.port().coprocessor(L2CTLR) & ~L2CTLR_CPUS | others << L2CTLR_CPUS_SHIFT;
        }));
        rows.put(CoprocessorEncoding.of(15, 0, 14, 2, 0), new Emulation() {
            @Override
            public long read(PhysicalCpu here) {
                return here.current().timers.readPhysicalTimerValue(here.port().now());
            }

            @Override
            public void write(PhysicalCpu here, long value) {
                here.current().timers.writePhysicalTimerValue(here.port().now(), (int) value);
                driveTimer(here);
            }
        });
        rows.put(SysReg.CNTP_CTL.encoding(), new Emulation() {
            @Override
            public long read(PhysicalCpu here) {
                return here.current().timers.readPhysicalControl(here.port().now());
            }

            @Override
            public void write(PhysicalCpu here, long value) {
                here.current().timers.writePhysicalControl((int) value);
                driveTimer(here);
            }
        });
        rows.put(SysReg.CNTP_CVAL.encoding(), new Emulation() {
            @Override
            public long read(PhysicalCpu here) {
                return here.current().timers.readPhysicalCompare();
            }

            @Override
            public void write(PhysicalCpu here, long value) {
                here.current().timers.writePhysicalCompare(value);
                driveTimer(here);
            }
        });
        return rows;
    }

    private static void driveTimer(PhysicalCpu here) {
        VirtualCpu vcpu = here.current();
        boolean asserted = vcpu.timers.isPhysicalAsserted(here.port().now());
        vcpu.partition.distributor().drive(vcpu.index, Timers.PHYSICAL, asserted);
    }

    /** A value to read. */
    private interface Value {
        long of(PhysicalCpu here);
    }

    private static Emulation readOnly(Value value) {
        return new Emulation() {
            @Override
            public long read(PhysicalCpu here) {
                return value.of(here);
            }

            @Override
            public void write(PhysicalCpu here, long ignored) {
                // Ignored.
            }
        };
    }

    /** MCR and MRC. */
    static void access32(PhysicalCpu here, int hsr, int coprocessor) {
        int opc2 = hsr >>> 17 & 7;
        int opc1 = hsr >>> 14 & 7;
        int crn = hsr >>> 10 & 0xF;
        int crm = hsr >>> 1 & 0xF;
        int rt = hsr >>> 5 & 0xF;
        int encoding = CoprocessorEncoding.of(coprocessor, opc1, crn, crm, opc2);
        if (isTaken(here, encoding, hsr)) {
            return;
        }
        Emulation row = row(encoding);
        HypPort port = here.port();
        if ((hsr & 1) == 0) {
            row.write(here, Integer.toUnsignedLong(rt == 15 ? 0 : port.guestRegister(rt)));
        } else if (rt == 15) {
            // MRC to APSR_nzcv.
            port.setSpsrHyp(port.spsrHyp() & ~NZCV | (int) row.read(here) & NZCV);
        } else {
            port.setGuestRegister(rt, (int) row.read(here));
        }
        GuestExceptions.skip(port, hsr);
    }

    /** MCRR and MRRC. */
    static void access64(PhysicalCpu here, int hsr, int coprocessor) {
        int opc1 = hsr >>> 16 & 0xF;
        int rt2 = hsr >>> 10 & 0xF;
        int rt = hsr >>> 5 & 0xF;
        int crm = hsr >>> 1 & 0xF;
        int encoding = CoprocessorEncoding.of64(coprocessor, opc1, crm);
        if (isTaken(here, encoding, hsr)) {
            return;
        }
        Emulation row = row(encoding);
        HypPort port = here.port();
        if ((hsr & 1) == 0) {
            long low = Integer.toUnsignedLong(port.guestRegister(rt));
            row.write(here, (long) port.guestRegister(rt2) << 32 | low);
        } else {
            long value = row.read(here);
            port.setGuestRegister(rt, (int) value);
            port.setGuestRegister(rt2, (int) (value >>> 32));
        }
        GuestExceptions.skip(port, hsr);
    }

    /** Whether it is UNDEFINED, or to be executed again with registers of the vCPU's own. */
    private static boolean isTaken(PhysicalCpu here, int encoding, int hsr) {
        if (!ROWS.containsKey(encoding) && !CoprocessorRegisters.isDefined(encoding, (hsr & 1) != 0)) {
            GuestExceptions.undefined(here.port());
            return true;
        }
        if (PrivateSwitch.isPrivate(encoding)) {
            PrivateSwitch.take(here);
            return true;
        }
        return false;
    }

    private static Emulation row(int encoding) {
        Emulation row = ROWS.get(encoding);
        return row != null ? row : readOnly(here -> here.port().coprocessor(encoding));
    }
}
