package trapline.query;

/**
 * A column of a table, view or macro.
 *
 * @param name its name
 * @param type its SQL type
 * @param hex whether it holds addresses or bit patterns, best read in hexadecimal
 * @param meaning what it means, in words
 */
public record SchemaColumn(String name, String type, boolean hex, String meaning) {
    /** Its name as SQL can be sure to read it: {@code offset} is a keyword. */
    String quoted() {
        return '"' + name + '"';
    }

    /** The comment in the database. */
    String comment() {
        return hex ? meaning + " (hexadecimal)" : meaning;
    }
}
