package trapline.emulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Offsets find their rows. */
class RegisterMapTest {
    private enum Row implements RegisterRow {
        FIRST(0, 4),
        ARRAY(8, 16),
        CLASH(20, 4),
        RESERVED(0, 0);

        private final int offset;
        private final int bytes;

        Row(int offset, int bytes) {
            this.offset = offset;
            this.bytes = bytes;
        }

        @Override
        public int offset() {
            return offset;
        }

        @Override
        public int bytes() {
            return bytes;
        }
    }

    @Test
    void everyByteOfARowLeadsToItAndGapsAreReserved() {
        Row[] rows = {Row.FIRST, Row.ARRAY, Row.RESERVED};
        RegisterMap<Row> map = new RegisterMap<>(rows, Row.RESERVED, 32);

        assertEquals(Row.FIRST, map.at(3));
        assertEquals(Row.RESERVED, map.at(4));
        assertEquals(Row.ARRAY, map.at(8));
        assertEquals(Row.ARRAY, map.at(23));
        assertEquals(Row.RESERVED, map.at(24));
        assertEquals(Row.RESERVED, map.at(4096));
    }

    @Test
    void rowsThatOverlapAreRefused() {
        assertThrows(IllegalStateException.class, () -> new RegisterMap<>(Row.values(), Row.RESERVED, 32));
    }
}
