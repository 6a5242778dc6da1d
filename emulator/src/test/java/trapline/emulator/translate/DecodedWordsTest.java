package trapline.emulator.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import trapline.emulator.decode.Decoder;

/** What was decoded before is the same again, however much was decoded between. */
class DecodedWordsTest {
    private static final int ADD_IMMEDIATE = 0xE280_0000;
    private static final int ADD_R1_R0_1 = 0xE280_1001;

    @Test
    void whatIsRememberedIsWhatTheWordsAre() {
        DecodedWords words = new DecodedWords(false);
        for (int round = 0; round < 3; round++) {
            for (int n = 0; n < 20_000; n++) {
                assertEquals(Decoder.decodeA32(ADD_IMMEDIATE + n), words.find(ADD_IMMEDIATE + n));
                assertEquals(Decoder.decodeA32(ADD_R1_R0_1), words.find(ADD_R1_R0_1));
            }
        }
    }
}
