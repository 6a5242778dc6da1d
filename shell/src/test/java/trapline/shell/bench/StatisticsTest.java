package trapline.shell.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final double NEARLY = 1e-9;

    @Test
    void theMedianIsTheMiddleOneWhateverTheOrder() {
        assertEquals(3, Statistics.median(List.of(100.0, 1.0, 3.0)));
        assertEquals(2.5, Statistics.median(List.of(3.0, 1.0, 100.0, 2.0)));
        assertTrue(Double.isNaN(Statistics.median(List.of())));
    }

    @Test
    void theGeometricMeanOfARatioAndItsInverseIsOne() {
        assertEquals(1, Statistics.geometricMean(List.of(4.0, 0.25)), NEARLY);
        assertEquals(6, Statistics.geometricMean(List.of(4.0, 9.0)), NEARLY);
    }

    @Test
    void ratiosAreTakenRunByRun() {
        List<Sample> qemu = List.of(new Sample(10, 8), new Sample(30, 9));
        List<Sample> ours = List.of(new Sample(5, 2), new Sample(10, 3));
        assertEquals(List.of(new Sample(2, 4), new Sample(3, 3)), Ratios.of(qemu, ours));
        assertEquals(List.of(), Ratios.of(qemu, List.of()));
    }

    @Test
    void whatIsLostInTheNoiseIsNoSample() {
        Sample difference = new Sample(1, 3).minus(new Sample(2, 1)).ifPositive();
        Figure figure = Figure.of("x", Contender.QEMU, Measure.ROUND_TRIP, List.of(difference, new Sample(7, 5)));
        assertEquals(List.of(7.0), figure.by(HostClock.WALL));
        assertEquals(3.5, figure.median(HostClock.CPU));
    }

    @Test
    void processorTimeOfThisProcessGrowsAndIsNoMoreThanItsThreadsCanTake() {
        Sample begin = Sample.now(ProcessorTime.OF_THIS_PROCESS);
        double sum = 0;
        for (int i = 1; i < 3_000_000; i++) {
            sum += Math.sqrt(i);
        }
        Sample used = Sample.now(ProcessorTime.OF_THIS_PROCESS).minus(begin);
        assertTrue(sum > 0 && used.cpu() > 0, used::toString);
        assertTrue(used.cpu() < 0.1 + used.wall() * Runtime.getRuntime().availableProcessors(), used::toString);
        assertEquals(2, new Sample(3, 2).least());
        assertEquals(3, new Sample(3, Double.NaN).least(), "without a second clock the first one decides");
    }

    @Test
    void memoryBesideTheGuestDoesNotDependOnWhoTouchesIt() {
        assertEquals(200, Resident.beside(200 + 128, 200 + 256), "all of the guest's memory is resident");
        assertEquals(200, Resident.beside(200, 200), "none of it is");
    }

    @Test
    void aSpeedIsReadOffTheCurve() {
        List<Report.Point> curve =
                List.of(new Report.Point(0.5, 0), new Report.Point(1, 10_000_000), new Report.Point(3, 50_000_000));
        assertEquals(0, WarmUp.speed(curve, 0, 0.5), NEARLY);
        assertEquals(20, WarmUp.speed(curve, 0.5, 1), NEARLY);
        assertEquals(20, WarmUp.speed(curve, 1.5, 2.5), NEARLY, "between two points it runs evenly");
        assertEquals(10, WarmUp.speed(curve, 2, 4), NEARLY, "it stands still behind the last one");
    }
}
