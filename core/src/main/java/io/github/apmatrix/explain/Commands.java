package io.github.apmatrix.explain;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The shell commands that remedies name. */
final class Commands {
    private static final int MANY = 3;
    private static final String DRIVERS = "/sys/bus/ap/drivers/";
    private static final String DEVICES = "/sys/devices/vfio_ap/matrix/";

    private Commands() {}

    private static String echo(String value, String file) {
        return "echo " + value + " > " + file;
    }

    static String clearAdapters(AdapterSet adapters) {
        return echo(terms("-", adapters.stream().map(AdapterId::toNumber)), "/sys/bus/ap/apmask");
    }

    static String clearDomains(DomainSet domains) {
        return echo(terms("-", domains.stream().map(DomainId::toNumber)), "/sys/bus/ap/aqmask");
    }

    private static String terms(String sign, Stream<String> numbers) {
        return numbers.map(number -> sign + number).collect(Collectors.joining(","));
    }

    static String bindToVfioAp(ApQueueSet queues) {
        return forEach(queues, echo("$queue", DRIVERS + "vfio_ap/bind"));
    }

    static String unbind(String driver, ApQueueSet queues) {
        return forEach(queues, echo("$queue", DRIVERS + driver + "/unbind"));
    }

    /** An override acts when the queue is offered to drivers again. */
    static String override(ApQueueSet queues) {
        return forEach(
                queues,
                echo("vfio_ap", "/sys/bus/ap/devices/$queue/driver_override") + "; "
                        + echo("$queue", "/sys/bus/ap/devices/$queue/driver/unbind") + "; "
                        + echo("$queue", DRIVERS + "vfio_ap/bind"));
    }

    static String rebind(ApQueueSet queues) {
        return forEach(
                queues, echo("$queue", DRIVERS + "vfio_ap/unbind") + "; " + echo("$queue", DRIVERS + "vfio_ap/bind"));
    }

    /** A few queues are written out. */
    private static String forEach(ApQueueSet queues, String commands) {
        if (queues.size() > MANY) {
            return "for each of the " + queues.size() + " queues: " + commands;
        }
        return queues.stream()
                .map(queue -> commands.replace("$queue", queue.toString()))
                .collect(Collectors.joining("; "));
    }

    static String create(String uuid) {
        return echo(uuid, DEVICES + "mdev_supported_types/vfio_ap-passthrough/create");
    }

    static String remove(MediatedDeviceId device) {
        return echo("1", DEVICES + device + "/remove");
    }

    static String assign(MediatedDeviceId device, AdapterSet adapters, DomainSet domains) {
        return Stream.concat(
                        adapters.stream()
                                .map(adapter -> echo(adapter.toNumber(), DEVICES + device + "/assign_adapter")),
                        domains.stream().map(domain -> echo(domain.toNumber(), DEVICES + device + "/assign_domain")))
                .collect(Collectors.joining("; "));
    }

    static String unassign(MediatedDeviceId device, AdapterSet adapters) {
        return adapters.stream()
                .map(adapter -> echo(adapter.toNumber(), DEVICES + device + "/unassign_adapter"))
                .collect(Collectors.joining("; "));
    }

    static String rewriteConfig(MediatedDeviceId device) {
        String file = DEVICES + device + "/ap_config";
        return "cfg=$(cat " + file + "); " + echo("\"$cfg\"", file);
    }
}
