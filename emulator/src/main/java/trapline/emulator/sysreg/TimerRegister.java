package trapline.emulator.sysreg;

import trapline.emulator.device.GenericTimer;
import trapline.emulator.device.GenericTimer.Timer;

/** Registers of the generic timer that are not plain storage (ARM DDI 0406C B8.2). CNTP_* are those of the Security state. */
enum TimerRegister {
    CNTPCT(Timer.PHYSICAL, Part.COUNT),
    CNTVCT(Timer.VIRTUAL, Part.COUNT),
    CNTVOFF(Timer.VIRTUAL, Part.OFFSET),
    CNTP_TVAL(Timer.PHYSICAL, Part.VALUE),
    CNTP_CTL(Timer.PHYSICAL, Part.CONTROL),
    CNTP_CVAL(Timer.PHYSICAL, Part.COMPARE),
    CNTV_TVAL(Timer.VIRTUAL, Part.VALUE),
    CNTV_CTL(Timer.VIRTUAL, Part.CONTROL),
    CNTV_CVAL(Timer.VIRTUAL, Part.COMPARE),
    CNTHP_TVAL(Timer.HYP, Part.VALUE),
    CNTHP_CTL(Timer.HYP, Part.CONTROL),
    CNTHP_CVAL(Timer.HYP, Part.COMPARE);

    /** What of a timer a register is. */
    private enum Part {
        COUNT,
        OFFSET,
        VALUE,
        CONTROL,
        COMPARE
    }

    private final Timer timer;
    private final Part part;

    TimerRegister(Timer timer, Part part) {
        this.timer = timer;
        this.part = part;
    }

    private Timer timer(boolean secure) {
        return secure && timer == Timer.PHYSICAL ? Timer.SECURE_PHYSICAL : timer;
    }

    long read(GenericTimer source, boolean secure) {
        return switch (part) {
            case COUNT -> timer == Timer.VIRTUAL ? source.virtualCount() : source.physicalCount();
            case OFFSET -> source.virtualOffset();
            case VALUE -> source.readTimerValue(timer(secure));
            case CONTROL -> source.readControl(timer(secure));
            case COMPARE -> source.readCompareValue(timer(secure));
        };
    }

    void write(GenericTimer target, boolean secure, long value) {
        switch (part) {
            case COUNT -> throw new IllegalStateException(this + " is read-only");
            case OFFSET -> target.setVirtualOffset(value);
            case VALUE -> target.writeTimerValue(timer(secure), (int) value);
            case CONTROL -> target.writeControl(timer(secure), (int) value);
            case COMPARE -> target.writeCompareValue(timer(secure), value);
        }
    }
}
