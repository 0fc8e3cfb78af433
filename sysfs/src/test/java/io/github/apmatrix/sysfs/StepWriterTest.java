package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.plan.Part;
import io.github.apmatrix.plan.Step;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepWriterTest {
    private static final MediatedDeviceId NEW = MediatedDeviceId.parse("00000000-0000-4000-8000-000000000001");
    private static final ApQueue QUEUE = ApQueue.parse("0a.0004");

    private final StubSysfs sysfs = StubSysfs.accepting(Captures.sysfs("6.12", "scenario"));
    private final StepWriter writer = new StepWriter(ApHost.at(sysfs));

    static Stream<Step> steps() {
        return Stream.concat(
                Stream.of(
                        new Step.UpdateAdapterMask(MaskUpdate.removing(ApMask.of(0x0a))),
                        new Step.UpdateDomainMask(MaskUpdate.adding(ApMask.of(1, 2, 3, 7))),
                        new Step.CreateDevice(NEW),
                        new Step.RemoveDevice(Devices.FIRST),
                        new Step.Configure(Devices.FIRST, ApConfig.of(AdapterSet.adapters(5), DomainSet.domains(4))),
                        new Step.Unbind(QUEUE, "cex4queue"),
                        new Step.Bind(QUEUE, "vfio_ap")),
                Stream.of(Part.values())
                        .flatMap(part -> Stream.of(
                                new Step.Assign(Devices.FIRST, part, 0x1b),
                                new Step.Unassign(Devices.FIRST, part, 0x1b))));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStepIsTheWriteThatItPrints(Step step) {
        writer.write(step);
        assertThat(sysfs.writes()).singleElement().satisfies(call -> {
            assertThat(call.path()).hasToString(step.path());
            assertThat(call.value()).contains(step.value());
        });
        assertThat(Step.parse(step.command())).isEqualTo(step);
    }

    @Test
    void whatIsThereAlreadyIsNotMadeAgain() {
        VfioAp vfioAp = VfioAp.at(sysfs);
        ApConfig assigned =
                vfioAp.device(Devices.FIRST).orElseThrow().assigned().orElseThrow();
        writer.writeUnlessDone(new Step.CreateDevice(Devices.FIRST));
        writer.writeUnlessDone(new Step.RemoveDevice(NEW));
        writer.writeUnlessDone(new Step.Configure(Devices.FIRST, assigned));
        String driver = ApBus.at(sysfs).queue(QUEUE).driver().orElseThrow();
        writer.writeUnlessDone(new Step.Bind(QUEUE, driver));
        writer.writeUnlessDone(new Step.Unbind(QUEUE, "nobody"));
        assertThat(sysfs.writes()).isEmpty();
    }

    @Test
    void whatIsNotThereIsMade() {
        writer.writeUnlessDone(new Step.CreateDevice(NEW));
        writer.writeUnlessDone(new Step.Configure(Devices.FIRST, ApConfig.none()));
        assertThat(sysfs.writes()).hasSize(2);
    }
}
