package io.github.apmatrix.testkit;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.Sysfs;
import io.github.apmatrix.sysfs.SysfsException;
import io.github.apmatrix.sysfs.SysfsPath;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rebuilds the objects of a simulated host from a recorded one. */
final class CaptureLoader {
    private static final SysfsPath BUS = SysfsPath.of("bus/ap");
    private static final SysfsPath MATRIX = SysfsPath.of("devices/vfio_ap/matrix");
    private static final SysfsPath OLD_DRIVER = SysfsPath.of("bus/ap/drivers/cex2acard");
    private static final SysfsPath PARAMETERS = SysfsPath.of("module/ap/parameters");

    /** What anyone can set, and so is set. */
    private static final List<String> SETTINGS = List.of(
            "bus/ap/config_time",
            "bus/ap/poll_timeout",
            "bus/ap/poll_thread",
            "bus/ap/drivers_autoprobe",
            "bus/mdev/drivers_autoprobe",
            "bus/matrix/drivers_autoprobe");

    /** A type that no kernel makes a card for. */
    private static final SimulatedAdapter UNSUPPORTED = new SimulatedAdapter(3, new ApFunctions(0));

    private static final int CEX8 = 14;

    private final Sysfs sysfs;
    private final HostSnapshot host;
    private final boolean vfioApLoaded;
    private final KernelProfile profile;

    CaptureLoader(Sysfs sysfs) {
        this.sysfs = sysfs;
        this.host = ApHost.at(sysfs).snapshot();
        this.vfioApLoaded = host.vfioAp().isYes() || !host.boundToVfioAp().isEmpty();
        this.profile = profile();
    }

    SimulatedKernel load() {
        if (!host.apBus().isYes()) {
            throw new IllegalArgumentException("the capture has no AP bus");
        }
        SimulatedKernel kernel = builder().prepare();
        loadMachine(kernel.machine());
        SimulatedApBus bus = kernel.bus();
        bus.restore(
                host.masks().orElse(HostMasks.allReserved()),
                host.defaultDomain().orElse(-1),
                number(BUS.resolve("scans")).orElse(0L));
        HostUse use = new HostUse(profile, bus);
        host.cards().values().forEach(card -> loadCard(kernel.machine(), bus, use, card));
        host.queues().values().forEach(queue -> loadQueue(bus, use, queue));
        Optional<SimulatedVfioAp> vfioAp =
                vfioApLoaded ? Optional.of(new SimulatedVfioAp(profile, kernel.machine(), bus)) : Optional.empty();
        bus.drivers()
                .restore(vfioAp, number(BUS.resolve("bindings_complete_count")).orElse(0L));
        vfioAp.ifPresent(driver -> {
            driver.kobjects().matrixComes();
            driver.kobjects().registered();
            new CapturedDevices(sysfs, host, lpar(), driver).load().forEach(driver.mdevs()::add);
        });
        kernel.resume(vfioAp);
        SETTINGS.forEach(path -> content(SysfsPath.of(path)).ifPresent(value -> set(kernel, path, value)));
        return kernel;
    }

    private static void set(SimulatedKernel kernel, String path, String value) {
        try {
            kernel.systemCalls().write("/sys/" + path, value);
        } catch (KernelRefusal e) {
            // the recorded kernel had a file or a value that the profile does not have
        }
    }

    // kernel and machine

    private KernelProfile profile() {
        if (host.features().has(KernelFeature.BINDINGS_COMPLETE_COUNT).isYes()
                || host.features().has(KernelFeature.DRIVER_OVERRIDE).isYes()) {
            return KernelProfile.LINUX_7_3;
        }
        boolean apConfig = vfioApLoaded
                ? host.features().has(KernelFeature.AP_CONFIG).isYes() || isPresent(MATRIX.resolve("features"))
                : isPresent(BUS.resolve("features"));
        if (apConfig && !isPresent(OLD_DRIVER)) {
            return KernelProfile.LINUX_6_12;
        }
        return isPresent(BUS.resolve("features")) ? KernelProfile.LINUX_6_6 : KernelProfile.LINUX_6_1;
    }

    private SimulatedKernel.Builder builder() {
        SimulatedKernel.Builder builder = SimulatedKernel.builder()
                .profile(profile)
                .reportsConfiguration(
                        !host.features().has(KernelFeature.LPAR_CONFIGURATION).isNo());
        host.maxAdapter().ifPresent(builder::maxAdapter);
        host.maxDomain().ifPresent(builder::maxDomain);
        content(BUS.resolve("features")).ifPresent(text -> builder.extendedAddressing(text.contains("APXA")));
        for (String name : List.of("apmask", "aqmask")) {
            parameter(name)
                    .filter(value -> !value.equals("(null)"))
                    .ifPresent(value -> builder.apParameter(name, value));
        }
        parameter("poll_thread").filter("1"::equals).ifPresent(value -> builder.apParameter("poll_thread", value));
        Optional<String> noInterrupts = parameter("useirq").filter("0"::equals);
        noInterrupts.ifPresent(value -> builder.apParameter("useirq", value));
        return builder.interrupts(noInterrupts.isPresent()
                || !content(BUS.resolve("ap_interrupts")).equals(Optional.of("0\n")));
    }

    private Optional<String> parameter(String name) {
        return line(PARAMETERS.resolve(name));
    }

    /** What the LPAR has; without QCI, what was found. */
    private ApConfig lpar() {
        return host.lpar()
                .orElseGet(() -> ApConfig.of(
                        AdapterSet.copyOf(host.cards().keySet()),
                        DomainSet.copyOf(host.queues().keySet().stream()
                                .map(ApQueue::domain)
                                .toList())));
    }

    private void loadMachine(SimulatedLpar machine) {
        for (AdapterId adapter : lpar().adapters()) {
            SimulatedAdapter hardware = Optional.ofNullable(host.cards().get(adapter))
                    .map(this::hardware)
                    .orElse(UNSUPPORTED);
            machine.plugRaw(adapter, hardware.hardwareType(), hardware.functions());
        }
        machine.addUsageDomains(lpar().usageDomains());
        machine.addControlDomains(lpar().controlDomains());
    }

    private SimulatedAdapter hardware(Card card) {
        Optional<SimulatedAdapter> fromType = card.type().map(SimulatedAdapter::of);
        int type = card.rawHardwareType()
                .orElse(card.hardwareType()
                        .orElse(fromType.map(SimulatedAdapter::hardwareType).orElse(CEX8)));
        ApFunctions functions = functionsOfQueues(card.adapter())
                .or(card::functions)
                .or(() -> fromType.map(SimulatedAdapter::functions))
                .orElse(new ApFunctions(0));
        return new SimulatedAdapter(type, functions);
    }

    /** Queues show all functions, cards of newer kernels only some of them. */
    private Optional<ApFunctions> functionsOfQueues(AdapterId adapter) {
        return host.queues().keySet().stream()
                .filter(queue -> queue.adapter().equals(adapter))
                .flatMap(queue -> line(path(queue).resolve("ap_functions")).stream())
                .map(ApFunctions::parse)
                .findFirst();
    }

    // devices of the bus

    /** A card that the machine does not have any more keeps its adapter until the next scan. */
    private void loadCard(SimulatedLpar machine, SimulatedApBus bus, HostUse use, Card recorded) {
        SimulatedAdapter hardware = machine.find(recorded.adapter()).orElseGet(() -> hardware(recorded));
        hardware.setConfigured(!recorded.configured().isNo());
        hardware.setCheckstopped(recorded.checkstopped().isYes());
        SimulatedCard card = new SimulatedCard(profile, bus.kobject(), recorded.adapter(), hardware);
        card.setCheckstopped(recorded.checkstopped().isYes());
        driver(recorded.driver()).ifPresent(card::bind);
        card.setSwitchedOn(isSwitchedOn(recorded.online(), use.isOnline(card)));
        number(path(recorded.adapter()).resolve("request_count")).ifPresent(card::setRequests);
        bus.restore(card);
    }

    private void loadQueue(SimulatedApBus bus, HostUse use, QueueDevice recorded) {
        Optional<SimulatedCard> card = bus.card(recorded.queue().adapter());
        if (card.isEmpty()) {
            return; // the text was cut: no queue is without card
        }
        SimulatedQueue queue = new SimulatedQueue(recorded.queue(), card.orElseThrow());
        SysfsPath path = path(recorded.queue());
        Optional<Long> requests = number(path.resolve("request_count"));
        queue.restoreScan(!recorded.configured().isNo(), recorded.checkstopped().isYes());
        queue.restoreDriver(driver(recorded.driver()), requests.isPresent());
        queue.setRequests(requests.orElse(0L));
        queue.setSwitchedOn(isSwitchedOn(recorded.online(), use.isOnline(queue)));
        queue.restoreReset(
                line(path.resolve("reset"))
                        .filter(text -> !text.startsWith("No "))
                        .isPresent(),
                line(path.resolve("interrupt"))
                        .filter("Interrupts enabled."::equals)
                        .isPresent());
        queue.setDriverOverride(recorded.driverOverride());
        bus.restore(queue);
    }

    /** What is offline for another reason does not show its switch. */
    private static boolean isSwitchedOn(Answer shown, boolean showsIt) {
        return !(shown.isNo() && showsIt);
    }

    private static Optional<ApDriver> driver(DriverBinding binding) {
        return binding.driver()
                .map(name -> Stream.of(ApDriver.values())
                        .filter(driver -> driver.toString().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("driver " + name + " is not simulated")));
    }

    private static SysfsPath path(AdapterId adapter) {
        return SysfsPath.of("devices/ap/" + SimulatedCard.PREFIX + adapter);
    }

    private static SysfsPath path(ApQueue queue) {
        return path(queue.adapter()).resolve(queue.toString());
    }

    // raw files

    private boolean isPresent(SysfsPath path) {
        return sysfs.stat(path).isPresent();
    }

    private Optional<String> content(SysfsPath path) {
        try {
            return Optional.of(sysfs.read(path));
        } catch (SysfsException e) {
            return Optional.empty(); // not there, or not recorded
        }
    }

    private Optional<String> line(SysfsPath path) {
        return content(path).map(String::strip);
    }

    private Optional<Long> number(SysfsPath path) {
        return line(path).filter(text -> text.matches("[0-9]{1,18}")).map(Long::valueOf);
    }
}
