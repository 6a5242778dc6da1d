package trapline.executors;

/** What translates the addresses of a program at PL1 and PL0. */
enum Translation {
    OFF,
    SHORT,
    LONG
}
