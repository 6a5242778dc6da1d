package trapline.malformed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import trapline.commands.Run;

/** Sound files that damaged ones go with. */
final class Inputs {
    private static final int TOTAL_SIZE = 4;
    private static final int STRINGS_AT = 12;
    private static final int STRINGS_SIZE = 32;

    private Inputs() {}

    /** A kernel in the directory of a file. */
    static Path kernelBeside(Path file) throws IOException {
        return Files.write(file.resolveSibling("kernel"), Specimen.KERNEL.sound());
    }

    /** The board's device tree. */
    static byte[] deviceTree() throws IOException {
        Path directory = Files.createTempDirectory("trapline-tree");
        Path kernel = kernelBeside(directory.resolve("any"));
        Path tree = directory.resolve("tree.dtb");
        Run run = Run.of("record", "--native", kernel.toString(), "--dump-dtb", tree.toString());
        assertEquals(0, run.code(), run.err());
        byte[] blob = Files.readAllBytes(tree);
        Files.delete(tree);
        Files.delete(kernel);
        Files.delete(directory);
        return withoutPadding(blob);
    }

    /** The free space behind a tree, which is most of it, would draw most of the damage. */
    private static byte[] withoutPadding(byte[] blob) {
        ByteBuffer header = ByteBuffer.wrap(blob);
        int strings = header.getInt(STRINGS_AT);
        int end = strings + header.getInt(STRINGS_SIZE);
        header.putInt(TOTAL_SIZE, end);
        return Arrays.copyOf(blob, end);
    }
}
