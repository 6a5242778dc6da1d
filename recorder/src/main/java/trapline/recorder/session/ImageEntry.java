package trapline.recorder.session;

/**
 * A file that was given to the machine, kept in the session's image store.
 *
 * @param role what it is for: {@code native}, {@code hyp}, {@code guest}, {@code initrd}, {@code drive}, …
 * @param vm the VM it belongs to, -1 for the machine
 * @param name the file's name when it was given, without its directory
 * @param seal its contents; the path is that in the store
 */
public record ImageEntry(String role, int vm, String name, FileSeal seal) {
    /** The role of a disk image, which may be too large to be loaded. */
    public static final String DRIVE = "drive";
}
