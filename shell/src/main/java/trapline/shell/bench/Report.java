package trapline.shell.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;

/**
 * What a process of ours found out about itself.
 *
 * @param round what a round is; only of a calibration
 * @param window what was timed
 * @param log what was written; zeros when nothing was
 * @param turns what was timed by turns
 * @param curve how far it was at which time
 */
record Report(Round round, Window window, Log log, Turns turns, List<Point> curve) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A round of a kernel.
     *
     * @param ticks ticks that it takes
     * @param instructions guest instructions among them
     * @param console what the program prints at its end
     */
    record Round(double ticks, double instructions, String console) {
        /** Unknown. */
        static final Round NONE = new Round(0, 0, "");
    }

    /**
     * The part of the run that was timed.
     *
     * @param openTick its first tick
     * @param ticks how many
     * @param seconds the time it took
     * @param events events in it
     */
    record Window(long openTick, long ticks, Sample seconds, long events) {
        /** Nothing. */
        static final Window NONE = new Window(0, 0, Sample.of(0), 0);
    }

    /**
     * The log of a session.
     *
     * @param events how many
     * @param bytes size of its files
     */
    record Log(long events, long bytes) {
        /** Nothing written. */
        static final Log NONE = new Log(0, 0);
    }

    /**
     * Turns of {@link trapline.shell.bench.Turns#TICKS}, in their medians.
     *
     * @param openTick the first tick of the first one
     * @param kept seconds of one whose events are written, or compared
     * @param dropped seconds of one whose events are not
     * @param events events of one
     */
    record Turns(long openTick, Sample kept, Sample dropped, double events) {
        /** None. */
        static final Turns NONE = new Turns(0, Sample.of(0), Sample.of(0), 0);

        /** How many times as long it takes when events are kept. */
        Sample ratio() {
            return kept.over(dropped);
        }

        /** Nanoseconds that an event adds. */
        Sample costOfEvent() {
            return kept.minus(dropped).times(1e9 / events);
        }
    }

    /**
     * A point of the run.
     *
     * @param seconds since the process was started
     * @param tick how far the machine was
     */
    record Point(double seconds, long tick) {}

    Report {
        curve = List.copyOf(curve);
    }

    String toJson() {
        return Job.json(this);
    }

    /** The report in what a process printed; empty when there is none. */
    static Optional<Report> fromJson(String json) {
        try {
            return Optional.of(JSON.readValue(json, Report.class));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
