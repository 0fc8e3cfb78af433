package io.github.apmatrix.persistence.mdevctl;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.MdevAttribute;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.document.RootDirectory;
import io.github.apmatrix.persistence.samples.Samples;
import io.github.apmatrix.sysfs.Capture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the mdevctl of this machine says about files that are written here; skipped where there is none. */
class RealMdevctlTest {
    private static final MediatedDeviceId ID = MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804");

    @TempDir
    Path directory;

    private MdevctlChroot mdevctl;

    @BeforeAll
    static void findProgram(@TempDir Path scratch) throws IOException, InterruptedException {
        Optional<String> hindrance = MdevctlChroot.hindrance(scratch);
        assumeTrue(hindrance.isEmpty(), hindrance.orElse(""));
    }

    @BeforeEach
    void enterRoot() throws IOException, InterruptedException {
        mdevctl = MdevctlChroot.create(directory);
        Files.createDirectories(mdevctl.definitions().resolve("matrix"));
    }

    static Stream<MdevDefinition> definitions() {
        MdevAttributes detours = MdevAttributes.copyOf(List.of(
                new MdevAttribute("assign_domain", "0x1b"),
                new MdevAttribute("assign_adapter", "012"),
                new MdevAttribute("assign_adapter", "10"),
                new MdevAttribute("unassign_adapter", "0xa"),
                new MdevAttribute(
                        "ap_config", ApConfig.of(adapters(1), domains(2)).toString())));
        return Stream.of(
                MdevDefinition.of(MdevDefinition.Start.MANUAL, MdevAttributes.none()),
                MdevDefinition.of(MdevDefinition.Start.AUTO, detours),
                MdevDefinition.of(
                        MdevDefinition.Start.AUTO,
                        MdevAttributes.of(
                                ApConfig.of(AdapterSet.all(), DomainSet.all()).withControlDomains(DomainSet.all()))),
                MdevDefinition.parse(Samples.sample("mdevctl-define.json")));
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void aFileIsListedAsItWasWritten(MdevDefinition definition) throws IOException, InterruptedException {
        Files.writeString(mdevctl.definitions().resolve("matrix").resolve(ID.toString()), definition.toText());
        ImmutableList<DefinedDevice> devices = listed();
        assertThat(devices).containsExactly(new DefinedDevice("matrix", ID, definition));
        assertThat(MdevctlListing.toText(devices).strip())
                .isEqualTo(run("list", "--defined", "--dumpjson").strip());
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void whatItDefinesFromOurJsonIsTheFileThatWeWouldWrite(MdevDefinition definition)
            throws IOException, InterruptedException {
        Files.writeString(mdevctl.root().resolve("new.json"), definition.toText());
        run("define", "--uuid", ID.toString(), "--parent", "matrix", "--jsonfile", "/new.json");
        assertThat(Files.readString(mdevctl.definitions().resolve("matrix").resolve(ID.toString())))
                .isEqualTo(definition.toText());
        assertThat(MdevctlDirectory.read(mdevctl.definitions()).definitions()).containsEntry(ID, definition);
    }

    @Test
    void aSingleDeviceIsListedInTheFormOfAFile() throws IOException, InterruptedException {
        MdevDefinition definition = MdevDefinition.parse(Samples.sample("mdevctl-define.json"));
        Files.writeString(mdevctl.definitions().resolve("matrix").resolve(ID.toString()), definition.toText());
        assertThat(MdevDefinition.parse(
                        new Document("list", run("list", "--defined", "--dumpjson", "--uuid", ID.toString()))))
                .isEqualTo(definition);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12", "7.3"})
    void theDevicesOfARecordedHostAreListedAndTheirAttributesAreNotKnown(String kernel)
            throws IOException, InterruptedException {
        Path capture = Path.of("target/test-classes/captures", kernel, "production.sysfs.gz");
        Capture.read(capture).unpack(mdevctl.root().resolve("sys"));
        Document listing = new Document("list", run("list", "--dumpjson"));
        assertThat(MdevctlListing.parseActive(listing))
                .isNotEmpty()
                .allSatisfy(device -> assertThat(device.attributes()).isEmpty());
        assertThat(MdevctlListing.parseActive(listing))
                .isEqualTo(MdevctlListing.parseActive(Samples.captured(kernel + "/production.mdevctl-list.json")));
        assertThat(MdevctlListing.parseTypes(new Document("types", run("types", "--dumpjson"))))
                .extracting(MdevType::type)
                .containsExactly(MdevDefinition.TYPE);
    }

    @Test
    void misnamedFilesAreListedAndEverythingThatIsNoFileIsNot() throws IOException, InterruptedException {
        Path matrix = mdevctl.definitions().resolve("matrix");
        String text = Samples.sample("mdevctl-define.json").text();
        for (String name : List.of(
                "783E6DBB-ea0e-411f-94e2-717eaad438b1",
                "783e6dbbea0e411f94e2717eaad438b2",
                "{783e6dbb-ea0e-411f-94e2-717eaad438b3}",
                "urn:uuid:783e6dbb-ea0e-411f-94e2-717eaad438b4")) {
            Files.writeString(matrix.resolve(name), text);
        }
        Files.createDirectory(matrix.resolve("783e6dbb-ea0e-411f-94e2-717eaad438b5"));
        Files.createSymbolicLink(matrix.resolve("783e6dbb-ea0e-411f-94e2-717eaad438b6"), Path.of("/nowhere"));

        MdevctlDirectory read = MdevctlDirectory.read(RootDirectory.of(mdevctl.root()));

        assertThat(read.ignored()).hasSize(2);
        assertThat(read.misnamed())
                .hasSize(4)
                .extracting(misnamed -> new DefinedDevice("matrix", misnamed.id(), misnamed.definition()))
                .containsExactlyInAnyOrderElementsOf(listed());
    }

    @Test
    void changingAMisnamedDefinitionMakesASecondOne() throws IOException, InterruptedException {
        Path matrix = mdevctl.definitions().resolve("matrix");
        String text = Samples.sample("mdevctl-define.json").text();
        Files.writeString(matrix.resolve(ID.toString().toUpperCase(Locale.ROOT)), text);
        run("modify", "--uuid", ID.toString(), "--parent", "matrix", "--auto");

        MdevctlDirectory read = MdevctlDirectory.read(RootDirectory.of(mdevctl.root()));

        assertThat(read.definitions()).containsOnlyKeys(ID);
        assertThat(read.misnamed()).extracting(MisnamedDefinition::id).containsExactly(ID);
        assertThat(mdevctl.run("start", "--uuid", ID.toString()).out()).contains("Multiple definitions found");
    }

    @Test
    void aFileThatIsNotUtf8MakesItFail() throws IOException, InterruptedException {
        Files.write(mdevctl.definitions().resolve("matrix").resolve(ID.toString()), new byte[] {(byte) 0xff});

        assertThat(mdevctl.run("list", "--defined").exitCode()).isPositive();
        assertThat(MdevctlDirectory.read(RootDirectory.of(mdevctl.root())).malformed())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"mdev_type\":\"vfio_ap-passthrough\",\"start\":\"auto\",\"attrs\":[{\"assign_adapter\":\"999\"}]}",
                "{\"mdev_type\":\"vfio_ap-passthrough\",\"start\":\"auto\",\"attrs\":[{\"power\":\"1\"}]}",
                "{\"mdev_type\":\"vfio_ap-passthrough\",\"start\":\"Auto\"}",
                "{\"mdev_type\":\"nosuch\",\"start\":\"auto\",\"attrs\":null}",
                "{\"mdev_type\":\"vfio_ap-passthrough\",\"start\":\"auto\",\"attrs\":[{\"assign_adapter\":\"1\",\"assign_domain\":\"1\"}]}",
                "{\"mdev_type\":\"vfio_ap-passthrough\",\"start\":\"auto\",\"attrs\":[{}]}",
                "{\"mdev_type\":\"vfio_ap-passthrough\",\"start\":\"auto\",\"attrs\":[{\"assign_adapter\":1}]}",
                "{\"mdev_type\":\"vfio_ap-passthrough\",\"start\":\"auto\",\"attrs\":{}}",
                "{\"mdev_type\":\"vfio_ap-passthrough\",\"start\":1}",
                "{\"mdev_type\":\"vfio_ap-passthrough\"}",
                "{\"start\":\"auto\"}",
                "[]",
                "{",
                ""
            })
    void itFailsForAllDevicesExactlyWhereAFileIsMalformedHere(String text) throws IOException, InterruptedException {
        Files.writeString(mdevctl.definitions().resolve("matrix").resolve(ID.toString()), text);

        boolean reads = mdevctl.run("list", "--defined").exitCode() == 0;

        MdevctlDirectory read = MdevctlDirectory.read(RootDirectory.of(mdevctl.root()));
        assertThat(read.definitions()).isEmpty();
        assertThat(read.malformed()).hasSize(reads ? 0 : 1);
        assertThat(read.unusable()).hasSize(reads ? 1 : 0);
    }

    private ImmutableList<DefinedDevice> listed() throws IOException, InterruptedException {
        return MdevctlListing.parseDefined(new Document("list", run("list", "--defined", "--dumpjson")));
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        MdevctlChroot.Result result = mdevctl.run(arguments);
        assertThat(result.exitCode()).as("%s", result).isZero();
        return result.out();
    }
}
