package trapline.query;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trapline.recorder.event.EventCatalog;
import trapline.recorder.event.EventComponent;
import trapline.recorder.event.EventType;

/**
 * Puts what is declared in Java into SQL, so that no number is written twice.
 *
 * <ul>
 *   <li>{@code ${HYP_TRAP}}: the id of an event type
 *   <li>{@code ${VCPU_STATE.state.BLOCKED}}: the ordinal of a constant of an enum component
 *   <li>{@code ${HYP_TRAP.reason(x)}}: the name of the constant whose ordinal is {@code x}
 *   <li>{@code ${mode(x)}}: the name of the processor mode in bits 4:0 of {@code x} (ARM DDI 0406C B1.3.1)
 * </ul>
 */
final class SqlTemplate {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_.]+)(?:\\(([^)]*)\\))?}");

    private SqlTemplate() {}

    static String fill(String text) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String[] path = match.group(1).split("\\.");
            String argument = match.group(2);
            String value = argument == null ? number(path) : expression(path, argument);
            return Matcher.quoteReplacement(value);
        });
    }

    private static String number(String[] path) {
        EventType type = EventType.valueOf(path[0]);
        if (path.length == 1) {
            return Integer.toString(type.id());
        }
        int ordinal = component(type, path[1]).constants().indexOf(path[2]);
        if (ordinal < 0) {
            throw new IllegalStateException("no constant " + String.join(".", path));
        }
        return Integer.toString(ordinal);
    }

    private static String expression(String[] path, String argument) {
        if (path[0].equals("mode")) {
            return modeName(argument);
        }
        return constantName(component(EventType.valueOf(path[0]), path[1]), argument);
    }

    private static EventComponent component(EventType type, String column) {
        for (EventComponent component : EventCatalog.EVENTS.row(type).components()) {
            if (component.columnName().equals(column)) {
                return component;
            }
        }
        throw new IllegalStateException(type + " has no component " + column);
    }

    /** The name of an enum constant by its ordinal; the number itself when a newer log has more of them. */
    static String constantName(EventComponent component, String ordinal) {
        StringBuilder sql = new StringBuilder("CASE ").append(ordinal);
        List<String> names = component.constants();
        for (int i = 0; i < names.size(); i++) {
            sql.append(" WHEN ")
                    .append(i)
                    .append(" THEN '")
                    .append(names.get(i))
                    .append('\'');
        }
        return sql.append(" ELSE CAST(")
                .append(ordinal)
                .append(" AS VARCHAR) END")
                .toString();
    }

    private static String modeName(String psr) {
        return "CASE " + psr + " & 31 WHEN 16 THEN 'usr' WHEN 17 THEN 'fiq' WHEN 18 THEN 'irq' WHEN 19 THEN 'svc'"
                + " WHEN 22 THEN 'mon' WHEN 23 THEN 'abt' WHEN 26 THEN 'hyp' WHEN 27 THEN 'und' WHEN 31 THEN 'sys' END";
    }
}
