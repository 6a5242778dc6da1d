package trapline.emulator.microvisor;

import java.util.LinkedHashMap;
import java.util.Map;
import trapline.emulator.cpu.CoprocessorEncoding;
import trapline.emulator.cpu.SysReg;
import trapline.emulator.hyp.HypPort;

/**
 * System registers that a guest may not reach itself: those of the processor's implementation and of debug, which read as
 * zero and ignore writes; cache maintenance by set and way, which has no effect here; and the physical timer, which is
 * emulated. Anything else is UNDEFINED to the guest.
 */
final class SystemRegisterTraps {
    /** What reading gives and writing does. */
    private interface Emulation {
        long read(PhysicalCpu here);

        void write(PhysicalCpu here, long value);
    }

    private static final int L2CTLR_CPUS_SHIFT = 24;

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
        rows.put(
                CoprocessorEncoding.of(15, 1, 9, 0, 2),
                readOnly(here -> (long) here.current().partition.vcpus().size() - 1 << L2CTLR_CPUS_SHIFT));
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
        Emulation row = row(CoprocessorEncoding.of(coprocessor, opc1, crn, crm, opc2), coprocessor, crn);
        HypPort port = here.port();
        if (row == UNDEFINED) {
            GuestExceptions.undefined(port);
            return;
        }
        if ((hsr & 1) == 0) {
            row.write(here, Integer.toUnsignedLong(rt == 15 ? 0 : port.guestRegister(rt)));
        } else if (rt == 15) {
            // MRC to APSR_nzcv: debug status, all clear.
            port.setSpsrHyp(port.spsrHyp() & 0x0FFF_FFFF);
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
        Emulation row = row(CoprocessorEncoding.of64(coprocessor, opc1, crm), coprocessor, crm);
        HypPort port = here.port();
        if (row == UNDEFINED) {
            GuestExceptions.undefined(port);
            return;
        }
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

    private static final Emulation UNDEFINED = readOnly(here -> 0);

    /** CRn 9, 10, 11 and 15 are performance monitors and what an implementation adds; CP14 is debug and trace. */
    private static Emulation row(int encoding, int coprocessor, int crn) {
        Emulation row = ROWS.get(encoding);
        if (row != null) {
            return row;
        }
        boolean ignorable = coprocessor == 14 || crn == 9 || crn == 10 || crn == 11 || crn == 15;
        return ignorable ? ZERO : UNDEFINED;
    }
}
