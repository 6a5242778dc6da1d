package trapline.recorder.event;

/**
 * An event together with its header: what a reader of a log gets.
 *
 * @param header where and when
 * @param event what
 */
public record RecordedEvent(EventHeader header, Event event) {}
