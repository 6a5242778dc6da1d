package trapline.emulator.memory;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Asks the host's kernel for address space, and for memory in it. By mmap(2), because nothing of Java's reserves gigabytes that may never
 * be touched, or gives pages back.
 */
final class HostPages {
    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

    private static final int PROT_NONE = 0;
    private static final int PROT_READ_WRITE = 0b11;
    private static final int PROT_EXEC = 0b100;
    private static final int MAP_PRIVATE = 0x02;
    private static final int MAP_FIXED = 0x10;
    private static final int MAP_ANONYMOUS = LINUX ? 0x20 : 0x1000;
    private static final int MAP_NORESERVE = LINUX ? 0x4000 : 0x40;
    private static final int NEW = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    private static final int MADV_HUGEPAGE = 14;

    private static final MethodHandle MMAP = function(
            "mmap", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle MADVISE =
            function("madvise", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    private HostPages() {}

    /** The launcher allows calls of native code. */
    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }

    /** Addresses that nothing else will use, and at which there is nothing. */
    static MemorySegment reserve(long size) {
        return map(MemorySegment.NULL, size, PROT_NONE, NEW);
    }

    /** Puts zeros there, which may be executed when they are to be code. The host provides a page when it is first touched. */
    static void provide(MemorySegment part, boolean code) {
        map(part, part.byteSize(), code ? PROT_READ_WRITE | PROT_EXEC : PROT_READ_WRITE, NEW | MAP_FIXED);
    }

    /** Gives the memory back. */
    static void withdraw(MemorySegment part) {
        map(part, part.byteSize(), PROT_NONE, NEW | MAP_FIXED);
    }

    /** Asks for pages of 2 MiB, of which the host's own TLB holds more. A wish: some hosts do not grant it. */
    static void preferHugePages(MemorySegment part) {
        if (!LINUX) {
            return;
        }
        try {
            int _ = (int) MADVISE.invokeExact(part, part.byteSize(), MADV_HUGEPAGE);
        } catch (Throwable e) {
            throw new IllegalStateException("madvise() cannot be called", e);
        }
    }

    @SuppressWarnings("restricted")
    private static MemorySegment map(MemorySegment at, long size, int protection, int flags) {
        MemorySegment answer;
        try {
            answer = (MemorySegment) MMAP.invokeExact(at, size, protection, flags, -1, 0L);
        } catch (Throwable e) {
            throw new IllegalStateException("mmap() cannot be called", e);
        }
        if (answer.address() == -1) {
            throw new HostMemoryException(
                    "the host refuses %d GiB of address space, most of which stays empty; raise its limit (ulimit -v unlimited)"
                            .formatted(size >> 30));
        }
        return answer.reinterpret(size);
    }
}
