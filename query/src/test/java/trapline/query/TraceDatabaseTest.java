package trapline.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trapline.query.SchemaObject.Kind;
import trapline.recorder.event.Observation.StateDigest;
import trapline.recorder.log.LogWriter;
import trapline.recorder.session.SessionCheck;
import trapline.recorder.session.SessionProblem;

class TraceDatabaseTest {
    private static final String ENDLESS =
            "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n % 7 FROM r) SELECT count(*) FROM r";

    @TempDir
    private Path directory;

    private Path session;

    @BeforeEach
    void record() throws IOException {
        session = directory.resolve("sample");
        SampleTrace.write(session);
    }

    private static TraceDatabase open(Path... sessions) throws QueryException {
        return TraceDatabase.open(List.of(sessions), TraceOptions.standard());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM '/etc/passwd'",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM glob('/*')",
                "COPY traps TO 'stolen.csv'",
                "ATTACH 'other.db'",
                "EXPORT DATABASE 'elsewhere'",
                "INSTALL httpfs",
                "LOAD 'anything'",
                "SET threads = 1",
                "SET enable_external_access = true",
                "RESET lock_configuration",
                "INSERT INTO s0.main.traps SELECT * FROM s0.main.traps",
                "DROP TABLE s0.main.log"
            })
    void sqlTextReachesNothingButTheTrace(String sql) throws QueryException {
        try (TraceDatabase database = open(session)) {
            QueryException refused = assertThrows(QueryException.class, () -> Tables.rows(database, sql));
            assertFalse(refused.getMessage().contains("pending query"), refused.getMessage());
        }
    }

    @Test
    void whatAQueryMakesLivesInMemory() throws QueryException {
        try (TraceDatabase database = open(session)) {
            Tables.rows(database, "CREATE TABLE mine AS SELECT * FROM traps");
            assertEquals(List.of("10"), Tables.rows(database, "SELECT count(*) FROM mine"));
        }
        try (TraceDatabase database = open(session)) {
            assertThrows(QueryException.class, () -> Tables.rows(database, "FROM mine"));
        }
    }

    @Test
    void declaredColumnsAreThoseOfTheDatabase() throws QueryException {
        try (TraceDatabase database = open(session)) {
            for (SchemaObject object : Schema.TRACE.objects()) {
                if (object.kind() != Kind.FUNCTION) {
                    StringBuilder declared = new StringBuilder();
                    if (object.kind() != Kind.MACRO) {
                        declared.append("session_id INTEGER\n");
                    }
                    object.columns().forEach(c -> declared.append(c.name() + " " + c.type() + "\n"));
                    String call = object.kind() == Kind.MACRO ? call(object) : object.name();
                    List<String> found = Tables.rows(
                            database, "SELECT column_name || ' ' || column_type FROM (DESCRIBE FROM " + call + ")");
                    assertEquals(declared.toString().strip(), String.join("\n", found), object.name());
                }
            }
        }
    }

    private static String call(SchemaObject macro) {
        return switch (macro.name()) {
            case "diff", "first_divergence" -> macro.name() + "(0, 0)";
            case "around", "explain" -> macro.name() + "(6)";
            default -> macro.name() + "()";
        };
    }

    @Test
    void everythingInTheDatabaseHasAComment() throws QueryException {
        try (TraceDatabase database = open(session)) {
            assertEquals(
                    List.of(),
                    Tables.rows(
                            database,
                            "SELECT table_name || '.' || column_name FROM duckdb_columns() WHERE database_name ="
                                    + " 'memory' AND NOT internal AND comment IS NULL"));
            assertEquals(
                    List.of(),
                    Tables.rows(
                            database, "SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL"));
            Set<String> commented = new TreeSet<>(Tables.rows(
                    database,
                    "SELECT function_name FROM duckdb_functions() WHERE NOT internal AND comment IS NOT NULL"));
            Set<String> declared = new TreeSet<>();
            Schema.TRACE.objects(Kind.MACRO).forEach(object -> declared.add(object.name()));
            Schema.TRACE.objects(Kind.FUNCTION).forEach(object -> declared.add(object.name()));
            assertEquals(declared, commented);
        }
    }

    @Test
    void resultsKnowTheirAddressColumns() throws QueryException {
        try (TraceDatabase database = open(session);
                QueryResult result = database.execute("SELECT pc, ipa, dur, seq FROM traps")) {
            List<Boolean> hex = result.columns().stream().map(Column::hex).toList();
            assertEquals(List.of(true, true, false, false), hex);
        }
    }

    @Test
    void severalSessionsAreKeptApartByNumber() throws IOException, QueryException {
        Path other = directory.resolve("other");
        try (TraceFixture trace = TraceFixture.begin(other)) {
            trace.at(7, 0, 0, 0, 0).add(new StateDigest(1));
        }
        try (TraceDatabase database = open(session, other)) {
            assertEquals(
                    List.of("0|sample|50", "1|other|1"),
                    Tables.rows(database, "SELECT session_id, name, event_count FROM sessions ORDER BY 1"));
            assertEquals(
                    List.of("0|50", "1|1"),
                    Tables.rows(database, "SELECT session_id, count(*) FROM events GROUP BY 1 ORDER BY 1"));
            assertEquals(
                    List.of("0|kind|0|7|HOST_TIME|STATE_DIGEST"),
                    Tables.rows(
                            database,
                            "SELECT * EXCLUDE (detail_a, detail_b) FROM first_divergence('sample', 'other')"));
        }
    }

    @Test
    void theDatabaseIsBuiltOnceAndAgainWhenTheLogIsAnother() throws IOException, QueryException {
        open(session).close();
        Path file = session.resolve("trace.duckdb");
        FileTime old = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, old);
        open(session).close();
        assertEquals(old, Files.getLastModifiedTime(file), "built again without a reason");
        Path other = directory.resolve("other");
        try (TraceFixture trace = TraceFixture.begin(other)) {
            trace.at(7, 0, 0, 0, 0).add(new StateDigest(1));
        }
        Files.copy(file, other.resolve("trace.duckdb"));
        try (TraceDatabase database = open(other)) {
            assertEquals(List.of("1"), Tables.rows(database, "SELECT count(*) FROM events"));
        }
    }

    @Test
    void aDamagedDatabaseIsBuiltAgain() throws IOException, QueryException {
        Files.writeString(session.resolve("trace.duckdb"), "not a database");
        try (TraceDatabase database = open(session)) {
            assertEquals(List.of("50"), Tables.rows(database, "SELECT count(*) FROM events"));
        }
        assertEquals(List.of(), leftovers());
    }

    @Test
    void aCheckOfTheSessionLocatesAFlippedBitInTheDatabase() throws IOException, QueryException {
        open(session).close();
        assertTrue(SessionCheck.check(session).isSound());
        Path file = session.resolve("trace.duckdb");
        for (int at : new int[] {0, 70_000, (int) Files.size(file) - 1}) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[at] ^= 0x10;
            Files.write(file, bytes);
            List<SessionProblem> problems = SessionCheck.check(session).problems();
            assertEquals(1, problems.size(), () -> problems.toString());
            assertEquals("trace.duckdb", problems.getFirst().file());
            long offset = problems.getFirst().offset();
            assertTrue(offset <= at && at < offset + 8192, () -> at + " is told as " + problems);
            bytes[at] ^= 0x10;
            Files.write(file, bytes);
        }
    }

    @Test
    void aFlippedBitInTheDatabaseIsToldWithTheRemedy() throws IOException, QueryException {
        open(session).close();
        Path file = session.resolve("trace.duckdb");
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("unhandled fault");
        assertTrue(at > 0, "the text of an event is not in the database");
        bytes[at] ^= 1;
        Files.write(file, bytes);
        try (TraceDatabase database = open(session)) {
            QueryException told =
                    assertThrows(QueryException.class, () -> Tables.rows(database, "SELECT max(detail) FROM events"));
            assertTrue(told.getMessage().contains("delete it, and it will be built anew"), told.getMessage());
        }
    }

    private List<String> leftovers() throws IOException {
        try (var files = Files.list(session)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.toLowerCase(Locale.ROOT).contains("tmp") || name.endsWith(".wal"))
                    .toList();
        }
    }

    @Test
    void twoOpenDatabasesShareASession() throws QueryException {
        try (TraceDatabase first = open(session);
                TraceDatabase second = open(session)) {
            assertEquals(
                    Tables.rows(first, "SELECT count(*) FROM traps"),
                    Tables.rows(second, "SELECT count(*) FROM traps"));
        }
    }

    @Test
    void aKilledRecordingIsQueriedAsFarAsItGoes() throws IOException, QueryException {
        Path killed = directory.resolve("killed");
        TraceFixture trace = TraceFixture.begin(killed);
        trace.at(7, 0, 0, 0, 0).add(new StateDigest(1));
        trace.kill();
        try (TraceDatabase database = open(killed)) {
            assertTrue(
                    database.notices().getFirst().contains("did not come to its end"),
                    database.notices().toString());
            assertEquals(
                    List.of("7||1"),
                    Tables.rows(database, "SELECT last_icount, state_hash, event_count FROM sessions"));
        }
    }

    @Test
    void aLogIsLoadedUpToADamagedBlock() throws IOException, QueryException {
        Path damaged = directory.resolve("damaged");
        try (TraceFixture trace = TraceFixture.begin(damaged)) {
            for (int i = 0; i < 2 * LogWriter.BLOCK_EVENTS + 900; i++) {
                trace.at(i, 0, 0, 0, 0).add(new StateDigest(0x1234_5678_9ABC_DEF0L * i));
            }
        }
        flipAByteNearTheEnd(damaged);
        for (int attempt = 0; attempt < 2; attempt++) {
            try (TraceDatabase database = open(damaged)) {
                int sound = 2 * LogWriter.BLOCK_EVENTS;
                assertEquals(List.of("" + sound), Tables.rows(database, "SELECT count(*) FROM events"));
                assertTrue(
                        database.notices().getFirst().contains(sound + " events"),
                        database.notices().toString());
            }
        }
    }

    /** In the payload of the third and last block, which is filled with digests. */
    private static void flipAByteNearTheEnd(Path damaged) throws IOException {
        Path log;
        try (var files = Files.walk(damaged.resolve("log"))) {
            log = files.filter(file -> file.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(log);
        int last = bytes.length - 1;
        while (bytes[last] == 0) {
            last--;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(last - 100);
            file.write(bytes[last - 100] ^ 1);
        }
    }

    @Test
    void whatIsNoSessionIsRefusedByName() {
        QueryException refused = assertThrows(QueryException.class, () -> open(directory.resolve("nowhere")));
        assertTrue(refused.getMessage().contains("nowhere"), refused.getMessage());
    }

    @Test
    void symbolsComeFromImagesAndSystemMaps() throws IOException, QueryException {
        Path other = directory.resolve("other");
        SampleTrace.write(
                other,
                Images.elf(new Images.Symbol("main", 0x8001, 4)),
                Images.elf(new Images.Symbol("main", 0x9000, 4)));
        Path map = Files.writeString(directory.resolve("System.map"), "c0008000 T _text\nc0008040 t idle\n");
        TraceOptions options = TraceOptions.standard().withSymbols(List.of(map));
        try (TraceDatabase database = TraceDatabase.open(List.of(other), options)) {
            assertEquals(
                    List.of("0|32768|main", "0|3221258240|_text", "0|3221258304|idle", "1|36864|main"),
                    Tables.rows(database, "SELECT vm_id, addr, name FROM symbols ORDER BY vm_id, addr"));
            QueryException unclear =
                    assertThrows(QueryException.class, () -> Tables.rows(database, "SELECT sym('main')"));
            assertTrue(unclear.getMessage().contains("several addresses"), unclear.getMessage());
            assertEquals(List.of("36864"), Tables.rows(database, "SELECT sym('main', vm := 'bob')"));
        }
    }

    @Test
    void anImageWithABrokenSymbolTableIsToldAndLeftOut() throws IOException, QueryException {
        byte[] image = Images.elf(new Images.Symbol("main", 0x8001, 4));
        image[35] = 0x7F;
        Path other = directory.resolve("other");
        SampleTrace.write(other, image);
        try (TraceDatabase database = open(other)) {
            assertEquals(List.of("0"), Tables.rows(database, "SELECT count(*) FROM symbols"));
            assertTrue(
                    database.notices().getFirst().contains("guest0.elf"),
                    database.notices().toString());
        }
    }

    @Test
    @Timeout(60)
    void aStatementThatRunsCanBeCancelled() throws QueryException, InterruptedException {
        try (TraceDatabase database = open(session)) {
            CountDownLatch started = new CountDownLatch(1);
            Thread canceller = Thread.ofPlatform().start(() -> {
                started.countDown();
                boolean waiting = true;
                while (waiting) {
                    database.cancel();
                    try {
                        Thread.sleep(20);
                    } catch (InterruptedException e) {
                        waiting = false;
                    }
                }
            });
            started.await();
            QueryException cancelled = assertThrows(QueryException.class, () -> Tables.rows(database, ENDLESS));
            canceller.interrupt();
            canceller.join();
            assertEquals("cancelled", cancelled.getMessage());
            assertEquals(List.of("1"), Tables.rows(database, "SELECT 1"));
        }
    }

    @Test
    @Timeout(60)
    void aStatementIsStoppedWhenItsTimeIsUp() throws QueryException {
        try (TraceDatabase database =
                TraceDatabase.open(List.of(session), TraceOptions.standard().withTimeout(1))) {
            QueryException stopped = assertThrows(QueryException.class, () -> Tables.rows(database, ENDLESS));
            assertEquals("stopped after 1 s", stopped.getMessage());
            assertEquals(List.of("1"), Tables.rows(database, "SELECT 1"));
        }
    }

    @Test
    void tablesAreExportedWholeToFiles() throws IOException, QueryException {
        TraceExport export = new TraceExport(List.of(session), TraceOptions.standard());
        Path csv = directory.resolve("messages.csv");
        export.write("messages", TraceExport.Format.CSV, csv);
        assertEquals(
                List.of(
                        "session_id,seq,icount,icount_end,dur,message_id,src_vm,dst_vm,channel,bytes,icount_sent,icount_received,seq_received",
                        "0,20,430,750,320,0,0,1,REGISTER,8,430,750,37"),
                Files.readAllLines(csv));
        List<Path> files = export.writeAll(TraceExport.Format.PARQUET, directory.resolve("all"));
        assertTrue(files.contains(directory.resolve("all").resolve("traps.parquet")), files.toString());
        for (Path file : files) {
            assertTrue(Files.size(file) > 0, file.toString());
        }
        assertThrows(QueryException.class, () -> export.write("nothing", TraceExport.Format.CSV, csv));
    }
}
