package io.github.apmatrix.persistence;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.persistence.SourceProblem.Source;
import io.github.apmatrix.persistence.boot.BootEntries;
import io.github.apmatrix.persistence.boot.BootMasks;
import io.github.apmatrix.persistence.boot.BootModules;
import io.github.apmatrix.persistence.boot.BootPlace;
import io.github.apmatrix.persistence.boot.ModuleBlock;
import io.github.apmatrix.persistence.boot.ModuleBlocks;
import io.github.apmatrix.persistence.boot.NextCommandLine;
import io.github.apmatrix.persistence.boot.UdevRules;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.persistence.document.RootDirectory;
import io.github.apmatrix.persistence.document.UnreadableFile;
import io.github.apmatrix.persistence.mdevctl.MdevctlDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads all persistent sources of a host once. */
final class PersistentHostReader {
    private static final Path COMMAND_LINE = Path.of("proc/cmdline");
    private static final ImmutableList<Path> CALLOUTS = ImmutableList.of(
            Path.of("usr/lib/mdevctl/scripts.d/callouts/ap-check"),
            Path.of("etc/mdevctl.d/scripts.d/callouts/ap-check.sh"),
            Path.of("etc/mdevctl.d/scripts.d/callouts/ap-check"));

    private final RootDirectory root;
    private final ImmutableList.Builder<SourceProblem> problems = ImmutableList.builder();

    PersistentHostReader(RootDirectory root) {
        this.root = root;
    }

    PersistentHost read() {
        NextCommandLine next = nextCommandLine();
        Document commandLine = next.commandLine().orElseGet(() -> new Document("no kernel command line", ""));
        BootModules modules = BootModules.read(root, commandLine);
        modules.unreadable().forEach(adding(Source.MODULES));
        ModuleBlocks blocks = ModuleBlocks.read(root, commandLine);
        blocks.unreadable().forEach(adding(Source.MODULES));
        MdevctlDirectory definitions = definitions();
        return new PersistentHost(
                rules(),
                next.masks().orElseGet(() -> BootMasks.parse(commandLine)),
                modules.vfioAp().map(BootPlace::toString),
                blocks.blocks().stream().findFirst().map(ModuleBlock::toString),
                definitions.definitions(),
                CALLOUTS.stream().anyMatch(this::exists),
                problems.build());
    }

    private Consumer<UnreadableFile> adding(Source source) {
        return file -> problems.add(new SourceProblem(source, file.path().toString(), file.problem()));
    }

    private void add(Source source, DocumentException malformed) {
        problems.add(new SourceProblem(source, malformed.document(), malformed.place() + ": " + malformed.problem()));
    }

    private NextCommandLine nextCommandLine() {
        BootEntries entries = BootEntries.read(root);
        entries.unreadable().forEach(adding(Source.COMMAND_LINE));
        NextCommandLine next = nextCommandLine(entries);
        String taken = next.commandLine().map(Document::name).orElse("no other one");
        Stream.concat(
                        next.disagreements().stream()
                                .map(other -> new SourceProblem(
                                        Source.BOOT_ENTRY,
                                        other.entry(),
                                        "sets other masks than " + taken + ", which is taken")),
                        next.unknown().stream()
                                .map(entry -> new SourceProblem(Source.BOOT_ENTRY, entry.name(), entry.problem())))
                .forEach(problems::add);
        return next;
    }

    private NextCommandLine nextCommandLine(BootEntries entries) {
        try {
            return root.find(COMMAND_LINE, adding(Source.COMMAND_LINE))
                    .map(running -> NextCommandLine.of(entries, running))
                    .orElseGet(() -> NextCommandLine.of(entries));
        } catch (DocumentException e) {
            add(Source.COMMAND_LINE, e);
            return NextCommandLine.of(entries);
        }
    }

    private boolean exists(Path file) {
        try {
            return Files.exists(root.resolve(file));
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<ApRules> rules() {
        UdevRules rules = UdevRules.read(root);
        rules.unreadable()
                .forEach(file -> adding(
                                file.path().endsWith(UdevRules.AP_RULES.getFileName())
                                        ? Source.RULES
                                        : Source.OTHER_RULES)
                        .accept(file));
        rules.others()
                .forEach(place -> problems.add(new SourceProblem(
                        Source.OTHER_RULES, place.document(), place.place() + " sets a mask, which is not evaluated")));
        return rules.apRules().flatMap(this::parse);
    }

    private Optional<ApRules> parse(Document document) {
        try {
            ApRules rules = ApRules.parse(document);
            if (rules.masks().isEmpty() && !rules.loadsVfioAp()) {
                return Optional.empty();
            }
            String expected = root.locate(UdevRules.AP_RULES).toString();
            if (!document.name().equals(expected)) {
                problems.add(new SourceProblem(
                        Source.RULES_ELSEWHERE, document.name(), "chzdev, lszdev and ap-check read only " + expected));
            }
            return Optional.of(rules);
        } catch (DocumentException e) {
            add(Source.RULES, e);
            return Optional.empty();
        }
    }

    private MdevctlDirectory definitions() {
        MdevctlDirectory directory = MdevctlDirectory.read(root);
        directory.malformed().forEach(malformed -> add(Source.MALFORMED_DEFINITION, malformed));
        directory.unusable().forEach(unusable -> add(Source.UNUSABLE_DEFINITION, unusable));
        directory.unreadable().forEach(adding(Source.UNREADABLE_DEFINITION));
        directory
                .misnamed()
                .forEach(misnamed -> problems.add(new SourceProblem(
                        Source.MISNAMED_DEFINITION,
                        misnamed.file().toString(),
                        "mdevctl may start device " + misnamed.id() + " from it at boot, but does not change it")));
        return directory;
    }
}
