package io.github.apmatrix.render;

import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.explain.DeviceExplanation;
import io.github.apmatrix.explain.Explain;
import io.github.apmatrix.explain.Reason;
import io.github.apmatrix.explain.Remark;
import io.github.apmatrix.host.HostSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Why queues do not reach guests: the part of a report that has the explanations. */
final class MarkdownReasons {
    private static final int MOST_REASONS = 40;
    private static final int MOST_REMARKS = 20;

    private final StringBuilder text = new StringBuilder("\n## What does not reach guests\n");

    /** Remarks that many devices share stand once, with the numbers of the devices. */
    private final Map<String, Set<Integer>> remarks = new LinkedHashMap<>();

    private int reasons;
    private int left;

    private MarkdownReasons() {}

    static String of(HostSnapshot snapshot, int mostDevices) {
        MarkdownReasons written = new MarkdownReasons();
        List<DeviceExplanation> devices = Explain.host(snapshot).devices();
        for (int i = 0; i < Math.min(mostDevices, devices.size()); i++) {
            written.addDevice(i + 1, devices.get(i));
        }
        written.finish();
        return written.text.toString();
    }

    private void addDevice(int number, DeviceExplanation device) {
        for (Remark remark : device.remarks()) {
            remarks.computeIfAbsent(remark.description(), key -> new TreeSet<>())
                    .add(number);
        }
        if (device.reasons().isEmpty()) {
            return;
        } else if (reasons >= MOST_REASONS) {
            left++;
            return;
        }
        reasons += device.reasons().size();
        text.append("\n### Device ")
                .append(number)
                .append(": ")
                .append(device.device().id());
        text.append("\n\n").append(verdict(device)).append("\n\n");
        for (Reason reason : device.reasons()) {
            text.append("- **").append(reason.level()).append("**, ").append(count(reason.queues()));
            text.append(": ").append(sentence(reason.description()));
            text.append("\n  To do: ")
                    .append(MarkdownText.escapeShortened(reason.remedy()))
                    .append('\n');
        }
    }

    private static String verdict(DeviceExplanation device) {
        return device.missing().isEmpty()
                ? "What is assigned cannot be used as it is:"
                : count(device.missing()) + " assigned, but not in the guest matrix:";
    }

    private void finish() {
        if (reasons == 0) {
            text.append("\nEverything that is known to be assigned is in a guest matrix.\n");
        }
        if (left > 0) {
            text.append("\nThere are ").append(left).append(" more devices with such queues.\n");
        }
        if (!remarks.isEmpty()) {
            text.append("\n## Remarks\n\n");
        }
        remarks.entrySet().stream().limit(MOST_REMARKS).forEach(remark -> {
            text.append("- ").append(devices(remark.getValue())).append(": ");
            text.append(sentence(remark.getKey())).append('\n');
        });
        if (remarks.size() > MOST_REMARKS) {
            text.append("\nThere are ").append(remarks.size() - MOST_REMARKS).append(" more remarks.\n");
        }
    }

    private static String devices(Set<Integer> numbers) {
        StringBuilder ranges = new StringBuilder(numbers.size() == 1 ? "Device " : "Devices ");
        for (int first : numbers) {
            if (!numbers.contains(first - 1)) {
                int last = first;
                while (numbers.contains(last + 1)) {
                    last++;
                }
                ranges.append(ranges.toString().endsWith(" ") ? "" : ", ").append(first);
                ranges.append(last > first ? "-" + last : "");
            }
        }
        return ranges.toString();
    }

    private static String count(ApQueueSet queues) {
        return queues.size() + (queues.size() == 1 ? " queue" : " queues");
    }

    private static String sentence(String words) {
        return MarkdownText.escapeShortened(words) + ".";
    }
}
