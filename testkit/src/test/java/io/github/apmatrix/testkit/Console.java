package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.CardType;
import java.util.function.Supplier;

/** A simulated kernel as an administrator at a console uses it: answers are content, OK or the name of an errno. */
final class Console {
    static final MediatedDeviceId A = MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804");
    static final MediatedDeviceId B = MediatedDeviceId.parse("cef03c3c-903d-4ecc-9a83-40694cb8aee4");
    static final String TYPE = "devices/vfio_ap/matrix/mdev_supported_types/vfio_ap-passthrough";

    private final SimulatedKernel kernel;

    Console(SimulatedKernel kernel) {
        this.kernel = kernel;
    }

    /** Adapters 00 and 0a with domains 1, 2, 4 and 1b, all reserved: the machine of most recorded traces. */
    static SimulatedKernel.Builder recordedMachine() {
        DomainSet domains = DomainSet.domains(1, 2, 4, 0x1b);
        return SimulatedKernel.builder()
                .adapter(AdapterId.of(0), CardType.CEX7A)
                .adapter(AdapterId.of(0x0a), CardType.CEX7P)
                .usageDomains(domains)
                .controlDomains(domains);
    }

    static Console recorded(KernelProfile profile) {
        return new Console(recordedMachine().profile(profile).build());
    }

    SimulatedKernel kernel() {
        return kernel;
    }

    static String answerOf(Supplier<String> call) {
        try {
            return call.get();
        } catch (KernelRefusal e) {
            return e.errno().name();
        } catch (WouldBlockException e) {
            return "BLOCKED";
        }
    }

    String write(String path, String value) {
        return answerOf(() -> kernel.systemCalls().write("/sys/" + path, value) ? "OK" : "SHORT");
    }

    String read(String path) {
        return answerOf(() -> kernel.systemCalls().read("/sys/" + path));
    }

    String list(String path) {
        return answerOf(() -> String.join(" ", kernel.systemCalls().list("/sys/" + path)));
    }

    String readLink(String path) {
        return answerOf(() -> kernel.systemCalls().readLink("/sys/" + path));
    }

    /** Does something that has to succeed before the test gets to its point. */
    Console given(String path, String value) {
        assertThat(write(path, value)).as("write \"%s\" to %s", value, path).isEqualTo("OK");
        return this;
    }

    String create(MediatedDeviceId id) {
        return write(TYPE + "/create", id.toString());
    }

    Console givenDevice(MediatedDeviceId id) {
        return given(TYPE + "/create", id.toString());
    }

    static String path(MediatedDeviceId id) {
        return "devices/vfio_ap/matrix/" + id;
    }

    String set(MediatedDeviceId id, String attribute, String value) {
        return write(path(id) + "/" + attribute, value);
    }

    Console givenSet(MediatedDeviceId id, String attribute, String... values) {
        for (String value : values) {
            given(path(id) + "/" + attribute, value);
        }
        return this;
    }

    String get(MediatedDeviceId id, String attribute) {
        return read(path(id) + "/" + attribute);
    }

    String matrix(MediatedDeviceId id) {
        return get(id, "matrix");
    }

    String guestMatrix(MediatedDeviceId id) {
        return get(id, "guest_matrix");
    }

    String apmask(String value) {
        return write("bus/ap/apmask", value);
    }

    String aqmask(String value) {
        return write("bus/ap/aqmask", value);
    }

    String availableInstances() {
        return read(TYPE + "/available_instances");
    }

    String bindings() {
        return read("bus/ap/bindings");
    }

    String status(String queue) {
        return read("bus/ap/devices/" + queue + "/status");
    }

    /** Returns the name of the driver of a card or queue, or the errno of reading its link. */
    String driver(String device) {
        String target = readLink("bus/ap/devices/" + device + "/driver");
        return target.substring(target.lastIndexOf('/') + 1);
    }

    String attach(MediatedDeviceId id) {
        return answerOf(() -> {
            kernel.guests().attach(id);
            return "OK";
        });
    }

    String detach(MediatedDeviceId id) {
        return answerOf(() -> {
            kernel.guests().detach(id);
            return "OK";
        });
    }
}
