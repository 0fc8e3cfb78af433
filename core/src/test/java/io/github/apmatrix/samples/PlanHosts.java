package io.github.apmatrix.samples;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.plan.Conflict;
import io.github.apmatrix.plan.Conflicts;
import io.github.apmatrix.plan.DesiredHost;
import io.github.apmatrix.plan.Plan;
import io.github.apmatrix.plan.PlannedStep;
import io.github.apmatrix.plan.Planner;
import io.github.apmatrix.plan.PlanningResult;
import io.github.apmatrix.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Hosts with adapters 05 and 0a and domains 04 and 1b, and short ways to plan on them. */
public final class PlanHosts {
    public static final MediatedDeviceId A = MediatedDeviceId.parse("aaaaaaaa-0000-4000-8000-000000000001");
    public static final MediatedDeviceId B = MediatedDeviceId.parse("bbbbbbbb-0000-4000-8000-000000000002");
    public static final MediatedDeviceId C = MediatedDeviceId.parse("cccccccc-0000-4000-8000-000000000003");
    public static final MediatedDeviceId D = MediatedDeviceId.parse("dddddddd-0000-4000-8000-000000000004");
    public static final Matrix ALL = Matrix.of(adapters(5, 0x0a), domains(0x04, 0x1b));
    public static final HostMasks FREE = new HostMasks(AdapterSet.none(), DomainSet.none());
    public static final KernelFeatures NO_FEATURES = KernelFeatures.notKnown();
    public static final KernelFeatures REWRITABLE = NO_FEATURES.with(KernelFeature.AP_CONFIG, Answer.YES);

    private PlanHosts() {}

    /** Returns a host where the masks decide which driver each queue has. */
    public static HostSnapshot.Builder host(HostMasks masks) {
        HostSnapshot.Builder host = HostSnapshot.builder()
                .apBus(Answer.YES)
                .vfioAp(Answer.YES)
                .lpar(ApConfig.of(ALL))
                .masks(masks);
        ALL.queues().forEach(queue -> host.add(queue(queue, masks.isReserved(queue) ? "cex4queue" : "vfio_ap")));
        return host;
    }

    public static QueueDevice queue(ApQueue queue, String driver) {
        return QueueDevice.builder(queue).driver(DriverBinding.to(driver)).build();
    }

    public static QueueDevice overridden(String queue, String driver) {
        return QueueDevice.builder(ApQueue.parse(queue))
                .driver(DriverBinding.to(driver))
                .driverOverride(driver)
                .build();
    }

    public static QueueDevice unbound(String queue) {
        return QueueDevice.builder(ApQueue.parse(queue))
                .driver(DriverBinding.unbound())
                .build();
    }

    /** Returns a device of which all is known, and that no guest has. */
    public static MediatedDevice device(MediatedDeviceId id, ApConfig config) {
        return device(id, config, config.matrix(), Answer.NO);
    }

    public static MediatedDevice device(MediatedDeviceId id, ApConfig config, Matrix guest, Answer held) {
        return MediatedDevice.builder(id)
                .assignedMatrix(MatrixReading.complete(config.matrix()))
                .controlDomains(config.controlDomains())
                .guestMatrix(MatrixReading.complete(guest))
                .heldByGuest(held)
                .build();
    }

    public static MediatedDevice held(MediatedDeviceId id, ApConfig config) {
        return device(id, config, config.matrix(), Answer.YES);
    }

    /** Returns a device of which nothing can be read. */
    public static MediatedDevice opaque(MediatedDeviceId id) {
        return MediatedDevice.builder(id).heldByGuest(Answer.NO).build();
    }

    public static ApConfig config(int adapter, int domain) {
        return ApConfig.of(adapters(adapter), domains(domain));
    }

    public static DesiredHost wants(MediatedDeviceId id, ApConfig config) {
        return DesiredHost.builder().device(id, config).build();
    }

    public static ApQueueSet queues(String... queues) {
        return ApQueueSet.copyOf(Stream.of(queues).map(ApQueue::parse).toList());
    }

    public static Plan plan(HostSnapshot.Builder host, DesiredHost desired) {
        return plan(host.build(), desired);
    }

    public static Plan plan(HostSnapshot host, DesiredHost desired) {
        PlanningResult result = Planner.plan(host, desired);
        if (result instanceof Plan plan) {
            return plan;
        }
        throw new AssertionError(result);
    }

    public static List<Conflict> conflicts(HostSnapshot.Builder host, DesiredHost desired) {
        PlanningResult result = Planner.plan(host.build(), desired);
        if (result instanceof Conflicts conflicts) {
            return conflicts.conflicts();
        }
        throw new AssertionError("no conflict, but\n" + result);
    }

    public static List<Step> steps(HostSnapshot.Builder host, DesiredHost desired) {
        return plan(host, desired).steps().stream().map(PlannedStep::step).toList();
    }

    /** Returns what is written, each as attribute and value. */
    public static List<String> writes(HostSnapshot.Builder host, DesiredHost desired) {
        return steps(host, desired).stream()
                .map(step -> step.path().replaceFirst(".*/matrix/(.)[-0-9a-f]*/", "$1 ") + " " + step.value())
                .map(write -> write.replaceFirst("^\\S*/", ""))
                .toList();
    }

    public static MediatedDevice found(HostSnapshot host, MediatedDeviceId id) {
        return Optional.ofNullable(host.devices().get(id)).orElseThrow();
    }
}
