package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.host.HostChange;
import io.github.apmatrix.host.HostDifference;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.persistence.BootEvent;
import io.github.apmatrix.persistence.BootForecast;
import io.github.apmatrix.persistence.Drift;
import io.github.apmatrix.persistence.DriftItem;
import io.github.apmatrix.persistence.PersistentHost;
import io.github.apmatrix.persistence.change.PersistencePlan;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.ApLock;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What is said of the next boot, compared with a boot of the same simulated machine. */
class RebootProperties {
    private static final int TRIES = 500;

    @Provide
    Arbitrary<Fate> fates() {
        return Fate.any();
    }

    @Provide
    Arbitrary<PersistentFiles> files() {
        return PersistentFiles.any();
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theNextBootIsAsForecast(@ForAll("fates") Fate fate, @ForAll("files") PersistentFiles files) {
        SimulatedKernel kernel = fate.happen().kernel();
        HostSnapshot running = ApHost.at(kernel.sysfs()).snapshot();
        files.inDirectory(root -> {
            PersistentHost persistent = PersistentHost.read(root);
            BootForecast forecast = BootForecast.of(running, persistent);
            HostSnapshot booted =
                    ApHost.at(BootModel.boot(kernel, root).sysfs()).snapshot();
            assertThat(HostDifference.between(forecast.snapshot(), booted).changes())
                    .as("%s", forecast)
                    .isEmpty();
            assertThat(forecast.snapshot().vfioAp()).isEqualTo(booted.vfioAp());
            assertThat(Drift.between(running, persistent).atBoot().changes())
                    .containsExactlyElementsOf(changes(running, booted));
            forecast.events()
                    .forEach(event ->
                            Statistics.label("event").collect(event.getClass().getSimpleName()));
        });
        Statistics.label("event")
                .coverage(coverage -> Stream.of("ModuleLoaded", "RuleActs", "RuleWaits", "DeviceStarted", "StartFails")
                        .forEach(event -> coverage.check(event).count(count -> count > 0)));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void whatWasMadePersistentComesBackExceptForWhatTheDriftAnnounced(
            @ForAll("fates") Fate fate, @ForAll("files") PersistentFiles files) {
        SimulatedKernel kernel = fate.happen().kernel();
        HostSnapshot running = ApHost.at(kernel.sysfs()).snapshot();
        files.inDirectory(root -> {
            PersistencePlan plan = PersistencePlan.of(running, PersistentHost.read(root));
            plan.write(root, ApLock.inMemory());
            assertThat(PersistentHost.read(root).definitions())
                    .isEqualTo(plan.expected().definitions());
            HostSnapshot booted =
                    ApHost.at(BootModel.boot(kernel, root).sysfs()).snapshot();
            Drift announced = plan.remaining();
            assertThat(changes(running, booted))
                    .as("%s%n%s", plan, announced)
                    .containsExactlyElementsOf(announced.atBoot().changes());
            assertThat(PersistencePlan.of(running, PersistentHost.read(root)).steps())
                    .as("%s", plan)
                    .isEmpty();
            boolean ruleActs = announced.forecast().events().stream().noneMatch(BootEvent.RuleWaits.class::isInstance);
            if (files.parameters().isEmpty() && !files.listsModule() && ruleActs) {
                assertThat(announced.atBoot().changes())
                        .as("%s%n%s", plan, announced)
                        .allMatch(change -> isTransient(change, running, announced));
            }
            Statistics.collect(announced.isEmpty() ? "all comes back" : "announced");
        });
        Statistics.coverage(coverage -> coverage.check("all comes back").percentage(percentage -> percentage > 5));
    }

    /** No guest is started here, and what was not known before is no drift. */
    private static List<HostChange> changes(HostSnapshot before, HostSnapshot after) {
        return HostDifference.between(before, after).changes().stream()
                .filter(change -> !(change instanceof HostChange.HeldChanged)
                        && !(change instanceof HostChange.AssignmentChanged assignment
                                && assignment.before().isEmpty())
                        && !(change instanceof HostChange.GuestMatrixChanged guest
                                && guest.before().matrix().isEmpty()))
                .toList();
    }

    /** Drivers bound by hand, overrides, old guest matrices and devices without driver are in no file. */
    private static boolean isTransient(HostChange change, HostSnapshot running, Drift drift) {
        boolean overridden = drift.items().stream().anyMatch(DriftItem.OverridesLost.class::isInstance);
        if (change instanceof HostChange.DeviceRemoved removed) {
            MediatedDevice device = running.devices().get(removed.device());
            return overridden || (device != null && device.state() != MediatedDeviceState.READY);
        }
        return change instanceof HostChange.DriverChanged
                || change instanceof HostChange.GuestMatrixChanged
                || change instanceof HostChange.DeviceStateChanged;
    }
}
