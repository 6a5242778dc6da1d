package trapline.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trapline.emulator.GuestConfig;
import trapline.emulator.Image;
import trapline.emulator.MachineConfig;
import trapline.emulator.MicrovisorConfig;
import trapline.emulator.Scenario;
import trapline.emulator.boot.ImageException;
import trapline.emulator.virtio.Drive;
import trapline.emulator.virtio.MacAddress;
import trapline.emulator.virtio.VirtioConfig;
import trapline.emulator.virtio.VirtioSpec;
import trapline.recorder.log.LogFormatException;
import trapline.recorder.session.Detail;
import trapline.recorder.session.ImageEntry;

class StoredDrivesTest {
    private static final int SIZE = 8192;

    @TempDir
    Path temporary;

    private final byte[] first = new byte[SIZE];
    private final byte[] second = new byte[SIZE];

    private Path path() {
        return temporary.resolve("session");
    }

    private Scenario scenario() {
        Arrays.fill(first, (byte) 1);
        Arrays.fill(second, (byte) 2);
        VirtioSpec one = new VirtioSpec.Block(new Drive("one", MemorySegment.ofArray(first)), "1", false);
        VirtioSpec two = new VirtioSpec.Block(new Drive("two", MemorySegment.ofArray(second)), "", true);
        VirtioConfig machine = new VirtioConfig(false, List.of(one, new VirtioSpec.Entropy(5), two));
        VirtioConfig vm = new VirtioConfig(
                true,
                List.of(
                        new VirtioSpec.Network("lan", MacAddress.automatic(3)),
                        two,
                        new VirtioSpec.Console(true),
                        one));
        return new Scenario(
                Scenario.Boot.GUEST,
                MachineConfig.DEFAULT.with(machine),
                MicrovisorConfig.DEFAULT,
                List.of(GuestConfig.of("vm0", new Image("image", new byte[] {1}))
                        .with(vm)));
    }

    /** A configuration in words, with the first byte of each drive. */
    private static String text(VirtioConfig config) {
        StringBuilder text = new StringBuilder(config.legacy() ? "legacy" : "modern");
        for (VirtioSpec spec : config.devices()) {
            text.append(' ');
            if (spec instanceof VirtioSpec.Block block) {
                int content = block.drive().contents().get(ValueLayout.JAVA_BYTE, SIZE - 1);
                text.append("%s holds %d, serial '%s', read-only %s;"
                        .formatted(block.drive().name(), content, block.serial(), block.readOnly()));
            } else {
                text.append(spec).append(';');
            }
        }
        return text.toString();
    }

    private RecordResult record(RunnableMachine.Factory factory) throws IOException {
        RecordOptions options = new RecordOptions(path(), "test", Detail.EVENTS, "test");
        return new RecordSession(factory).record(scenario(), options, new TypedInputs("", 5000), frame -> {});
    }

    @Test
    void theMachineUsesTheSessionsCopiesAndSoDoesTheReplay() throws IOException {
        List<Scenario> built = new ArrayList<>();
        RecordResult recorded = record((scenario, sink, inputs) -> {
            built.add(scenario);
            Arrays.fill(first, (byte) 77);
            return FakeMachine.sound().build(scenario, sink, inputs);
        });
        String machine = "modern one holds 1, serial '1', read-only false; Entropy[seed=5];"
                + " two holds 2, serial '', read-only true;";
        String vm = "legacy Network[network=lan, mac=52:54:00:12:34:59]; two holds 2, serial '', read-only true;"
                + " Console[output=true]; one holds 1, serial '1', read-only false;";
        Scenario again = ReplaySession.open(path(), FakeMachine.sound()).scenario();
        for (Scenario each : List.of(built.getFirst(), again)) {
            assertEquals(machine, text(each.machine().virtio()), "the machine's devices");
            assertEquals(vm, text(each.guests().getFirst().virtio()), "the VM's devices");
        }
        List<ImageEntry> images = recorded.session().manifest().images();
        assertEquals(
                List.of("image 0 image", "drive -1 one", "drive -1 two", "drive 0 two", "drive 0 one"),
                images.stream()
                        .map(image -> image.role() + " " + image.vm() + " " + image.name())
                        .toList());
        try (Stream<Path> files = Files.list(path().resolve("images"))) {
            assertEquals(3, files.count(), "equal contents are kept once");
        }
    }

    @Test
    void aChangedDriveIsRefused() throws IOException {
        RecordResult recorded = record(FakeMachine.sound());
        String image = recorded.session().manifest().images().get(1).seal().path();
        byte[] bytes = Files.readAllBytes(path().resolve(image));
        bytes[5000] ^= 1;
        Files.write(path().resolve(image), bytes);
        LogFormatException e =
                assertThrows(LogFormatException.class, () -> ReplaySession.open(path(), FakeMachine.sound()));
        assertTrue(e.getMessage().contains(image), e.getMessage());
    }

    @Test
    void aMachineThatCannotBeBuiltLeavesNoSessionBehind() throws IOException {
        RunnableMachine.Factory broken = (scenario, sink, inputs) -> {
            throw new ImageException("image", "is no good");
        };
        assertThrows(ImageException.class, () -> record(broken));
        assertFalse(Files.exists(path()), "no directory");
        Files.createDirectory(path());
        assertThrows(ImageException.class, () -> record(broken));
        try (Stream<Path> files = Files.list(path())) {
            assertEquals(0, files.count(), "an empty directory stays one");
        }
    }

    @Test
    void sessionsThatSayNothingAboutVirtioHaveNoDevices() {
        assertEquals(VirtioConfig.NONE, VirtioJson.read(MissingNode.getInstance(), Collections.emptyIterator()));
    }
}
