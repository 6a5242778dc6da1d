package trapline.tests.agreement;

import java.util.ArrayList;
import java.util.List;
import trapline.emulator.isa.InstructionSet;

/** The cases of one program: code, and what each begins with. */
final class CaseSet {
    /** Code starts this far into its area, so that literals before it are in the image. */
    private static final int MARGIN = 0x2000;

    /** One case; {@code extension} is FPSCR and the words of D0 to D31. */
    record Case(int[] registers, int psr, int[] extension, CodeBuffer code) {
        /** Where its code begins. */
        int address() {
            return code.address() - 2 * code.halfwords().size();
        }
    }

    private final List<Case> cases = new ArrayList<>();
    private int nextCode;

    /** No case yet. */
    CaseSet() {
        this(Harness.CODE + MARGIN);
    }

    /** No case yet; the first one's code goes to a given address, that of the case in another set. */
    CaseSet(int firstCode) {
        nextCode = firstCode;
    }

    /** Where the code of the next case goes. */
    int nextAddress() {
        return nextCode;
    }

    void add(Case added) {
        cases.add(added);
        nextCode = added.code.address() + 7 & ~7;
    }

    int size() {
        return cases.size();
    }

    Case get(int index) {
        return cases.get(index);
    }

    /** The bytes from the start of the code area to the end of the last case. */
    int codeBytes() {
        return nextCode - Harness.CODE;
    }

    /** Writes the table of cases, ended by a zero word, and the code. */
    void writeTo(ElfImage image, int table) {
        int record = table;
        for (Case one : cases) {
            CodeBuffer code = one.code;
            int start = one.address();
            image.word(record, start | (code.set() == InstructionSet.T32 ? 1 : 0));
            for (int i = 0; i < one.registers.length; i++) {
                image.word(record + 4 + 4 * i, one.registers[i]);
            }
            image.word(record + 64, one.psr);
            for (int i = 0; i < one.extension.length; i++) {
                image.word(record + 68 + 4 * i, one.extension[i]);
            }
            for (int i = 0; i < code.halfwords().size(); i++) {
                image.halfword(start + 2 * i, code.halfwords().get(i));
            }
            record += 4 * Harness.CASE_WORDS;
        }
        image.word(record, 0);
    }
}
