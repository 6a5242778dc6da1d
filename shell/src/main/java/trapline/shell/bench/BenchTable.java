package trapline.shell.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import trapline.query.Column;
import trapline.query.ResultRows;
import trapline.query.Value;

/**
 * A table that is put together here.
 *
 * @param title what it shows
 * @param columns its columns
 * @param cells its rows
 */
record BenchTable(String title, List<Column> columns, List<List<Value>> cells) {
    BenchTable {
        columns = List.copyOf(columns);
        cells = List.copyOf(cells);
    }

    static Column text(String name) {
        return new Column(name, "VARCHAR", false);
    }

    static Column number(String name) {
        return new Column(name, "DOUBLE", false);
    }

    /** Its rows, to be read once. */
    ResultRows rows() {
        Iterator<List<Value>> rows = cells.iterator();
        return new ResultRows() {
            @Override
            public List<Column> columns() {
                return columns;
            }

            @Override
            public Optional<List<Value>> next() {
                return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
            }
        };
    }

    /** The same without the columns that are empty in every row. */
    BenchTable withoutEmptyColumns() {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            if (cells.stream().anyMatch(row -> !row.get(column).equals(Tables.NOTHING))) {
                kept.add(column);
            }
        }
        return new BenchTable(
                title,
                kept.stream().map(columns::get).toList(),
                cells.stream().map(row -> kept.stream().map(row::get).toList()).toList());
    }
}
