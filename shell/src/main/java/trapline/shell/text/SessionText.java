package trapline.shell.text;

import java.util.ArrayList;
import java.util.List;
import trapline.recorder.log.LogTotals;
import trapline.recorder.session.ImageEntry;
import trapline.recorder.session.Manifest;
import trapline.recorder.session.Outcome;
import trapline.recorder.session.VmEntry;

/** What a manifest says, in words. */
public final class SessionText {
    /** VMID of the image of a machine without the microvisor, whose end is the machine's. */
    private static final int WITHOUT_MICROVISOR = 0;

    private SessionText() {}

    /** Lines with a label each. */
    public static List<String> describe(Manifest manifest) {
        List<String> lines = new ArrayList<>();
        lines.add(labelled("name", manifest.name()));
        lines.add(labelled("recorded by", manifest.recordedBy() + ", format " + manifest.format()));
        lines.add(labelled("detail", manifest.detail().toString()));
        lines.add(labelled("machine", manifest.machine().toString()));
        for (VmEntry vm : manifest.vms()) {
            lines.add(labelled(
                    "vm " + vm.id(),
                    "%s, VMID %d, %d vCPU, %d-bit IPA"
                            .formatted(vm.name(), vm.vmid(), vm.vcpus().size(), vm.ipaBits())));
        }
        for (ImageEntry image : manifest.images()) {
            String owner = image.vm() < 0 ? image.role() : image.role() + " of VM " + image.vm();
            lines.add(labelled(
                    "image",
                    "%s (%s), %,d bytes, sha256 %s"
                            .formatted(
                                    image.name(),
                                    owner,
                                    image.seal().size(),
                                    image.seal().sha256())));
        }
        manifest.outcome()
                .ifPresentOrElse(
                        outcome -> lines.addAll(describe(manifest, outcome)),
                        () -> lines.add(labelled("ended", "no: it is being recorded, or its recorder was killed")));
        return lines;
    }

    private static List<String> describe(Manifest manifest, Outcome outcome) {
        List<String> lines = new ArrayList<>();
        LogTotals log = outcome.log();
        lines.add(labelled("ran", "%,d instructions, %,d ticks".formatted(outcome.instructions(), outcome.ticks())));
        lines.add(labelled(
                "log",
                "%,d events, %,d of them inputs, in %,d blocks, %,d bytes"
                        .formatted(log.events(), log.inputs(), log.blocks(), log.bytes())));
        for (VmEntry vm : manifest.vms()) {
            if (vm.vmid() == WITHOUT_MICROVISOR) {
                continue;
            }
            String exit = outcome.vmExits().stream()
                    .filter(one -> one.vm() == vm.id())
                    .map(one -> one.cause() + ", status " + one.status())
                    .findFirst()
                    .orElse("none, it was still running");
            lines.add(labelled("exit of VM " + vm.id(), exit));
        }
        lines.add(labelled("ended", outcome.cause() + ", status " + outcome.status()));
        lines.add(labelled("state", "%016x".formatted(outcome.stateHash())));
        return lines;
    }

    private static String labelled(String label, String text) {
        return "%-13s %s".formatted(label, text);
    }
}
