package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.command.Chzdev;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.sysfs.ApHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks what tools have made of the running host: chzdev does not look whether the kernel takes masks. */
record RestoreCheck(RestorePlan plan, ApHost host) implements HostCheck {
    @Override
    public Optional<String> after(HostCommand command) {
        return Optional.ofNullable(masksAfter().get(command))
                .flatMap(wanted -> wrongMasks(Optional.of(host.apBus().masks()), wanted));
    }

    /** Returns the masks that there have to be after the commands that set masks. */
    private ImmutableMap<HostCommand, HostMasks> masksAfter() {
        return Stream.of(
                        plan.running().masks().orElseThrow(),
                        plan.firstMasks(),
                        plan.persistent().masks())
                .distinct()
                .collect(
                        ImmutableMap.toImmutableMap(masks -> Chzdev.setActive(MaskSettings.of(masks)), masks -> masks));
    }

    private static Optional<String> wrongMasks(Optional<HostMasks> found, HostMasks wanted) {
        return found.equals(Optional.of(wanted))
                ? Optional.empty()
                : Optional.of(
                        "the kernel has " + found.map(RestoreCheck::text).orElse("no masks") + ", not " + text(wanted));
    }

    private static String text(HostMasks masks) {
        return "apmask " + masks.apmask() + ", aqmask " + masks.aqmask();
    }

    @Override
    public Optional<String> differenceFromGoal() {
        HostSnapshot now = host.snapshot();
        List<String> differences = new ArrayList<>();
        wrongMasks(now.masks(), plan.persistent().masks()).ifPresent(differences::add);
        plan.desired()
                .devices()
                .forEach((id, config) -> wrongDevice(now, id, config).ifPresent(differences::add));
        return joined(differences);
    }

    private static Optional<String> wrongDevice(HostSnapshot now, MediatedDeviceId id, ApConfig wanted) {
        Optional<MediatedDevice> device = Optional.ofNullable(now.devices().get(id));
        Optional<ApConfig> found = device.flatMap(MediatedDevice::assigned);
        return found.equals(Optional.of(wanted))
                ? Optional.empty()
                : Optional.of("device " + id
                        + (device.isEmpty()
                                ? " is not running"
                                : found.map(config -> " has " + text(config)).orElse(" shows no assignment") + ", not "
                                        + text(wanted)));
    }

    private static String text(ApConfig config) {
        return config.matrix() + " (control domains " + config.controlDomains() + ")";
    }

    @Override
    public Optional<String> differenceFromStart() {
        HostSnapshot now = host.snapshot();
        List<String> differences = new ArrayList<>();
        wrongMasks(now.masks(), plan.running().masks().orElseThrow()).ifPresent(differences::add);
        for (RestoreStep step : plan.steps()) {
            if (step instanceof RestoreStep.Start start && now.devices().containsKey(start.device())) {
                differences.add("device " + start.device() + " is running");
            } else if (step instanceof RestoreStep.Reassign reassign) {
                wrongDevice(now, reassign.device(), reassign.before()).ifPresent(differences::add);
            } else if (step instanceof RestoreStep.LoadVfioAp && now.vfioAp().isYes()) {
                differences.add("vfio_ap is loaded");
            }
        }
        return joined(differences);
    }

    private static Optional<String> joined(List<String> differences) {
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", differences));
    }
}
