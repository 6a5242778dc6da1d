package trapline.tests.agreement;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import trapline.emulator.Scenario.Boot;
import trapline.emulator.isa.InstructionSet;

/** Shortens a case that differs to the first instruction after which it does, and says how. */
final class Bisection {
    /** Words of the verbose output that are registers and PSR. */
    private static final int REGISTERS = 16;

    private static final int LOG_WORDS = 4;

    /** Makes prefixes of the case: so many units at an address. */
    interface Prefixes {
        CaseSet.Case of(int address, int units);
    }

    private final Path directory;
    private final Boot boot;
    private final boolean alignmentCheck;

    Bisection(Path directory, Boot boot, boolean alignmentCheck) {
        this.directory = directory;
        this.boot = boot;
        this.alignmentCheck = alignmentCheck;
    }

    /** The report. */
    String of(CaseSet.Case whole, int units, Prefixes prefixes) throws IOException, InterruptedException {
        String before = "";
        List<Integer> shorter = List.of();
        for (int count = 0; count <= units; count++) {
            CaseSet prefix = new CaseSet(whole.address());
            prefix.add(prefixes.of(whole.address(), count));
            ElfImage image = Harness.program(prefix, true, alignmentCheck);
            String theirs = Qemu.console(image, directory, boot);
            String ours = OurMachine.run(image, boot, 2_000_000).console();
            if (!theirs.equals(ours)) {
                String listing = listing(prefix.get(0).code(), shorter);
                return "after%n%spsr %08x%n%s".formatted(listing, whole.psr(), difference(before, theirs, ours));
            }
            before = theirs;
            shorter = prefix.get(0).code().halfwords();
        }
        return "only together with other cases:\n" + whole.code().listing(0);
    }

    /** From where the code is no longer that of the shorter prefix. */
    private static String listing(CodeBuffer code, List<Integer> shorter) {
        int same = 0;
        while (same < shorter.size() && code.halfwords().get(same).equals(shorter.get(same))) {
            same++;
        }
        return code.listing(code.set() == InstructionSet.A32 ? same & ~1 : same);
    }

    private static String difference(String before, String theirs, String ours) {
        String[] was = before.split(" ");
        String[] qemu = theirs.split(" ");
        String[] trapline = ours.split(" ");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.max(qemu.length, trapline.length); i++) {
            String expected = i < qemu.length ? qemu[i].trim() : "nothing";
            String actual = i < trapline.length ? trapline[i].trim() : "nothing";
            if (!expected.equals(actual)) {
                String old = i < was.length ? was[i] : "";
                text.append("  %s: QEMU %s, Trapline %s, before %s%n".formatted(name(i), expected, actual, old));
            }
        }
        return text.toString();
    }

    private static String name(int word) {
        if (word < REGISTERS) {
            return word == REGISTERS - 1 ? "psr" : "r" + word;
        }
        int inLog = word - REGISTERS;
        int inMemory = inLog - LOG_WORDS;
        int inExtension = inMemory - Harness.SCRATCH_WORDS;
        if (inExtension >= 0) {
            return inExtension == Harness.EXTENSION_WORDS
                    ? "fpscr"
                    : "d" + inExtension / 2 + (inExtension % 2 == 0 ? " low" : " high");
        }
        return inLog < LOG_WORDS ? "exception log " + inLog : "memory word " + inMemory;
    }
}
