package trapline.shell.bench;

/** What a figure says, and in which unit. */
enum Measure {
    /** Guest instructions. */
    SPEED("speed", "MIPS"),
    /** Time of one round. */
    ROUND_TRIP("round trip", "ns"),
    /** Time of a whole process. */
    TIME("time", "s"),
    /** Memory that a process takes beside that of its guest. */
    RESIDENT("resident beside guest RAM", "MiB"),
    /** How many times the speed of QEMU with {@code -icount}. */
    AGAINST_ICOUNT("speed against icount", "times"),
    /** Of a recording, how many times the speed of QEMU's; of a replay likewise. */
    AGAINST_RR("speed against rr", "times"),
    /** How many times the speed of recording every event. */
    AGAINST_EVENTS("speed against events", "times"),
    /** What recording, or comparing, adds to the time. */
    OVERHEAD("overhead", "%"),
    /** What that adds to the time, by event. */
    EVENT_COST("cost of an event", "ns"),
    /** How many events a round has. */
    EVENTS_PER_ROUND("events each round", ""),
    /** What an event takes in the log. */
    EVENT_SIZE("size of an event", "bytes"),
    /** The speed in a part of a second, counted from the start of the process. */
    WARM_UP("speed after", "MIPS");

    private final String title;
    private final String unit;

    Measure(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** Its unit. */
    String unit() {
        return unit;
    }

    @Override
    public String toString() {
        return title;
    }
}
