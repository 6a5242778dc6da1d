package trapline.recorder.event;

/**
 * Events that recur, as a trap and its return do: rounds of one to {@link Recurrence#LONGEST} events, each of another type. Those in one
 * place of the rounds are a batch.
 */
public final class EventRounds {
    /** What takes nothing. */
    private static final EventBatch NONE = new EventBatch();

    private final EventBatch[] batches = new EventBatch[Recurrence.LONGEST];
    private int period = 1;
    private int count;
    /** In which place of a round the next event goes. */
    private int next;
    /** The batch for that one. */
    private EventBatch expecting = NONE;
    /** Types of the last events, as {@link Recurrence} has them, up to the first of these. */
    private long recent;

    /** With no events yet. */
    public EventRounds() {
        for (int place = 0; place < batches.length; place++) {
            batches[place] = new EventBatch();
        }
    }

    private EventRounds(EventBatch batch) {
        batches[0] = batch;
        count = batch.count();
    }

    /** The events of a batch, as rounds of one. */
    public static EventRounds of(EventBatch batch) {
        return new EventRounds(batch);
    }

    /** Takes an event if it is the next one of a round that has begun, and there is room for it. */
    public boolean take(EventFrame frame) {
        if (!expecting.accepts(frame) && !isNextOfFirstRound(frame)) {
            return false;
        }
        add(frame);
        return true;
    }

    /** Takes an event as the first one if with it types have recurred. Otherwise it is only noted, as one that came before. */
    public boolean begin(EventFrame frame) {
        recent = frame.length == 0 ? Recurrence.behind(recent, frame.type.id()) : 0;
        int found = Recurrence.period(recent);
        if (found == 0) {
            return false;
        }
        period = found;
        beginBatch(frame);
        add(frame);
        return true;
    }

    private boolean isNextOfFirstRound(EventFrame frame) {
        if (count == 0 || count >= period || frame.type.id() != type(next) || frame.length > 0) {
            return false;
        }
        beginBatch(frame);
        return true;
    }

    private void beginBatch(EventFrame frame) {
        expecting = batches[next].begin(frame.type, frame.cpu, frame.vm, frame.vcpu);
    }

    private void add(EventFrame frame) {
        expecting.append(frame);
        count++;
        if (period > 1) {
            next = next + 1 == period ? 0 : next + 1;
            expecting = batches[next];
        }
    }

    /** The id of the type in a place of the rounds. */
    private int type(int place) {
        return Recurrence.type(recent, period - place);
    }

    /** Forgets the events, but for what types they were of. */
    public void clear() {
        if (count == 0) {
            return;
        }
        long types = 0;
        for (int n = 0; n < 2 * period; n++) {
            types = Recurrence.behind(types, type((next + n) % period));
        }
        recent = types;
        for (EventBatch batch : batches) {
            batch.clear();
        }
        count = 0;
        next = 0;
        expecting = NONE;
    }

    /** How many events a round has. */
    public int period() {
        return period;
    }

    /** How many events there are. */
    public int count() {
        return count;
    }

    /** The batch in which an event is, in the order of all of them. */
    public EventBatch batch(int n) {
        return batches[n % period];
    }

    /** Where it is there: the number of its round. */
    public int round(int n) {
        return n / period;
    }

    /** One of the events, in the order of all of them, until another is asked for. */
    public EventFrame frame(int n) {
        return batch(n).frame(round(n));
    }
}
