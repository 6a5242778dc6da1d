package trapline.emulator.decode;

import trapline.emulator.isa.Insn;

/** How a row's fields become an instruction; the rows name these. */
@FunctionalInterface
interface Form {
    Insn build(Fields fields);
}
