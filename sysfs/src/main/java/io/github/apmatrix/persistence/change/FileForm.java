package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.PersistentHost;
import io.github.apmatrix.persistence.boot.ModulesLoad;
import io.github.apmatrix.persistence.document.RootDirectory;
import io.github.apmatrix.persistence.mdevctl.MdevctlDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The steps of a plan as changes of files. */
final class FileForm {
    private static final Path RULES = Path.of("etc/udev/rules.d/41-ap.rules");
    private static final Path MODULES = Path.of(PersistenceStep.MODULES_FILE);
    private static final Path DEFINITIONS = Path.of("etc/mdevctl.d").resolve(MdevctlDirectory.PARENT);

    private final PersistencePlan plan;
    private final RootDirectory root;

    FileForm(PersistencePlan plan, Path root) {
        this.plan = plan;
        this.root = RootDirectory.of(root);
    }

    void requireUnchanged() {
        difference(plan.before()).ifPresent(difference -> {
            throw new PersistentHostChangedException(difference);
        });
    }

    ImmutableList<FileChange> changes() {
        requireUnchanged();
        return plan.steps().stream().map(this::change).collect(ImmutableList.toImmutableList());
    }

    void write() {
        FileTransaction.of(root.path(), changes()).apply();
    }

    private FileChange change(PersistenceStep step) {
        if (step instanceof PersistenceStep.SetMasks masks) {
            return change(RULES, masks.rules().toText().orElseThrow());
        } else if (step instanceof PersistenceStep.Define define) {
            return change(file(define.device()), define.definition().toText());
        } else if (step instanceof PersistenceStep.Redefine redefine) {
            return change(file(redefine.device()), redefine.after().toText());
        }
        return change(MODULES, modules());
    }

    private FileChange change(Path file, String after) {
        try {
            // links of directories lead to another place within the root
            Path folder = root.resolve(Objects.requireNonNull(file.getParent()));
            return new FileChange(
                    root.path().relativize(folder).resolve(file.getFileName()), present(file), Optional.of(after));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + root.locate(file), e);
        }
    }

    private String modules() {
        try {
            String before = present(MODULES).orElse("");
            String end = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
            return before + end + ModulesLoad.vfioAp().toText();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + root.locate(MODULES), e);
        }
    }

    private static Path file(MediatedDeviceId device) {
        return DEFINITIONS.resolve(device.toString());
    }

    private Optional<String> present(Path file) throws IOException {
        try {
            return Optional.of(root.read(file).text());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Optional<String> difference(PersistentHost wanted) {
        PersistentHost found = PersistentHost.read(root.path());
        List<String> differences = new ArrayList<>();
        if (!found.rules().equals(wanted.rules())) {
            differences.add("/" + RULES + " has "
                    + found.rules().map(rules -> rules.masks().toString()).orElse("no masks"));
        }
        if (!found.definitions().equals(wanted.definitions())) {
            differences.add("the definitions in /" + DEFINITIONS + " are others");
        }
        if (found.earlyLoad().isPresent() != wanted.earlyLoad().isPresent()) {
            differences.add("vfio_ap is " + (found.earlyLoad().isPresent() ? "" : "not ") + "in a list of modules");
        }
        return differences.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", differences));
    }
}
