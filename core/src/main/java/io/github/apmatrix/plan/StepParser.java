package io.github.apmatrix.plan;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.MediatedDeviceId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the commands that steps print. */
final class StepParser {
    private static final String WHAT = "a step";
    private static final Pattern COMMAND = Pattern.compile("echo (\\S+) > /sys/(\\S+)");
    private static final Pattern ATTRIBUTE = Pattern.compile("devices/vfio_ap/matrix/([-0-9a-f]{36})/(\\w+)");
    private static final Pattern DRIVER = Pattern.compile("bus/ap/drivers/(\\w+)/(bind|unbind)");

    private StepParser() {}

    static Step parse(String command) {
        Matcher matcher = COMMAND.matcher(command);
        if (!matcher.matches()) {
            throw ApFormatException.malformed(WHAT, command, 0, "no echo VALUE > /sys/PATH");
        }
        return parse(matcher.group(2), matcher.group(1))
                .filter(step -> step.command().equals(command))
                .orElseThrow(() -> ApFormatException.malformed(WHAT, command, matcher.start(2), "no path of a step"));
    }

    private static Optional<Step> parse(String path, String value) {
        if (path.equals("bus/ap/apmask")) {
            return relative(value).map(Step.UpdateAdapterMask::new);
        } else if (path.equals("bus/ap/aqmask")) {
            return relative(value).map(Step.UpdateDomainMask::new);
        } else if (path.endsWith("/create")) {
            return Optional.of(new Step.CreateDevice(MediatedDeviceId.parse(value)));
        }
        Matcher driver = DRIVER.matcher(path);
        if (driver.matches()) {
            ApQueue queue = ApQueue.parse(value);
            return Optional.of(
                    driver.group(2).equals("bind")
                            ? new Step.Bind(queue, driver.group(1))
                            : new Step.Unbind(queue, driver.group(1)));
        }
        Matcher attribute = ATTRIBUTE.matcher(path);
        return attribute.matches()
                ? ofDevice(MediatedDeviceId.parse(attribute.group(1)), attribute.group(2), value)
                : Optional.empty();
    }

    private static Optional<MaskUpdate.Relative> relative(String value) {
        return MaskUpdate.parse(value) instanceof MaskUpdate.Relative relative
                ? Optional.of(relative)
                : Optional.empty();
    }

    private static Optional<Step> ofDevice(MediatedDeviceId device, String attribute, String value) {
        if (attribute.equals("remove")) {
            return Optional.of(new Step.RemoveDevice(device));
        } else if (attribute.equals("ap_config")) {
            return Optional.of(new Step.Configure(device, ApConfig.parse(value)));
        }
        for (Part part : Part.values()) {
            if (attribute.equals("assign_" + part)) {
                return Optional.of(new Step.Assign(device, part, number(part, value)));
            } else if (attribute.equals("unassign_" + part)) {
                return Optional.of(new Step.Unassign(device, part, number(part, value)));
            }
        }
        return Optional.empty();
    }

    private static int number(Part part, String value) {
        return part == Part.ADAPTER
                ? AdapterId.parseNumber(value).value()
                : DomainId.parseNumber(value).value();
    }
}
