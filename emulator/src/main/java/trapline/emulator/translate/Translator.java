package trapline.emulator.translate;

import trapline.emulator.decode.Decoder;
import trapline.emulator.ir.Block;
import trapline.emulator.ir.BlockBuilder;
import trapline.emulator.ir.BlockKey;
import trapline.emulator.isa.BranchInsn;
import trapline.emulator.isa.Cond;
import trapline.emulator.isa.CoprocessorInsn;
import trapline.emulator.isa.DataProcessingInsn;
import trapline.emulator.isa.ExceptionInsn;
import trapline.emulator.isa.HintInsn;
import trapline.emulator.isa.Insn;
import trapline.emulator.isa.LoadStoreInsn;
import trapline.emulator.isa.MediaInsn;
import trapline.emulator.isa.MultiplyInsn;
import trapline.emulator.isa.SimdInsn;
import trapline.emulator.isa.StatusInsn;
import trapline.emulator.isa.VfpInsn;
import trapline.emulator.memory.PhysicalMemory;
import trapline.emulator.mmu.MemoryPort;

/**
 * Makes blocks: fetches, decodes, and translates instructions until one ends the block, the page ends, or
 * {@link Block#MAX_INSTRUCTIONS} are reached. A T32 instruction that reaches into the next page is a block by itself.
 */
public final class Translator {
    private static final int PAGE = 4096;
    private static final int WORD = 4;
    private static final int HALFWORD = 2;

    private final PhysicalMemory memory;
    private final BlockBuilder builder = new BlockBuilder();
    private final Emitter emitter = new Emitter(builder);
    private final DecodedWords a32 = new DecodedWords(false);
    private final DecodedWords t32 = new DecodedWords(true);
    private final byte[] code = new byte[Block.MAX_INSTRUCTIONS * WORD];

    private int startPc;
    private int available;
    private boolean thumb;

    public Translator(PhysicalMemory memory) {
        this.memory = memory;
    }

    /**
     * Translates the code at {@code pc}, which is on the physical page {@code page} (RAM). The port is asked for the next page, with all
     * that follows from that, when the first instruction reaches into it.
     */
    public Block translate(int pc, int key, long page, MemoryPort port) {
        startPc = pc;
        thumb = BlockKey.thumb(key);
        int offset = pc & (PAGE - 1);
        available = Math.min(code.length, PAGE - offset);
        memory.readRam(page + offset, code, 0, available);
        builder.begin(pc, key, page);
        emitter.beginBlock(key);
        if (thumb && available == HALFWORD && Decoder.isWide(halfword(pc))) {
            fetchSecondPage(port);
        }
        int at = pc;
        int itState = BlockKey.itState(key);
        boolean ended = false;
        while (!ended) {
            int size = instructionSize(at);
            int word = fetch(at, size);
            Insn insn = decode(word, size, itState);
            emitter.beginInstruction(insn, at, size, word, itState);
            translate(emitter, insn, thumb, itState);
            at += size;
            ended = emitter.endInstruction(isLast(at));
            itState = emitter.nextItState();
        }
        return builder.finish();
    }

    private void fetchSecondPage(MemoryPort port) {
        long page = port.fetchPage(startPc + HALFWORD);
        memory.readRam(page, code, HALFWORD, HALFWORD);
        available += HALFWORD;
        builder.setSecondPage(page);
    }

    /** Whether no instruction that starts at {@code at} fits in. */
    private boolean isLast(int at) {
        int left = available - (at - startPc);
        return left < HALFWORD
                || builder.length() + 1 == Block.MAX_INSTRUCTIONS
                || left < WORD && (!thumb || Decoder.isWide(halfword(at)));
    }

    private int instructionSize(int at) {
        return thumb && !Decoder.isWide(halfword(at)) ? HALFWORD : WORD;
    }

    private int fetch(int at, int size) {
        int first = halfword(at);
        if (size == HALFWORD) {
            return first;
        }
        int second = halfword(at + HALFWORD);
        return thumb ? first << 16 | second : second << 16 | first;
    }

    private int halfword(int at) {
        int index = at - startPc;
        return code[index] & 0xFF | (code[index + 1] & 0xFF) << 8;
    }

    private Insn decode(int word, int size, int itState) {
        if (size == HALFWORD) {
            return Decoder.decodeT16(word, ItState.inItBlock(itState));
        }
        return thumb ? t32.find(word) : a32.find(word);
    }

    /** Translates one instruction by itself, as if it stood at {@code pc}. */
    public static Block translate(Insn insn, int word, int size, int pc, int key) {
        BlockBuilder builder = new BlockBuilder();
        Emitter emitter = new Emitter(builder);
        int itState = BlockKey.itState(key);
        builder.begin(pc, key, 0);
        emitter.beginBlock(key);
        emitter.beginInstruction(insn, pc, size, word, itState);
        translate(emitter, insn, BlockKey.thumb(key), itState);
        emitter.endInstruction(true);
        return builder.finish();
    }

    private static void translate(Emitter emitter, Insn insn, boolean thumb, int itState) {
        Cond cond = ItState.inItBlock(itState) ? ItState.condition(itState) : insn.cond();
        boolean always =
                thumb && insn instanceof ExceptionInsn.Breakpoint; // T32 BKPT is unconditional even in an IT block.
        if (cond == Cond.AL || always) {
            translate(emitter, insn);
        } else {
            int skip = emitter.beginCondition(cond);
            translate(emitter, insn);
            emitter.endCondition(skip);
        }
    }

    private static void translate(Emitter emitter, Insn insn) {
        switch (insn) {
            case BranchInsn group -> Branches.translate(emitter, group);
            case CoprocessorInsn group -> Coprocessors.translate(emitter, group);
            case DataProcessingInsn group -> DataProcessing.translate(emitter, group);
            case ExceptionInsn group -> Exceptions.translate(emitter, group);
            case HintInsn group -> Hints.translate(emitter, group);
            case LoadStoreInsn group -> LoadStore.translate(emitter, group);
            case MediaInsn group -> Media.translate(emitter, group);
            case MultiplyInsn group -> Multiplies.translate(emitter, group);
            case SimdInsn group -> AdvancedSimd.translate(emitter, group);
            case StatusInsn group -> Status.translate(emitter, group);
            case VfpInsn group -> FloatingPoint.translate(emitter, group);
        }
    }
}
