package trapline.emulator.memory;

/** A {@link DirectDevice} at its place, with the state in which processors last saw it. */
final class DirectRegion {
    private final long base;
    private final DirectDevice device;
    private final CodeMarks code;
    private long hostBase;

    DirectRegion(long base, DirectDevice device) {
        this.base = base;
        this.device = device;
        code = new CodeMarks(device.size());
        hostBase = device.directAddress();
    }

    boolean contains(long pa, long bytes) {
        return pa >= base && pa + bytes <= base + device.size();
    }

    boolean isDirect() {
        return hostBase != 0;
    }

    /** Host address of a byte of the region, 0 while it is not direct. */
    long host(long pa) {
        return hostBase == 0 ? 0 : hostBase + (pa - base);
    }

    void markCode(long pa, int bytes) {
        code.mark(pa - base, bytes);
    }

    /** Looks at the device again; when it changed, translations from it are dropped, and the answer is true. */
    boolean update(CodeWatch watch) {
        if (device.directAddress() == hostBase) {
            return false;
        }
        hostBase = device.directAddress();
        for (long offset = 0; offset < device.size(); offset += 4096) {
            if (code.isPageMarked(offset)) {
                code.clearPage(offset);
                watch.codePageWritten(base + offset);
            }
        }
        return true;
    }
}
