package trapline.shell.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import trapline.recorder.event.TrapReason;

/** The Hyp Syndrome Register in words (ARM DDI 0406C B3.13.6). */
final class Syndrome {

    /** A field of the ISS: its name in the manual and the bits it occupies. */
    private record Field(String name, int high, int low, String meaning) {
        int of(int hsr) {
            return (hsr >>> low) & ((1 << (high - low + 1)) - 1);
        }
    }

    /** What a class is called, and its fields. */
    private record Layout(String title, List<Field> fields) {}

    // spotless:off — one field a line, as in the manual
    private static final Field CV = new Field("CV", 24, 24, "COND is valid");
    private static final Field COND = new Field("COND", 23, 20, "condition of the instruction");
    private static final Field RT = new Field("Rt", 8, 5, "general-purpose register");
    private static final Field CRM = new Field("CRm", 4, 1, "");
    private static final Field READ = new Field("Direction", 0, 0, "0 writes the system register, 1 reads it");
    private static final Field IMM16 = new Field("imm16", 15, 0, "immediate of the instruction");
    private static final Field EA = new Field("EA", 9, 9, "external abort type");
    private static final Field S1PTW = new Field("S1PTW", 7, 7, "the access was made by a stage-1 table walk");

    private static final List<Field> MCR = List.of(
            CV,
            COND,
            new Field("Opc2", 19, 17, ""),
            new Field("Opc1", 16, 14, ""),
            new Field("CRn", 13, 10, ""),
            RT,
            CRM,
            READ);
    private static final List<Field> MCRR = List.of(
            CV,
            COND,
            new Field("Opc1", 19, 16, ""),
            new Field("Rt2", 13, 10, "second general-purpose register"),
            RT,
            CRM,
            READ);
    private static final List<Field> LDC = List.of(
            CV,
            COND,
            new Field("imm8", 19, 12, "offset in words"),
            new Field("Rn", 8, 5, "base register"),
            new Field("Offset", 4, 4, "0 subtracts, 1 adds"),
            new Field("AM", 3, 1, "addressing mode"),
            new Field("Direction", 0, 0, "0 writes memory, 1 reads it"));
    private static final List<Field> WAIT = List.of(CV, COND, new Field("TI", 0, 0, "0 WFI, 1 WFE"));
    private static final List<Field> COPROCESSOR = List.of(
            CV,
            COND,
            new Field("TA", 5, 5, "Advanced SIMD instruction"),
            new Field("coproc", 3, 0, "coprocessor number"));
    private static final List<Field> PREFETCH_ABORT = List.of(EA, S1PTW, new Field("IFSC", 5, 0, "fault status"));
    private static final List<Field> DATA_ABORT = List.of(
            new Field("ISV", 24, 24, "SAS, SSE and SRT are valid"),
            new Field("SAS", 23, 22, "access size: 0 byte, 1 halfword, 2 word"),
            new Field("SSE", 21, 21, "sign-extended"),
            new Field("SRT", 19, 16, "register transferred"),
            EA,
            new Field("CM", 8, 8, "cache maintenance"),
            S1PTW,
            new Field("WnR", 6, 6, "0 read, 1 write"),
            new Field("DFSC", 5, 0, "fault status"));
    // spotless:on

    private static final Map<TrapReason, Layout> LAYOUTS = layouts();

    private Syndrome() {}

    private static Map<TrapReason, Layout> layouts() {
        Map<TrapReason, Layout> layouts = new EnumMap<>(TrapReason.class);
        for (TrapReason reason : TrapReason.values()) {
            layouts.put(reason, layout(reason));
        }
        return layouts;
    }

    private static Layout layout(TrapReason reason) {
        return switch (reason) {
            case UNKNOWN -> new Layout("undefined, or of a class that is not reported", List.of());
            case WFI -> new Layout("WFI, trapped by HCR.TWI", WAIT);
            case WFE -> new Layout("WFE, trapped by HCR.TWE", WAIT);
            case CP15_32 -> new Layout("MCR or MRC to CP15", MCR);
            case CP15_64 -> new Layout("MCRR or MRRC to CP15", MCRR);
            case CP14_MR -> new Layout("MCR or MRC to CP14", MCR);
            case CP14_LS -> new Layout("LDC or STC to CP14", LDC);
            case CP_0_13 -> new Layout("coprocessor access, trapped by HCPTR", COPROCESSOR);
            case CP10_ID -> new Layout("VMRS of a floating-point identification register", MCR);
            case JAZELLE -> new Layout("Jazelle instruction, trapped by HSTR.TJDBX", List.of());
            case BXJ -> new Layout("BXJ, trapped by HSTR.TJDBX", List.of(CV, COND, new Field("Rm", 3, 0, "register")));
            case CP14_64 -> new Layout("MRRC to CP14", MCRR);
            case SVC_HYP -> new Layout("Supervisor Call taken to Hyp mode", List.of(IMM16));
            case HVC -> new Layout("Hypervisor Call", List.of(IMM16));
            case SMC -> new Layout("Secure Monitor Call, trapped by HCR.TSC", List.of());
            case IABT -> new Layout("Prefetch Abort routed to Hyp mode", PREFETCH_ABORT);
            case IABT_HYP -> new Layout("Prefetch Abort in Hyp mode", PREFETCH_ABORT);
            case DABT -> new Layout("Data Abort routed to Hyp mode", DATA_ABORT);
            case DABT_HYP -> new Layout("Data Abort in Hyp mode", DATA_ABORT);
            case IRQ -> new Layout("physical IRQ, routed by HCR.IMO; there is no syndrome", List.of());
            case FIQ -> new Layout("physical FIQ, routed by HCR.FMO; there is no syndrome", List.of());
        };
    }

    /** The class on the first line, then every field of the ISS. */
    static List<String> describe(TrapReason reason, int hsr) {
        List<String> lines = new ArrayList<>();
        Layout layout = LAYOUTS.getOrDefault(reason, new Layout("", List.of()));
        lines.add(reason.ec() < 0 ? layout.title : "EC 0x%02x: %s".formatted(reason.ec(), layout.title));
        for (Field field : layout.fields) {
            int value = field.of(hsr);
            String meaning = field.name.endsWith("FSC") ? faultStatus(value) : field.meaning;
            lines.add("%-9s = 0x%x%s".formatted(field.name, value, meaning.isEmpty() ? "" : "  (" + meaning + ")"));
        }
        return lines;
    }

    /** The long-descriptor fault status (B3.13.3, table B3-24). */
    static String faultStatus(int status) {
        String level = "level " + (status & 3);
        return switch (status >>> 2) {
            case 0b0001 -> "translation fault, " + level;
            case 0b0010 -> "access flag fault, " + level;
            case 0b0011 -> "permission fault, " + level;
            case 0b0101 -> "synchronous external abort on a table walk, " + level;
            case 0b0111 -> "synchronous parity error on a table walk, " + level;
            default -> OTHER_STATUS.getOrDefault(status, "reserved");
        };
    }

    private static final Map<Integer, String> OTHER_STATUS = Map.of(
            0x10, "synchronous external abort",
            0x11, "asynchronous external abort",
            0x18, "synchronous parity error",
            0x19, "asynchronous parity error",
            0x21, "alignment fault",
            0x22, "debug event",
            0x30, "TLB conflict abort");
}
