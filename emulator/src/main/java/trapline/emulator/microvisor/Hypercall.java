package trapline.emulator.microvisor;

import trapline.emulator.hyp.HypPort;

/** One hypercall: who makes it, arguments, results. The caller is known from the current vCPU, never from an argument. */
final class Hypercall {
    /** Argument and result registers: r0 to r5. */
    static final int REGISTERS = 6;

    private final PhysicalCpu here;
    private final int[] arguments = new int[REGISTERS];
    private final int[] results = new int[REGISTERS];

    Hypercall(PhysicalCpu here) {
        this.here = here;
        for (int n = 0; n < REGISTERS; n++) {
            arguments[n] = here.port().guestRegister(n);
            results[n] = arguments[n];
        }
    }

    Partition caller() {
        return here.current().partition;
    }

    HypPort port() {
        return here.port();
    }

    int argument(int n) {
        return arguments[n];
    }

    /** An argument that is an intermediate physical address or a length. */
    long unsigned(int n) {
        return Integer.toUnsignedLong(arguments[n]);
    }

    /** Gives a result in a register; those not given keep their values. */
    void result(int n, int value) {
        results[n] = value;
        here.port().setGuestRegister(n, value);
    }

    /** What the caller finds in a register. */
    int resultOf(int n) {
        return results[n];
    }
}
