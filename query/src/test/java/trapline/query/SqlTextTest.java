package trapline.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT 0x8000                    | SELECT 32768
            WHERE pc=0x4000_8000 AND x<0xFFu | WHERE pc=1073774592 AND x<0xFFu
            SELECT '0x10', "0x10", a0x10     | SELECT '0x10', "0x10", a0x10
            SELECT 'it''s 0x1' + 0X1F        | SELECT 'it''s 0x1' + 31
            SELECT $$0x1$$, $t$0x2$$0x3$t$   | SELECT $$0x1$$, $t$0x2$$0x3$t$
            SELECT E'\\'0x1', 0x2            | SELECT E'\\'0x1', 2
            /* 0x1 /* 0x2 */ 0x3 */ 0x4      | /* 0x1 /* 0x2 */ 0x3 */ 4
            SELECT 0xFFFFFFFFFFFFFFFFFF      | SELECT 4722366482869645213695
            SELECT $1, 0x, 0x_1              | SELECT $1, 0x, 0x_1
            """)
    void hexLiteralsBecomeDecimalOutsideQuotesAndComments(String typed, String executed) {
        assertEquals(executed, SqlText.withDecimalLiterals(typed));
    }

    @Test
    void lineCommentsAreLeftAlone() {
        assertEquals("-- 0x1\n2 -- 0x3", SqlText.withDecimalLiterals("-- 0x1\n0x2 -- 0x3"));
    }

    @Test
    void statementsEndAtSemicolonsOutsideQuotesAndComments() {
        SqlText.Split split = SqlText.split("SELECT ';' ; -- a; b\n SELECT 2; ;\nSELECT $$;$$");
        assertEquals(List.of("SELECT ';'", "-- a; b\n SELECT 2"), split.statements());
        assertEquals("SELECT $$;$$", split.rest().strip());
        assertTrue(split.hasRest());
        assertFalse(split.open());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"SELECT 'a;", "SELECT \"a;", "/* a;", "$$ a;", "E'\\';"})
    void anUnfinishedQuotationIsOpen(String text) {
        SqlText.Split split = SqlText.split(text);
        assertTrue(split.open(), text);
        assertEquals(List.of(), split.statements());
    }

    @Test
    void spaceAndCommentsAreBlank() {
        assertTrue(SqlText.isBlank(" -- nothing\n /* here */ "));
        assertFalse(SqlText.isBlank(" -- nothing\n x"));
        assertFalse(SqlText.split("SELECT 1; -- done").hasRest());
    }
}
