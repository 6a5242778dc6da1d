package trapline.emulator;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import trapline.emulator.boot.BootFiles;
import trapline.emulator.boot.ImageKind;

/** A file that goes into the machine's memory. Two images are equal when their contents and kinds are. */
public final class Image {
    private final String name;
    private final byte[] contents;
    private final Supplier<String> sha256;
    private final ImageKind kind;

    /**
     * Of given contents, which nobody may change from now on, and of the kind that they look like.
     *
     * @param name the file's name without its directory; part of messages, not of the identity
     */
    public Image(String name, byte[] contents) {
        this(name, contents, always(hashOf(contents)), ImageKind.of(contents));
    }

    private static Supplier<String> always(String hash) {
        return () -> hash;
    }

    /** The same when the contents are known to have this {@link #hash}. */
    public static Image ofHash(String name, byte[] contents, String sha256) {
        return ofHash(name, contents, always(sha256));
    }

    /** The same when somebody works out the {@link #hash}, always the same one; nobody asks before it is needed. */
    public static Image ofHash(String name, byte[] contents, Supplier<String> sha256) {
        return new Image(name, contents, sha256, ImageKind.of(contents));
    }

    /** The {@link #hash} of contents. */
    public static String hashOf(byte[] contents) {
        return HexFormat.of().formatHex(sha256().digest(contents));
    }

    private Image(String name, byte[] contents, Supplier<String> sha256, ImageKind kind) {
        this.name = name;
        this.contents = contents;
        this.sha256 = sha256;
        this.kind = kind;
    }

    /** The same file as another kind of image than it looks like. */
    public Image as(ImageKind other) {
        return new Image(name, contents, sha256, other);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The file's name. */
    public String name() {
        return name;
    }

    /** Name and bytes, for booting. */
    BootFiles.Contents file() {
        return new BootFiles.Contents(name, contents);
    }

    /** What it is as a program. */
    public ImageKind kind() {
        return kind;
    }

    /** The bytes; not a copy, and not to be changed. */
    public byte[] contents() {
        return contents;
    }

    /** The identity: SHA-256 of the contents in lower-case hexadecimal. */
    public String hash() {
        return sha256.get();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Image image && hash().equals(image.hash()) && kind == image.kind;
    }

    @Override
    public int hashCode() {
        return hash().hashCode();
    }

    @Override
    public String toString() {
        return name + " (sha256 " + hash().substring(0, 12) + ")";
    }
}
