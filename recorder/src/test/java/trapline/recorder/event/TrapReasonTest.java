package trapline.recorder.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TrapReasonTest {
    @Test
    void everyClassIsFoundByTheHsrThatNamesIt() {
        for (TrapReason reason : TrapReason.values()) {
            if (reason.ec() >= 0) {
                int iss = reason == TrapReason.WFE ? 1 : 0;
                assertEquals(reason, TrapReason.ofHsr(reason.ec() << 26 | iss));
            }
        }
    }

    @Test
    void aClassThatTheManualDoesNotHaveIsUnknown() {
        assertEquals(TrapReason.UNKNOWN, TrapReason.ofHsr(0x3F << 26));
        assertEquals(TrapReason.UNKNOWN, TrapReason.ofHsr(0x1FF_FFFF));
    }
}
