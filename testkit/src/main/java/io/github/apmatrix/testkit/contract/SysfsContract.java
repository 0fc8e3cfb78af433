package io.github.apmatrix.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.sysfs.AccessRefusedException;
import io.github.apmatrix.sysfs.AttributeMissingException;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.FileStatus;
import io.github.apmatrix.sysfs.FileStatus.Kind;
import io.github.apmatrix.sysfs.Sysfs;
import io.github.apmatrix.sysfs.SysfsCall.Operation;
import io.github.apmatrix.sysfs.SysfsException;
import io.github.apmatrix.sysfs.SysfsPath;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Sysfs} has to do. The subject holds the {@link ReferenceHost}.
 *
 * @since 0.1.0
 */
public abstract class SysfsContract {
    private static final SysfsPath APMASK = SysfsPath.of("bus/ap/apmask");
    private static final SysfsPath CREATE =
            SysfsPath.of("devices/vfio_ap/matrix/mdev_supported_types/vfio_ap-passthrough/create");
    private static final SysfsPath CARD_LINK = SysfsPath.of("bus/ap/devices/card0a");
    private static final SysfsPath DEVICE = SysfsPath.of("devices/vfio_ap/matrix/" + ReferenceHost.DEVICE);
    private static final String MASK = "0xffdf" + "f".repeat(60) + "\n";

    /** For subclasses. */
    protected SysfsContract() {}

    /**
     * Returns a fresh subject that holds the reference host.
     *
     * @return the subject
     */
    protected abstract Sysfs sysfs();

    /**
     * Returns what the subject can do; tests that need more are skipped.
     *
     * @return its features
     */
    protected abstract ImmutableSet<SysfsFeature> features();

    private void needs(SysfsFeature feature) {
        assumeTrue(features().contains(feature), () -> "the subject does not declare " + feature);
    }

    private static void assertRefused(Errno errno, Operation operation, SysfsPath path, Runnable access) {
        assertThatExceptionOfType(SysfsException.class).isThrownBy(access::run).satisfies(refused -> {
            assertThat(refused.errno()).isEqualTo(errno);
            assertThat(refused.operation()).isEqualTo(operation);
            assertThat(refused.path()).isEqualTo(path);
        });
    }

    @Test
    void aReadGivesTheWholeContentWithItsNewline() {
        assertThat(sysfs().read(APMASK)).isEqualTo(MASK);
    }

    @Test
    void anAttributeMayBeEmpty() {
        assertThat(sysfs().read(DEVICE.resolve("control_domains"))).isEmpty();
    }

    @Test
    void aPathRunsThroughLinks() {
        assertThat(sysfs().read(SysfsPath.of("bus/ap/devices/0a.0004/status"))).isEqualTo("assigned\n");
        assertThat(sysfs().list(SysfsPath.of("bus/mdev/devices/" + ReferenceHost.DEVICE)))
                .contains("matrix", "guest_matrix", "ap_config");
    }

    @Test
    void aListingHasAllNames() {
        assertThat(sysfs().list(SysfsPath.of("bus/ap/devices")))
                .containsExactly("00.0001", "00.0004", "0a.0001", "0a.0004", "card00", "card0a");
    }

    @Test
    void aLinkGivesItsTargetAsStored() {
        assertThat(sysfs().readLink(CARD_LINK)).isEqualTo("../../../devices/ap/card0a");
        assertRefused(Errno.EINVAL, Operation.READ_LINK, APMASK, () -> sysfs().readLink(APMASK));
    }

    @Test
    void statusTellsKindAndModeWithoutFollowingALink() {
        assertThat(sysfs().stat(APMASK)).isEqualTo(new FileStatus(Kind.FILE, 0644));
        assertThat(sysfs().stat(CREATE)).isEqualTo(new FileStatus(Kind.FILE, 0200));
        assertThat(sysfs().stat(CARD_LINK).kind()).isEqualTo(Kind.LINK);
        assertThat(sysfs().stat(DEVICE).kind()).isEqualTo(Kind.DIRECTORY);
        assertThat(sysfs().stat(APMASK.parent().orElseThrow().resolve("nothing")))
                .isEqualTo(FileStatus.ABSENT);
        assertThat(sysfs().stat(SysfsPath.of("nothing/at/all"))).isEqualTo(FileStatus.ABSENT);
    }

    @Test
    void whatIsNotThereIsMissing() {
        SysfsPath missing = SysfsPath.of("bus/ap/nothing");
        assertThatExceptionOfType(AttributeMissingException.class)
                .isThrownBy(() -> sysfs().read(missing))
                .satisfies(refused -> assertThat(refused.path()).isEqualTo(missing))
                .withMessageStartingWith("read bus/ap/nothing: ENOENT: ");
        assertRefused(Errno.ENOENT, Operation.LIST, missing, () -> sysfs().list(missing));
        assertRefused(Errno.ENOENT, Operation.READ_LINK, missing, () -> sysfs().readLink(missing));
    }

    @Test
    void filesAndDirectoriesAreNotMistaken() {
        assertRefused(Errno.EISDIR, Operation.READ, DEVICE, () -> sysfs().read(DEVICE));
        assertRefused(Errno.ENOTDIR, Operation.LIST, APMASK, () -> sysfs().list(APMASK));
        SysfsPath below = APMASK.resolve("x");
        assertRefused(Errno.ENOTDIR, Operation.READ, below, () -> sysfs().read(below));
    }

    @Test
    void aLinkAtTheEndOfAPathIsNotRead() {
        assertRefused(Errno.ELOOP, Operation.READ, CARD_LINK, () -> sysfs().read(CARD_LINK));
    }

    @Test
    void anInterruptedThreadReadsAndStaysInterrupted() {
        Sysfs subject = sysfs();
        Thread.currentThread().interrupt();
        String content = subject.read(APMASK);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(content).isEqualTo(MASK);
    }

    @Test
    void whatNobodyCanReadIsRefused() {
        needs(SysfsFeature.ENFORCES_MODES);
        assertThatExceptionOfType(AccessRefusedException.class).isThrownBy(() -> sysfs().read(CREATE));
    }

    @Test
    void whatNobodyCanWriteIsRefused() {
        needs(SysfsFeature.ENFORCES_MODES);
        needs(SysfsFeature.WRITES);
        SysfsPath matrix = DEVICE.resolve("matrix");
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> sysfs().write(matrix, "0"))
                .satisfies(refused -> assertThat(refused.attemptedValue()).contains("0"));
    }

    @Test
    void aMissingAttributeIsNotCreated() {
        needs(SysfsFeature.WRITES);
        Sysfs subject = sysfs();
        SysfsPath missing = SysfsPath.of("bus/ap/nothing");
        assertRefused(Errno.ENOENT, Operation.WRITE, missing, () -> subject.write(missing, "1"));
        assertThat(subject.stat(missing)).isEqualTo(FileStatus.ABSENT);
    }

    @Test
    void anInterruptedThreadWritesAndStaysInterrupted() {
        needs(SysfsFeature.WRITES);
        Sysfs subject = sysfs();
        String other = MASK.replace("d", "f");
        Thread.currentThread().interrupt();
        subject.write(SysfsPath.of("bus/ap/aqmask"), other);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(subject.read(SysfsPath.of("bus/ap/aqmask"))).isEqualTo(other);
    }

    @Test
    void aValueLongerThanAPageIsRefusedBeforeItIsWritten() {
        Sysfs subject = sysfs();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> subject.write(APMASK, "-1,".repeat(2000)))
                .withMessageContaining("6000 bytes, but the kernel takes 4096");
        assertThat(subject.read(APMASK)).isEqualTo(MASK);
    }

    @Test
    void aRefusedWriteNamesPathAndValueAndChangesNothing() {
        needs(SysfsFeature.ACTS_ON_WRITES);
        Sysfs subject = sysfs();
        assertThatExceptionOfType(SysfsException.class)
                .isThrownBy(() -> subject.write(APMASK, "bogus"))
                .withMessageStartingWith("write \"bogus\" to bus/ap/apmask: EINVAL: ");
        assertThat(subject.read(APMASK)).isEqualTo(MASK);
    }

    @Test
    void anEmptyWriteDoesNothing() {
        needs(SysfsFeature.ACTS_ON_WRITES);
        Sysfs subject = sysfs();
        subject.write(APMASK, "");
        assertThat(subject.read(APMASK)).isEqualTo(MASK);
    }

    @Test
    void whatAWriteChangesIsThereAtOnce() {
        needs(SysfsFeature.ACTS_ON_WRITES);
        Sysfs subject = sysfs();
        SysfsPath driver = SysfsPath.of("devices/ap/card00/00.0001/driver");
        assertThat(subject.readLink(driver)).isEqualTo("../../../../bus/ap/drivers/cex4queue");
        subject.write(APMASK, "-0");
        assertThat(subject.readLink(driver)).isEqualTo("../../../../bus/ap/drivers/vfio_ap");
        assertThat(subject.list(SysfsPath.of("bus/ap/drivers/cex4queue"))).doesNotContain("00.0001");
    }
}
