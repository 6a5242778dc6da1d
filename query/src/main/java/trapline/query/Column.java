package trapline.query;

/**
 * A column of a result.
 *
 * @param name as the query calls it
 * @param type its SQL type
 * @param hex whether it holds addresses or bit patterns, best read in hexadecimal
 */
public record Column(String name, String type, boolean hex) {}
