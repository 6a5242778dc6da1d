package trapline.shell.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import trapline.emulator.Scenario.Boot;

/**
 * What a process of ours that measures itself is to do. It gets this as one argument and answers with a {@link Report}.
 *
 * @param task what to do
 * @param guest what runs
 * @param timing what of it is timed
 * @param session directory of the session to record or replay; empty when there is none
 */
record Job(Task task, Guest guest, Timing timing, String session) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What to do. */
    enum Task {
        /** Run a few rounds, and twice as many, to see what a round is. */
        CALIBRATE,
        /** Run without writing anything. */
        RUN,
        /** Record what a replay needs. */
        RECORD_INPUTS,
        /** Record every event. */
        RECORD_EVENTS,
        /** Replay a session, and compare. */
        REPLAY,
        /** Record what a replay needs, and nothing, by turns. */
        RECORD_INPUTS_BY_TURNS,
        /** Record every event, and nothing, by turns. */
        RECORD_EVENTS_BY_TURNS,
        /** Replay such a session by the same turns. */
        REPLAY_BY_TURNS;

        /** Whether it is about a session that another one recorded. */
        boolean isReplay() {
            return this == REPLAY || this == REPLAY_BY_TURNS;
        }
    }

    /**
     * The benchmark program.
     *
     * @param boot where it starts
     * @param kernel what it does
     * @param rounds how often
     * @param ramBytes memory of the machine, or the VM
     */
    record Guest(Boot boot, String kernel, long rounds, long ramBytes) {}

    /**
     * What is timed: so many ticks after a while.
     *
     * @param startedAt when the process was started, in milliseconds since 1970
     * @param warmUpSeconds how long to run before
     * @param ticks how many ticks are timed then
     * @param openTick for a replay, which decides by the tick: where to begin
     */
    record Timing(long startedAt, double warmUpSeconds, long ticks, long openTick) {
        /** Nothing is. */
        static final Timing NONE = new Timing(0, 0, 0, 0);
    }

    String toJson() {
        return json(this);
    }

    static Job fromJson(String json) {
        try {
            return JSON.readValue(json, Job.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a job: " + json, e);
        }
    }

    /** Any record of this package in one line. */
    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of numbers and texts can be written", e);
        }
    }
}
