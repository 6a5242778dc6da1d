package trapline.recorder.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The seal of the database derived from a session's log, in a file beside it: the database is made after the manifest
 * is closed, and a check of the session covers it all the same. A database without a seal is not vouched for.
 */
public final class DatabaseSeal {
    private static final String SUFFIX = ".seal";
    private static final String REMEDY = "; it is derived from the log: delete it, and it will be built anew";
    private static final long MAX_SEAL = 1L << 20;

    private DatabaseSeal() {}

    /** Seals a finished database that is about to be moved to {@link SessionDirectory#database}. */
    public static void write(SessionDirectory session, Path finished) throws IOException {
        Path database = session.database();
        FileSeal seal = FileSeal.of(finished, database.getFileName().toString());
        AtomicFile.write(sealOf(database), SealedJson.seal(ManifestJson.write(seal)));
    }

    /** What is wrong with the database or its seal; empty when they fit, or there is no sealed database. */
    static Optional<SessionProblem> verify(SessionDirectory session) {
        Path database = session.database();
        Path seal = sealOf(database);
        if (!Files.isRegularFile(database) || !Files.isRegularFile(seal)) {
            return Optional.empty();
        }
        try {
            byte[] json = Files.size(seal) > MAX_SEAL ? new byte[0] : Files.readAllBytes(seal);
            Optional<String> damage = SealedJson.verify(json);
            if (damage.isPresent()) {
                return Optional.of(problem(seal, -1, damage.get()));
            }
            return ManifestJson.readSeal(json, database.getFileName().toString())
                    .verify(database)
                    .map(found -> problem(database, found.offset(), found.what()));
        } catch (IOException e) {
            return Optional.of(problem(seal, -1, "cannot be read: " + e.getMessage()));
        }
    }

    private static SessionProblem problem(Path file, long offset, String what) {
        return new SessionProblem(file.getFileName().toString(), offset, what + REMEDY);
    }

    private static Path sealOf(Path database) {
        return database.resolveSibling(database.getFileName() + SUFFIX);
    }
}
