package io.github.apmatrix.explain;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.plan.Part;
import io.github.apmatrix.plan.Step;
import io.github.apmatrix.rules.DriverRule;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The shell commands that remedies name: those of steps, and a few that no plan has. */
final class Commands {
    private static final int MANY = 3;

    private Commands() {}

    private static String join(Stream<String> commands) {
        return commands.collect(Collectors.joining("; "));
    }

    static String clearAdapters(AdapterSet adapters) {
        return new Step.UpdateAdapterMask(MaskUpdate.removing(adapters.mask())).command();
    }

    static String clearDomains(DomainSet domains) {
        return new Step.UpdateDomainMask(MaskUpdate.removing(domains.mask())).command();
    }

    private static String bind(ApQueue queue) {
        return new Step.Bind(queue, DriverRule.VFIO_AP).command();
    }

    static String bindToVfioAp(ApQueueSet queues) {
        return forEach(queues, Commands::bind);
    }

    static String unbind(String driver, ApQueueSet queues) {
        return forEach(queues, queue -> new Step.Unbind(queue, driver).command());
    }

    static String rebind(ApQueueSet queues) {
        return forEach(queues, queue -> new Step.Unbind(queue, DriverRule.VFIO_AP).command() + "; " + bind(queue));
    }

    /** An override acts when the queue is offered to drivers again. */
    static String override(ApQueueSet queues) {
        return forEach(queues, queue -> {
            String device = "/sys/bus/ap/devices/" + queue;
            return "echo vfio_ap > " + device + "/driver_override; echo " + queue + " > " + device + "/driver/unbind; "
                    + bind(queue);
        });
    }

    /** A few queues are written out, of many the first one. */
    private static String forEach(ApQueueSet queues, Function<ApQueue, String> commands) {
        return queues.size() > MANY
                ? "for each of the " + queues.size() + " queues, as for the first: "
                        + commands.apply(queues.iterator().next())
                : join(queues.stream().map(commands));
    }

    static String create(MediatedDeviceId device) {
        return new Step.CreateDevice(device).command();
    }

    static String createAny() {
        return "echo $(uuidgen) > /sys/devices/vfio_ap/matrix/mdev_supported_types/vfio_ap-passthrough/create";
    }

    static String remove(MediatedDeviceId device) {
        return new Step.RemoveDevice(device).command();
    }

    static String assign(MediatedDeviceId device, AdapterSet adapters, DomainSet domains) {
        ApConfig added = ApConfig.of(adapters, domains);
        return join(Stream.of(Part.values())
                .flatMap(part ->
                        part.numbersOf(added).mapToObj(number -> new Step.Assign(device, part, number).command())));
    }

    static String unassign(MediatedDeviceId device, AdapterSet adapters) {
        return join(
                adapters.stream().map(adapter -> new Step.Unassign(device, Part.ADAPTER, adapter.value()).command()));
    }

    static String rewriteConfig(MediatedDeviceId device) {
        String file = "/sys/devices/vfio_ap/matrix/" + device + "/ap_config";
        return "cfg=$(cat " + file + "); echo \"$cfg\" > " + file;
    }
}
