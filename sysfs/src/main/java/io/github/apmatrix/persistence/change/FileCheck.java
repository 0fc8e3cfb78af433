package io.github.apmatrix.persistence.change;

import com.google.common.collect.Sets;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.PersistentHost;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks what tools have made of the files. What they write means the same as what the library would write, but is not equal:
 * mdevctl loses fields that it does not know, and the rules of chzdev differ between versions.
 */
record FileCheck(PersistencePlan plan, Path root) implements HostCheck {
    @Override
    public Optional<String> after(HostCommand command) {
        return Optional.empty();
    }

    @Override
    public Optional<String> differenceFromGoal() {
        return difference(plan.expected());
    }

    @Override
    public Optional<String> differenceFromStart() {
        return difference(plan.before());
    }

    private Optional<String> difference(PersistentHost wanted) {
        PersistentHost found = PersistentHost.read(root);
        List<String> differences = new ArrayList<>();
        if (!masks(found).equals(masks(wanted))
                || !found.rules()
                        .map(ApRules::loadsVfioAp)
                        .equals(wanted.rules().map(ApRules::loadsVfioAp))) {
            differences.add(
                    "41-ap.rules has " + found.rules().map(Object::toString).orElse("no masks"));
        }
        Sets.union(found.definitions().keySet(), wanted.definitions().keySet()).stream()
                .filter(id -> !meaning(found, id).equals(meaning(wanted, id)))
                .sorted()
                .forEach(id -> differences.add("the definition of device " + id + " is "
                        + (found.definitions().containsKey(id)
                                ? found.definitions().get(id)
                                : "missing")));
        if (found.earlyLoad().isPresent() != wanted.earlyLoad().isPresent()) {
            differences.add("vfio_ap is " + (found.earlyLoad().isPresent() ? "" : "not ") + "in a list of modules");
        }
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", differences));
    }

    private static MaskSettings masks(PersistentHost host) {
        return host.rules().map(ApRules::masks).orElse(MaskSettings.none());
    }

    private static Optional<MdevDefinition> meaning(PersistentHost host, MediatedDeviceId id) {
        return Optional.ofNullable(host.definitions().get(id))
                .map(definition -> MdevDefinition.of(definition.start(), definition.attributes()));
    }
}
