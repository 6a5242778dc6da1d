package trapline.recorder.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What one component of an event record means; becomes the column comment in SQL and the text in docs/events.md. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Field {
    /** The meaning, in one sentence without a full stop, with the unit where there is one. */
    String value();

    /** Whether the value is an address, a bit pattern or an instruction word, so that tools print it in hexadecimal. */
    boolean hex() default false;

    /** Whether the value is a tick, so that the log stores it relative to the event's own. */
    boolean tick() default false;

    /** The name of a component before it to which the log stores the value relative, because the two differ by the same so often. */
    String relativeTo() default "";
}
