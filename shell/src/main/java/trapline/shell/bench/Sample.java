package trapline.shell.bench;

/**
 * One measurement by two clocks.
 *
 * @param wall by the clock on the wall
 * @param cpu by the processor time that the process used; NaN when unknown
 */
record Sample(double wall, double cpu) {
    /** The same figure by both clocks. */
    static Sample of(double value) {
        return new Sample(value, value);
    }

    /** The present reading, in seconds from some beginning. */
    static Sample now(ProcessorTime whose) {
        return new Sample(System.nanoTime() / 1e9, whose.seconds());
    }

    /** The smaller of both; the wall's where the other is unknown. */
    double least() {
        return Double.isNaN(cpu) ? wall : Math.min(wall, cpu);
    }

    /** What is left of a longer run when a shorter one is taken off. */
    Sample minus(Sample shorter) {
        return new Sample(wall - shorter.wall, cpu - shorter.cpu);
    }

    Sample plus(Sample other) {
        return new Sample(wall + other.wall, cpu + other.cpu);
    }

    /** Unknown where it is nothing or less, as the difference of two short runs may be. */
    Sample ifPositive() {
        return new Sample(wall > 0 ? wall : Double.NaN, cpu > 0 ? cpu : Double.NaN);
    }

    Sample times(double factor) {
        return new Sample(wall * factor, cpu * factor);
    }

    /** Clock by clock. */
    Sample over(Sample divisor) {
        return new Sample(wall / divisor.wall, cpu / divisor.cpu);
    }

    /** By one of the clocks. */
    double by(HostClock clock) {
        return switch (clock) {
            case WALL -> wall;
            case CPU -> cpu;
        };
    }
}
