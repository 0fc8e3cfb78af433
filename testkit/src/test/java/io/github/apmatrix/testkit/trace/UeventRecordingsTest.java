package io.github.apmatrix.testkit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.io.Resources;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.testkit.KernelProfile;
import io.github.apmatrix.testkit.KernelRefusal;
import io.github.apmatrix.testkit.SimulatedKernel;
import io.github.apmatrix.testkit.Uevent;
import io.github.apmatrix.testkit.WouldBlockException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What real kernels sent to user space, and what the simulated one sends for the same steps. */
class UeventRecordingsTest {
    private static final MediatedDeviceId DEVICE = MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804");
    private static final String DEVPATH = "/devices/vfio_ap/matrix/" + DEVICE;
    private static final Pattern STEP = Pattern.compile("\\$ (.*) -> (\\w+)");
    private static final Pattern WRITE = Pattern.compile("write (\\S+) '(.*)'");

    /** A step with its answer and with what followed. */
    private record Step(String operation, String answer, List<String> events) {}

    private static SimulatedKernel recordedHost(KernelProfile profile) {
        DomainSet domains = DomainSet.domains(1, 2, 4, 0x1b);
        return SimulatedKernel.builder()
                .profile(profile)
                .adapter(AdapterId.of(0), CardType.CEX7A)
                .adapter(AdapterId.of(0x0a), CardType.CEX7P)
                .adapter(AdapterId.of(0x0b), CardType.CEX8C)
                .usageDomains(domains)
                .build();
    }

    private static String resource(String name) throws IOException {
        return Resources.toString(Resources.getResource("uevents/" + name), StandardCharsets.UTF_8);
    }

    /** Netlink messages of each kernel; only the events of KVM about its guests are left out. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LINUX_6_6") // was not recorded
    void everyStepSendsTheRecordedEventsInTheirOrder(KernelProfile profile) throws IOException {
        SimulatedKernel kernel = recordedHost(profile);
        SoftAssertions softly = new SoftAssertions();
        for (Step step : steps(resource(profile.release() + ".events"))) {
            long before = kernel.uevents().lastSequenceNumber();
            softly.assertThat(run(kernel, step.operation()))
                    .as(step.operation())
                    .isEqualTo(step.answer());
            softly.assertThat(kernel.uevents().since(before).stream().map(UeventRecordingsTest::line))
                    .as(step.operation())
                    .containsExactlyElementsOf(step.events());
        }
        softly.assertAll();
    }

    private static List<Step> steps(String text) {
        List<Step> steps = new ArrayList<>();
        for (String line : Splitter.on('\n').omitEmptyStrings().split(text)) {
            Matcher step = STEP.matcher(line);
            if (step.matches()) {
                steps.add(new Step(step.group(1), step.group(2), new ArrayList<>()));
            } else if (line.startsWith(" ")) {
                steps.get(steps.size() - 1).events().add(line.strip());
            }
        }
        assertThat(steps).hasSizeGreaterThan(80);
        return steps;
    }

    private static String line(Uevent event) {
        StringBuilder line = new StringBuilder(event.action() + " " + event.devpath() + " (" + event.subsystem() + ")");
        event.variables().forEach((name, value) -> line.append(' ').append(name + "=" + value.strip()));
        return line.toString().replace(DEVPATH, "MDEV");
    }

    private static String run(SimulatedKernel kernel, String operation) {
        Matcher write = WRITE.matcher(operation);
        try {
            if (write.matches()) {
                String path = write.group(1).replace("MDEV", "/sys" + DEVPATH);
                return kernel.systemCalls().write(path, write.group(2)) ? "OK" : "SHORT";
            } else if (operation.startsWith("ctl ")) {
                return MachineCommands.run(kernel.machine(), operation.substring(4));
            }
            switch (operation) {
                case "attach" -> kernel.guests().attach(DEVICE);
                case "detach" -> kernel.guests().detach(DEVICE);
                case "load" -> kernel.loadVfioAp();
                case "unload" -> kernel.unloadVfioAp();
                default -> throw new IllegalArgumentException(operation);
            }
            return "OK";
        } catch (KernelRefusal e) {
            return e.errno().name();
        } catch (WouldBlockException e) {
            return "BLOCKED";
        }
    }

    /** The kernel's part of what {@code udevadm monitor} of udev 257 printed; it sorts the variables. */
    @Test
    void udevSeesTheRecordedEventsOfLinux61() throws IOException {
        SimulatedKernel kernel = recordedHost(KernelProfile.LINUX_6_1);
        SoftAssertions softly = new SoftAssertions();
        long before = kernel.uevents().lastSequenceNumber();
        for (String block : Splitter.on("\n\n")
                .omitEmptyStrings()
                .split(resource("udevadm-6.1.txt").replaceAll("(?m)^# .*\n", ""))) {
            if (block.startsWith("$ grep")) {
                softly.assertThat(kernel.uevents().since(before).stream().map(UeventRecordingsTest::asUdevShows))
                        .as("before event %d", kernel.uevents().lastSequenceNumber())
                        .containsExactlyElementsOf(shownByUdev(block));
                before = kernel.uevents().lastSequenceNumber();
            } else {
                for (String command :
                        Splitter.on("; ").split(block.lines().findFirst().orElseThrow())) {
                    runShell(kernel, command);
                }
            }
        }
        softly.assertAll();
        assertThat(before).isGreaterThan(150);
    }

    private static void runShell(SimulatedKernel kernel, String command) {
        Matcher echo = Pattern.compile("(?:\\$ )?echo (\\S+) > /sys(\\S+)").matcher(command);
        Matcher machine =
                Pattern.compile("### host change \\(fake_ap ctl\\): (.*) => OK").matcher(command);
        if (echo.matches()) {
            kernel.systemCalls().write("/sys" + echo.group(2), echo.group(1) + "\n");
        } else if (machine.matches()) {
            assertThat(MachineCommands.run(kernel.machine(), machine.group(1))).isEqualTo("OK");
        } else if (command.equals("$ rmmod vfio_ap")) {
            kernel.unloadVfioAp();
        } else {
            assertThat(command).isEqualTo("$ modprobe vfio_ap");
            kernel.loadVfioAp();
        }
    }

    private static List<ImmutableMap<String, String>> shownByUdev(String block) {
        List<ImmutableMap<String, String>> events = new ArrayList<>();
        ImmutableSortedMap.Builder<String, String> variables = ImmutableSortedMap.naturalOrder();
        boolean any = false;
        for (String line : Splitter.on('\n').split(block)) {
            if (line.startsWith("KERNEL[T]") || line.startsWith("[exit")) {
                if (any) {
                    events.add(variables.buildOrThrow());
                }
                variables = ImmutableSortedMap.naturalOrder();
                any = true;
            } else if (line.contains("=") && !line.startsWith("$") && !line.startsWith("SEQNUM=")) {
                List<String> parts = Splitter.on('=').limit(2).splitToList(line);
                variables.put(parts.get(0), parts.get(1));
            }
        }
        return events;
    }

    private static ImmutableMap<String, String> asUdevShows(Uevent event) {
        ImmutableSortedMap.Builder<String, String> variables = ImmutableSortedMap.naturalOrder();
        variables.put("ACTION", event.action()).put("DEVPATH", event.devpath()).put("SUBSYSTEM", event.subsystem());
        event.variables()
                .forEach((name, value) -> variables.put(name, (name.equals("DEVNAME") ? "/dev/" : "") + value.strip()));
        return variables.buildOrThrow();
    }
}
