package trapline.oracle;

import java.nio.file.Path;

/** The committed guest programs, which tests/src/guest/build.sh builds. */
public final class Guests {
    private Guests() {}

    /** The ELF file of a guest. */
    public static Path elf(String name) {
        return directory().resolve(name + ".elf");
    }

    /** Where they are. */
    static Path directory() {
        return Path.of("src", "guest", "bin").toAbsolutePath();
    }
}
