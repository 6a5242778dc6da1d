package trapline.recorder.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What a file of a session held when the session was closed: one hash over everything to detect a change, and a check
 * sum for each of at most {@value #MAX_SEGMENTS} segments to locate it.
 *
 * @param path the file's path within the session, with {@code /}
 * @param size bytes
 * @param sha256 SHA-256 in hexadecimal
 * @param segment bytes of a segment; the last one may be shorter
 * @param crcs CRC32C of each segment
 */
public record FileSeal(String path, long size, String sha256, long segment, List<Integer> crcs) {
    private static final int MAX_SEGMENTS = 1024;
    private static final long MIN_SEGMENT = 4096;

    /** Seals a file as it is now. */
    public static FileSeal of(Path file, String path) throws IOException {
        return read(file, path, segmentOf(Files.size(file)));
    }

    /** The seal of a file with these contents, whose hash is known. */
    static FileSeal of(byte[] contents, String sha256, String path) {
        int segment = (int) segmentOf(contents.length);
        List<Integer> crcs = new ArrayList<>();
        CRC32C crc = new CRC32C();
        for (int at = 0; at < contents.length; at += segment) {
            crc.reset();
            crc.update(contents, at, Math.min(segment, contents.length - at));
            crcs.add((int) crc.getValue());
        }
        return new FileSeal(path, contents.length, sha256, segment, List.copyOf(crcs));
    }

    private static long segmentOf(long size) {
        long segment = MIN_SEGMENT;
        while (size / segment >= MAX_SEGMENTS) {
            segment *= 2;
        }
        return segment;
    }

    /** The same contents under another path. */
    FileSeal at(String otherPath) {
        return new FileSeal(otherPath, size, sha256, segment, crcs);
    }

    private static FileSeal read(Path file, String path, long segment) throws IOException {
        MessageDigest digest = newDigest();
        List<Integer> crcs = new ArrayList<>();
        byte[] buffer = new byte[(int) Math.min(segment, 1 << 16)];
        long size = 0;
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            CRC32C crc = new CRC32C();
            int n = in.readNBytes(buffer, 0, buffer.length);
            while (n > 0) {
                crc.update(buffer, 0, n);
                size += n;
                int next = in.readNBytes(buffer, 0, buffer.length);
                if (next == 0 || size % segment == 0) {
                    crcs.add((int) crc.getValue());
                    crc.reset();
                }
                n = next;
            }
        }
        return new FileSeal(path, size, HexFormat.of().formatHex(digest.digest()), segment, List.copyOf(crcs));
    }

    /** What is different in {@code file}; empty when it is as it was sealed. */
    public Optional<SessionProblem> verify(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.of(new SessionProblem(path, -1, "the file is missing"));
        }
        FileSeal now;
        try {
            now = read(file, path, segment);
        } catch (IOException e) {
            return Optional.of(new SessionProblem(path, -1, "the file cannot be read: " + e.getMessage()));
        }
        if (now.equals(this)) {
            return Optional.empty();
        }
        if (now.size != size) {
            String what = "the file has %d bytes instead of %d".formatted(now.size, size);
            return Optional.of(new SessionProblem(path, Math.min(now.size, size), what));
        }
        for (int i = 0; i < crcs.size(); i++) {
            if (!crcs.get(i).equals(now.crcs.get(i))) {
                long start = i * segment;
                String what =
                        "the file was changed between here and offset 0x%x".formatted(Math.min(start + segment, size));
                return Optional.of(new SessionProblem(path, start, what));
            }
        }
        return Optional.of(new SessionProblem(path, -1, "the file was changed"));
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
