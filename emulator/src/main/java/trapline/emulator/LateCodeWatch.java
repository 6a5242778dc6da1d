package trapline.emulator;

import trapline.emulator.memory.CodeWatch;

/** Memory and the cache of translations need each other: this stands in for the cache until it is there. */
final class LateCodeWatch implements CodeWatch {
    /** Who is told. */
    CodeWatch watcher = pa -> {};

    @Override
    public void codePageWritten(long pa) {
        watcher.codePageWritten(pa);
    }
}
