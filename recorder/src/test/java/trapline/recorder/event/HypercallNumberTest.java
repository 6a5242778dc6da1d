package trapline.recorder.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HypercallNumberTest {
    @Test
    void numbersAndNamesAreUniqueAndFoundAgain() {
        Set<String> names = new HashSet<>();
        for (HypercallNumber call : HypercallNumber.values()) {
            assertTrue(names.add(call.callName()), call.callName());
            assertEquals(Optional.of(call), HypercallNumber.ofNumber(call.number()));
        }
        assertEquals(Optional.empty(), HypercallNumber.ofNumber(0));
    }

    @Test
    void errorsAreNumberedInOrderFromZero() {
        for (HypercallError error : HypercallError.values()) {
            assertEquals(error.ordinal(), error.number());
            assertEquals(Optional.of(error), HypercallError.ofNumber(error.number()));
        }
        assertEquals(Optional.empty(), HypercallError.ofNumber(-1));
        assertEquals(Optional.empty(), HypercallError.ofNumber(HypercallError.values().length));
    }

    @Test
    void everyErrorIsTheAnswerOfSomeCallOrOfNone() {
        Set<HypercallError> unused = new HashSet<>(Set.of(HypercallError.values()));
        unused.removeIf(error -> {
            for (HypercallNumber call : HypercallNumber.values()) {
                if (call.canAnswer(error)) {
                    return true;
                }
            }
            return false;
        });
        assertEquals(Set.of(HypercallError.UNKNOWN_CALL), unused, "only an unknown call has no row to say so");
    }
}
