package trapline.shell.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trapline.query.QueryException;
import trapline.shell.output.OutputFormat;
import trapline.shell.output.OutputStyle;

class TablesTest {
    private static final HostMachine HOST =
            new HostMachine("a processor", 2, "a system", "Java", Optional.empty(), 0.5);

    private static final List<Figure> FIGURES = List.of(
            Figure.of(
                    Benchmark.CRC,
                    Contender.ICOUNT,
                    Measure.SPEED,
                    List.of(new Sample(998, 1100), new Sample(1234.5, 1000), new Sample(1000.4, 900))),
            Figure.of(Benchmark.CRC, Contender.MACHINE, Measure.SPEED, List.of(Sample.of(123.45))),
            Figure.of(Benchmark.CRC, Contender.MACHINE, Measure.AGAINST_ICOUNT, List.of(Sample.of(0.12345))),
            Figure.of(Benchmark.SVC, Contender.ICOUNT, Measure.ROUND_TRIP, List.of(Sample.of(Double.NaN))),
            Figure.of(Benchmark.SVC, Contender.MACHINE, Measure.ROUND_TRIP, List.of(Sample.of(36))),
            new Figure("warm-up", Contender.EVENTS, Measure.WARM_UP, "0.0 to 0.5 s", List.of(Sample.of(50))),
            new Figure("warm-up", Contender.EVENTS, Measure.WARM_UP, "0.5 to 1.0 s", List.of(Sample.of(200))));

    private static String written(OutputFormat format, HostClock clock, StringWriter aside)
            throws IOException, QueryException {
        StringWriter out = new StringWriter();
        BenchResult result = new BenchResult(HOST, new BenchOptions.Effort(3, 0.1, 2), FIGURES);
        result.write(format, OutputStyle.PLAIN, clock, out, aside);
        return out.toString();
    }

    private static String markdown(HostClock clock) throws IOException, QueryException {
        return written(OutputFormat.MARKDOWN, clock, new StringWriter());
    }

    @Test
    void peopleGetOneColumnForEachContender() throws IOException, QueryException {
        String text = markdown(HostClock.WALL);
        assertTrue(text.contains("| benchmark | unit | icount | machine |\n"), text);
        assertTrue(text.contains("| crc | MIPS | 1000 | 123 |\n"), text);
        assertTrue(text.contains("| svc | ns | – | 36 |\n"), text);
        assertTrue(text.contains("| crc | 0.123 |\n"), text);
        assertTrue(text.contains("| 0.0 to 0.5 s | 50 | 25 |\n"), text);
        assertFalse(text.contains("rr-record"), "an empty column is left out");
    }

    @Test
    void theMachineAndTheMethodAreNamed() throws IOException, QueryException {
        String text = markdown(HostClock.WALL);
        assertTrue(text.startsWith("a processor, 2 processors, a system; Java; no QEMU; load 0.5 before\n"), text);
        assertTrue(text.contains("medians of 3, wall time, 0.1 times the rounds, 2 s of warm-up\n"), text);
    }

    @Test
    void theOtherClockGivesOtherFigures() throws IOException, QueryException {
        assertTrue(markdown(HostClock.CPU).contains("| crc | MIPS | 1000 | 123 |\n"));
        assertTrue(markdown(HostClock.CPU).contains("cpu time"));
    }

    @Test
    void programsGetEveryFigureAndNothingElse() throws IOException, QueryException {
        StringWriter aside = new StringWriter();
        JsonNode rows = new ObjectMapper().readTree(written(OutputFormat.JSON, HostClock.WALL, aside));
        assertEquals(FIGURES.size(), rows.size());
        JsonNode crc = rows.get(0);
        assertEquals("crc", crc.get("benchmark").asText());
        assertEquals("icount", crc.get("contender").asText());
        assertEquals("MIPS", crc.get("unit").asText());
        assertEquals(1000.4, crc.get("median").asDouble());
        assertEquals(998, crc.get("least").asDouble());
        assertEquals(1234.5, crc.get("most").asDouble());
        assertEquals(3, crc.get("runs").asInt());
        assertEquals(1000, crc.get("cpu_median").asDouble());
        assertTrue(rows.get(3).get("median").isNull(), "what could not be measured is not a number");
        assertEquals(0, rows.get(3).get("runs").asInt());
        assertEquals("0.5 to 1.0 s", rows.get(6).get("place").asText());
        assertTrue(aside.toString().contains("a processor"), "the machine is named beside it");
    }

    @Test
    void theListSaysHowManyRoundsAreTimed() throws IOException, QueryException {
        StringWriter out = new StringWriter();
        BenchOptions options = BenchRunTest.options(List.of(Benchmark.SVC), 0.5);
        BenchRun.list(options, OutputFormat.CSV, OutputStyle.PLAIN, out);
        assertEquals("benchmark,group,rounds,what\nsvc,trap,5000000,supervisor calls from PL0\n", out.toString());
    }
}
