package trapline.emulator.memory;

/** A {@link DirectDevice} at its place, with the state in which processors last saw it. */
final class DirectRegion {
    private final long base;
    private final DirectDevice device;
    private final CodeMarks code;
    private boolean direct;

    DirectRegion(long base, DirectDevice device) {
        this.base = base;
        this.device = device;
        code = new CodeMarks(device.size());
        direct = device.isDirect();
    }

    boolean contains(long pa, long bytes) {
        return pa >= base && pa + bytes <= base + device.size();
    }

    boolean isDirect() {
        return direct;
    }

    /** Host address of a byte of the region, 0 while it is not direct. */
    long host(long pa) {
        return direct ? device.directHost(pa - base) : 0;
    }

    void markCode(long pa, int bytes) {
        code.mark(pa - base, bytes);
    }

    /** Looks at the device again; when it changed, translations from it are dropped, and the answer is true. */
    boolean update(CodeWatch watch) {
        if (device.isDirect() == direct) {
            return false;
        }
        direct = device.isDirect();
        for (long offset = 0; offset < device.size(); offset += 4096) {
            if (code.isPageMarked(offset)) {
                code.clearPage(offset);
                watch.codePageWritten(base + offset);
            }
        }
        return true;
    }
}
