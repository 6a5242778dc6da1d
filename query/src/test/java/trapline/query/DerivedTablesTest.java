package trapline.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import trapline.recorder.event.MmioDeviceKind;
import trapline.recorder.event.Observation.HypReturn;
import trapline.recorder.event.Observation.HypTrap;
import trapline.recorder.event.Observation.Hypercall;
import trapline.recorder.event.Observation.Idle;
import trapline.recorder.event.Observation.MmioAccess;
import trapline.recorder.event.Observation.PageShare;
import trapline.recorder.event.Observation.Pl1Exception;
import trapline.recorder.event.Observation.StateDigest;
import trapline.recorder.event.Observation.VirtualInterrupt;
import trapline.recorder.event.TrapReason;

/** What {@link SampleTrace} is too small to show. */
class DerivedTablesTest {
    private static final int SVC_MODE = 0x13;
    private static final int HYP_MODE = 0x1A;

    @TempDir
    private Path directory;

    private List<String> ask(String sql, Consumer<TraceFixture> events) throws IOException, QueryException {
        Path session = directory.resolve("session");
        try (TraceFixture trace = TraceFixture.begin(session)) {
            events.accept(trace);
        }
        try (TraceDatabase database = TraceDatabase.open(List.of(session), TraceOptions.standard())) {
            return Tables.rows(database, sql);
        }
    }

    private static HypTrap irq() {
        return new HypTrap(TrapReason.IRQ, 0, SVC_MODE, 0, 0);
    }

    private static HypReturn eret() {
        return new HypReturn(0x8000, SVC_MODE);
    }

    @Test
    void nestedTrapsEndInTheReverseOrder() throws IOException, QueryException {
        List<String> rows =
                ask("FROM traps SELECT seq, reason, mode, icount_end, outcome ORDER BY seq", trace -> trace.at(
                                5, 0, -1, -1, 0)
                        .add(eret())
                        .at(10, 0, 0, 0, 0)
                        .add(new HypTrap(TrapReason.HVC, 0x4A000000, SVC_MODE, 0, 0))
                        .at(20, 0, 0, 0, 0)
                        .add(new HypTrap(TrapReason.DABT_HYP, 0x94000007, HYP_MODE, 4, 4))
                        .at(30, 0, 0, 0, 0)
                        .add(eret())
                        .at(40, 0, 0, 0, 0)
                        .add(eret())
                        .at(50, 0, 0, 0, 0)
                        .add(irq()));
        assertEquals(List.of("1|HVC|svc|40|returned", "2|DABT_HYP|hyp|30|returned", "5|IRQ|svc||open"), rows);
    }

    @Test
    void trapsOfSeveralCpusAreKeptApart() throws IOException, QueryException {
        List<String> rows =
                ask("FROM traps SELECT cpu, icount, icount_end, ec, hsr ORDER BY seq", trace -> trace.at(10, 0, 0, 0, 0)
                        .add(irq())
                        .at(11, 1, 0, 1, 0)
                        .add(irq())
                        .at(20, 0, 0, 0, 0)
                        .add(eret())
                        .at(31, 1, 0, 1, 0)
                        .add(eret()));
        assertEquals(List.of("0|10|20||", "1|11|31||"), rows);
    }

    @Test
    void faultStatusIsReadInTheFormatThatItHas() throws IOException, QueryException {
        List<String> rows =
                ask("FROM traps SELECT reason, fsc, wnr, iss, hx(far) ORDER BY seq", trace -> trace.at(1, 0, 0, 0, 0)
                        .add(new Pl1Exception(Pl1Exception.Kind.DABT, 0x10, 0xC05, 0xFFFF0000))
                        .add(new Pl1Exception(Pl1Exception.Kind.DABT, 0x10, 0x207, 4))
                        .add(new Pl1Exception(Pl1Exception.Kind.IABT, 0x10, 0x005, 8))
                        .add(new Pl1Exception(Pl1Exception.Kind.UNDEF, 0x10, 0, 0)));
        assertEquals(
                List.of("DABT|21|true||0xffff0000", "DABT|7|false||0x00000004", "IABT|5|||0x00000008", "UNDEF||||"),
                rows);
    }

    @Test
    void psciCallsHaveTheirNamesAndErrors() throws IOException, QueryException {
        List<String> rows =
                ask("FROM hypercalls SELECT fn_name, error, trap_seq ORDER BY seq", trace -> trace.at(1, 0, 0, 0, 0)
                        .add(new Hypercall(0, 0x8400_0003, 1, 0, 0, 0, 0, -4, 0, 0, 0))
                        .add(new Hypercall(0, 0x8400_0000, 0, 0, 0, 0, 0, 2, 0, 0, 0))
                        .add(new Hypercall(0x1FF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)));
        assertEquals(List.of("psci_cpu_on|ALREADY_ON|", "psci_version||", "null||"), rows);
    }

    @Test
    void deviceRegistersHaveNamesAndNumbers() throws IOException, QueryException {
        List<String> rows = ask("FROM mmio SELECT device, reg ORDER BY seq", trace -> trace.at(1, 0, 0, 0, 0)
                .add(new MmioAccess(MmioDeviceKind.GICD, 0x0800_0104L, 0x104, 4, true, 1, false, 0))
                .add(new MmioAccess(MmioDeviceKind.PL011, 0x0900_0018L, 0x18, 4, false, 0, false, 0))
                .add(new MmioAccess(MmioDeviceKind.PL011, 0x0900_0008L, 0x08, 4, false, 0, false, 0))
                .add(new MmioAccess(MmioDeviceKind.PFLASH, 0x10L, 0x10, 4, false, 0, false, 0)));
        assertEquals(List.of("GICD|GICD_ISENABLER1", "PL011|UARTFR", "PL011|+0x008", "PFLASH|+0x010"), rows);
    }

    @Test
    void nativeSessionIsOneGuestSliceWithoutItsIdling() throws IOException, QueryException {
        List<String> rows = ask("FROM slices SELECT icount, icount_end, world, vm_id", trace -> trace.at(1, 0, 0, 0, 0)
                .add(new Pl1Exception(Pl1Exception.Kind.SVC, 0x10, 0, 0))
                .at(100, 0, 0, 0, 0)
                .add(new Idle(300))
                .at(500, 0, 0, 0, 0)
                .add(new StateDigest(1)));
        assertEquals(List.of("0|100|GUEST|0", "100|300|IDLE|", "300|500|GUEST|0"), rows);
    }

    @Test
    void stormsAndWaitsForListRegistersAreFound() throws IOException, QueryException {
        Consumer<TraceFixture> events = trace -> {
            for (int serial = 0; serial < 8; serial++) {
                long tick = serial < 7 ? 100L + serial * 10L : 100_000L;
                trace.at(tick, 0, 1, 0, 0)
                        .add(new VirtualInterrupt(33, serial, VirtualInterrupt.Step.PENDING, -1, false, 0));
                if (serial % 2 == 1) {
                    trace.add(new VirtualInterrupt(33, serial, VirtualInterrupt.Step.NO_FREE_LR, -1, false, 0));
                }
                trace.at(tick + serial, 0, 1, 0, 0)
                        .add(new VirtualInterrupt(33, serial, VirtualInterrupt.Step.INJECTED, 2, false, 0));
            }
        };
        assertEquals(
                List.of("bob|33|100|160|7|bob|33|4|50.0|4.0|7"), ask("FROM storms() AS a, lr_pressure() AS b", events));
    }

    @Test
    void aShareThatIsOfferedAgainIsAnotherRow() throws IOException, QueryException {
        List<String> rows = ask(
                "FROM shares SELECT icount_shared, icount_mapped, icount_unmapped, icount_reclaimed, locks",
                trace -> trace.at(1, 0, 0, 0, 0)
                        .add(new PageShare(3, PageShare.Step.SHARED, 0, -1, 0x1000, true))
                        .at(2, 0, 1, 0, 0)
                        .add(new PageShare(3, PageShare.Step.MAPPED, 0, 1, 0x2000, true))
                        .at(3, 0, 1, 0, 0)
                        .add(new PageShare(3, PageShare.Step.UNMAPPED, 0, 1, 0x2000, true))
                        .at(4, 0, 1, 0, 0)
                        .add(new PageShare(3, PageShare.Step.MAPPED, 0, 1, 0x2000, true))
                        .at(5, 0, 0, 0, 0)
                        .add(new PageShare(3, PageShare.Step.REVOKED, 0, -1, 0x1000, true))
                        .at(6, 0, 0, 0, 0)
                        .add(new PageShare(3, PageShare.Step.SHARED, 0, -1, 0x1000, true)));
        assertEquals(List.of("1|2|3|5|0", "1|4||5|0", "6||||0"), rows);
    }

    @Test
    @Timeout(60)
    void loadingTakesTimeInProportionToTheLog() throws IOException, QueryException {
        int traps = 60_000;
        List<String> rows = ask("SELECT count(*), count(icount_end) FROM traps", trace -> {
            for (int i = 0; i < traps; i++) {
                trace.at(i * 10L, 0, 0, 0, 0)
                        .add(irq())
                        .at(i * 10L + 5, 0, 0, 0, 0)
                        .add(eret());
            }
        });
        assertEquals(List.of("60000|60000"), rows);
    }
}
