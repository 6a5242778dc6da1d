package trapline.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;
import trapline.recorder.event.ComponentKind;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventComponent;
import trapline.recorder.event.EventFrame;
import trapline.recorder.log.BlockCursor;
import trapline.recorder.log.BlockInfo;
import trapline.recorder.log.LogReader;

/**
 * A log as a DuckDB table function, {@code FROM scan_log()}, with the columns of {@link EventTable}'s {@code log}.
 * Blocks are decoded straight into DuckDB's vectors, which loads several times faster than its appender.
 */
final class LogScan implements DuckDBTableFunction<List<BlockInfo>, AtomicInteger, LogScan.Reader> {
    static final String NAME = "scan_log";
    private static final int HEADER = EventTable.HEADER.size();
    private static final int DATA = HEADER + EventTable.VALUES;
    private static final boolean[] HAS_DATA = new boolean[EventCatalog.ID_LIMIT];
    private static final boolean[] DATA_IS_TEXT = new boolean[EventCatalog.ID_LIMIT];

    static {
        for (var row : EventCatalog.EVENTS.rows()) {
            for (EventComponent component : row.components()) {
                HAS_DATA[row.type().id()] |= !component.kind().isNumeric();
                DATA_IS_TEXT[row.type().id()] |= component.kind() == ComponentKind.STRING;
            }
        }
    }

    private final LogReader log;
    private final List<BlockInfo> blocks;
    private final LoadProgress progress;

    private LogScan(LogReader log, List<BlockInfo> blocks, LoadProgress progress) {
        this.log = log;
        this.blocks = blocks;
        this.progress = progress;
    }

    /** What one thread of the scan holds: its cursor, and the block it is in. */
    static final class Reader {
        private final BlockCursor cursor;
        private boolean inBlock;

        private Reader(BlockCursor cursor) {
            this.cursor = cursor;
        }
    }

    /** Makes the table function known to a connection's database. */
    static void register(Connection connection, LogReader log, List<BlockInfo> blocks, LoadProgress progress)
            throws SQLException {
        try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
            builder.withName(NAME)
                    .withFunction(new LogScan(log, List.copyOf(blocks), progress))
                    .register(connection);
        }
    }

    @Override
    public List<BlockInfo> bind(DuckDBTableFunctionBindInfo info) {
        for (String name : EventTable.HEADER) {
            info.addResultColumn(name, type(name));
        }
        for (int i = 0; i < EventTable.VALUES; i++) {
            info.addResultColumn("v" + i, DuckDBColumnType.BIGINT);
        }
        info.addResultColumn("data", DuckDBColumnType.VARCHAR);
        return blocks;
    }

    private static DuckDBColumnType type(String header) {
        return switch (header) {
            case "seq", "icount", "pc" -> DuckDBColumnType.BIGINT;
            case "kind" -> DuckDBColumnType.TINYINT;
            default -> DuckDBColumnType.INTEGER;
        };
    }

    @Override
    public AtomicInteger init(DuckDBTableFunctionInitInfo info) {
        info.setMaxThreads(1);
        return new AtomicInteger();
    }

    @Override
    public Reader localInit(DuckDBTableFunctionInitInfo info) {
        return new Reader(log.cursor());
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter output) {
        AtomicInteger next = info.getInitData();
        Reader reader = info.getLocalInitData();
        DuckDBWritableVector[] vectors = new DuckDBWritableVector[DATA + 1];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = output.vector(i);
        }
        int capacity = (int) output.capacity();
        int row = 0;
        while (row < capacity && advance(reader, next)) {
            put(reader.cursor.event(), vectors, row++);
        }
        return row;
    }

    /** Decodes the reader's next event; goes on to the next block that nobody has taken. */
    private boolean advance(Reader reader, AtomicInteger next) {
        while (true) {
            if (reader.inBlock && reader.cursor.next()) {
                return true;
            }
            int index = next.getAndIncrement();
            if (index >= blocks.size()) {
                reader.inBlock = false;
                return false;
            }
            BlockInfo block = blocks.get(index);
            reader.cursor.load(block);
            reader.inBlock = true;
            progress.loaded(block.endSeq(), blocks.getLast().endSeq());
        }
    }

    private static void put(EventFrame frame, DuckDBWritableVector[] vectors, int row) {
        int id = frame.type.id();
        vectors[0].setLong(row, frame.seq);
        vectors[1].setLong(row, frame.icount);
        vectors[2].setByte(row, (byte) id);
        vectors[3].setInt(row, frame.cpu);
        vectors[4].setInt(row, frame.vm);
        vectors[5].setInt(row, frame.vcpu);
        vectors[6].setLong(row, frame.pc & 0xFFFF_FFFFL);
        for (int i = 0; i < EventTable.VALUES; i++) {
            vectors[HEADER + i].setLong(row, i < frame.count ? frame.values[i] : 0);
        }
        if (!HAS_DATA[id]) {
            vectors[DATA].setNull(row);
        } else if (DATA_IS_TEXT[id]) {
            vectors[DATA].setString(row, frame.text());
        } else {
            vectors[DATA].setString(row, HexFormat.of().formatHex(frame.bytes, 0, frame.length));
        }
    }
}
