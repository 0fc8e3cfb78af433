package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What AP bus and vfio_ap promise in every state, as long as no driver override is set. */
final class KernelInvariants {
    private final Console console;
    private final List<String> history;
    private final Map<MediatedDeviceId, Matrix> assigned;
    private final HostMasks masks;

    private KernelInvariants(Console console, List<String> history) {
        this.console = console;
        this.history = history;
        // devices that are being removed have no files any more, but their queues
        this.assigned = console.kernel().loadedVfioAp().mdevs().assigned();
        this.masks = new HostMasks(AdapterSet.of(mask(console, "apmask")), DomainSet.of(mask(console, "aqmask")));
    }

    static void check(Console console, List<String> history) {
        KernelInvariants invariants = new KernelInvariants(console, history);
        invariants.noQueueIsShared();
        invariants.noAssignedQueueIsReserved();
        invariants.guestsGetOnlyWhatIsThere();
        invariants.queuesAgreeWithDevices();
        invariants.countsAreRight();
    }

    private static ApMask mask(Console console, String attribute) {
        return ApMask.parse(console.read("bus/ap/" + attribute).strip());
    }

    private void noQueueIsShared() {
        if (assigned.size() == 2) {
            Matrix first = assigned.get(Console.A);
            Matrix second = assigned.get(Console.B);
            assertThat(first != null && second != null && first.sharesQueueWith(second))
                    .as("shared: %s", history)
                    .isFalse();
        }
    }

    /** An assignment is refused for a reserved queue, and a mask that would reserve an assigned one is vetoed. */
    private void noAssignedQueueIsReserved() {
        assertThat(assigned.values())
                .as(history::toString)
                .allSatisfy(matrix ->
                        assertThat(masks.reserved().sharesQueueWith(matrix)).isFalse());
    }

    private void guestsGetOnlyWhatIsThere() {
        AdapterSet lparAdapters = AdapterSet.of(mask(console, "ap_adapter_mask"));
        DomainSet lparDomains = DomainSet.of(mask(console, "ap_usage_domain_mask"));
        assigned.forEach((id, matrix) -> {
            String text = console.guestMatrix(id);
            if (text.equals("ENOENT")) {
                return;
            }
            assertThat(console.matrix(id)).as(history::toString).isEqualTo(matrix.toKernelText());
            Matrix guest = Matrix.parseKernelText(text);
            assertThat(matrix.adapters().intersect(lparAdapters).containsAll(guest.adapters()))
                    .as("adapters of %s: %s", text, history)
                    .isTrue();
            assertThat(matrix.domains().intersect(lparDomains).containsAll(guest.domains()))
                    .as("domains of %s: %s", text, history)
                    .isTrue();
            assertThat(guest.queues())
                    .as(history::toString)
                    .allSatisfy(queue ->
                            assertThat(console.driver(queue.toString())).isEqualTo("vfio_ap"));
        });
    }

    private void queuesAgreeWithDevices() {
        for (String name : queues()) {
            ApQueue queue = ApQueue.parse(name);
            String driver = console.driver(name);
            if (driver.equals("cex4queue")) {
                assertThat(masks.isReserved(queue)).as("%s: %s", name, history).isTrue();
            } else if (driver.equals("vfio_ap")) {
                assertThat(masks.isReserved(queue)).as("%s: %s", name, history).isFalse();
            }
            assertThat(console.status(name))
                    .as("status of %s: %s", name, history)
                    .isEqualTo(driver.equals("vfio_ap") ? expectedStatus(queue) : "ENOENT");
        }
    }

    private String expectedStatus(ApQueue queue) {
        Optional<MediatedDeviceId> owner = assigned.entrySet().stream()
                .filter(device -> device.getValue().contains(queue))
                .map(Map.Entry::getKey)
                .findFirst();
        if (owner.isEmpty()) {
            return "unassigned\n";
        }
        SimulatedMdev device = console.kernel()
                .loadedVfioAp()
                .mdevs()
                .find(owner.orElseThrow())
                .orElseThrow();
        return device.isAttached() && device.guest().contains(queue) ? "in use\n" : "assigned\n";
    }

    private void countsAreRight() {
        assertThat(console.availableInstances()).as(history::toString).isEqualTo(65536 - assigned.size() + "\n");
        List<String> queues = queues();
        long bound = queues.stream()
                .filter(queue -> !console.driver(queue).equals("ENOENT"))
                .count();
        assertThat(console.bindings())
                .as(history::toString)
                .isEqualTo(bound + "/" + queues.size() + (bound == queues.size() ? " (complete)\n" : "\n"));
    }

    private List<String> queues() {
        return console.kernel().systemCalls().list("/sys/bus/ap/devices").stream()
                .filter(name -> !name.startsWith("card"))
                .toList();
    }
}
