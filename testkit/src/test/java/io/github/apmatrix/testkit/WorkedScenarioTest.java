package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.Console.A;
import static io.github.apmatrix.testkit.Console.B;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.host.CardType;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The worked scenario of the kernel document, part K; the numbers in the comments are its steps. */
class WorkedScenarioTest {
    private static final String NONE = "0".repeat(64);
    private static final ImmutableList<String> QUEUES =
            ImmutableList.of("05.0004", "05.0047", "05.00ab", "06.0004", "06.0047", "06.00ab");

    private static Console host(KernelProfile profile) {
        DomainSet domains = DomainSet.domains(0x04, 0x47, 0xab);
        return new Console(SimulatedKernel.builder()
                .profile(profile)
                .adapter(AdapterId.of(5), CardType.CEX8C)
                .adapter(AdapterId.of(6), CardType.CEX8C)
                .usageDomains(domains)
                .controlDomains(domains)
                .build());
    }

    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void everyStepIsAnsweredAsThePartSays(KernelProfile profile) {
        Console host = host(profile);
        assertThat(host.bindings()).isEqualTo("6/6 (complete)\n");
        assertThat(host.availableInstances()).isEqualTo("65536\n");
        creation(host, profile);
        firstAssignments(host, profile);
        overProvisioning(host);
        sharing(host);
        guestMatrixHistory(host, profile);
        emptying(host, profile);
        end(host);
    }

    private static void creation(Console host, KernelProfile profile) {
        // 1
        assertThat(host.write(Console.TYPE + "/create", A.toString().toUpperCase(Locale.ROOT)))
                .isEqualTo("OK");
        assertThat(host.list("bus/mdev/devices")).isEqualTo(A.toString());
        assertThat(host.availableInstances()).isEqualTo("65535\n");
        assertThat(host.create(A)).isEqualTo("EEXIST");
        // 2
        assertMatrices(host, "", "");
        assertThat(host.get(A, "control_domains")).isEmpty();
        String config = "0x" + NONE + ",0x" + NONE + ",0x" + NONE + "\n";
        assertThat(host.get(A, "ap_config")).isEqualTo(profile.hasApConfig() ? config : "ENOENT");
        assertThat(config).hasSize(201);
    }

    private static void firstAssignments(Console host, KernelProfile profile) {
        // 3
        assertThat(host.set(A, "assign_adapter", "5\n")).isEqualTo("OK");
        assertMatrices(host, "05.\n", "05.\n");
        // 4
        assertThat(host.set(A, "assign_domain", "4\n")).isEqualTo("EADDRNOTAVAIL");
        assertMatrices(host, "05.\n", "05.\n");
        // 5
        assertThat(host.apmask("-5,-6\n")).isEqualTo("OK");
        assertThat(host.read("bus/ap/apmask")).isEqualTo("0xf9" + "f".repeat(62) + "\n");
        assertThat(QUEUES).allSatisfy(queue -> {
            assertThat(host.driver(queue)).isEqualTo("vfio_ap");
            assertThat(host.status(queue)).isEqualTo("unassigned\n");
        });
        assertThat(host.bindings()).isEqualTo("6/6 (complete)\n");
        boolean overrides = profile == KernelProfile.LINUX_7_3;
        assertThat(host.read("bus/ap/devices/05.0004/driver_override")).isEqualTo(overrides ? "\n" : "ENOENT");
        assertThat(host.write("bus/ap/devices/05.0004/driver_override", "vfio_ap"))
                .isEqualTo(overrides ? "EINVAL" : "ENOENT");
        // 6
        assertThat(host.set(A, "assign_domain", "4\n")).isEqualTo("OK");
        assertMatrices(host, "05.0004\n", "05.0004\n");
        assertThat(host.status("05.0004")).isEqualTo("assigned\n");
        // 7
        assertThat(host.set(A, "assign_domain", "0xAB")).isEqualTo("OK");
        assertMatrices(host, "05.0004\n05.00ab\n", "05.0004\n05.00ab\n");
        // 8
        assertThat(host.set(A, "assign_domain", "00ab")).isEqualTo("EINVAL");
        assertThat(host.set(A, "assign_domain", "256")).isEqualTo("ENODEV");
        assertThat(host.set(A, "assign_domain", "18446744073709551616")).isEqualTo("ERANGE");
        assertThat(host.set(A, "assign_domain", "-1")).isEqualTo("EINVAL");
    }

    private static void overProvisioning(Console host) {
        // 9
        assertThat(host.set(A, "assign_domain", "0x99")).isEqualTo("OK");
        assertMatrices(host, "05.0004\n05.0099\n05.00ab\n", "05.0004\n05.00ab\n");
        // 10
        assertThat(host.set(A, "assign_adapter", "6")).isEqualTo("OK");
        String four = "05.0004\n05.00ab\n06.0004\n06.00ab\n";
        assertMatrices(host, "05.0004\n05.0099\n05.00ab\n06.0004\n06.0099\n06.00ab\n", four);
        // 11
        assertThat(host.set(A, "assign_adapter", "7")).isEqualTo("EADDRNOTAVAIL");
        // 12
        assertThat(host.apmask("-7")).isEqualTo("OK");
        assertThat(host.read("bus/ap/apmask")).isEqualTo("0xf8" + "f".repeat(62) + "\n");
        assertThat(host.set(A, "assign_adapter", "7")).isEqualTo("OK");
        assertThat(host.matrix(A)).hasLineCount(9);
        assertThat(host.guestMatrix(A)).isEqualTo(four);
    }

    private static void sharing(Console host) {
        // 13
        assertThat(host.create(B)).isEqualTo("OK");
        assertThat(host.set(B, "assign_adapter", "5")).isEqualTo("OK");
        assertThat(host.matrix(B)).isEqualTo("05.\n");
        // 14
        assertThat(host.set(B, "assign_domain", "4")).isEqualTo("EADDRINUSE");
        assertThat(host.matrix(B)).isEqualTo("05.\n");
        assertThat(host.set(B, "assign_domain", "0x47")).isEqualTo("OK");
        assertThat(host.matrix(B)).isEqualTo("05.0047\n");
        assertThat(host.guestMatrix(B)).isEqualTo("05.0047\n");
        // 15
        assertThat(host.apmask("+6")).isEqualTo("EBUSY");
        assertThat(host.apmask("+7,+8")).isEqualTo("EBUSY");
        assertThat(host.read("bus/ap/apmask")).startsWith("0xf8ff");
        assertThat(host.aqmask("+4")).isEqualTo("OK");
        // 16
        assertThat(host.attach(A)).isEqualTo("OK");
        assertThat(host.status("05.0004")).isEqualTo("in use\n");
        assertThat(host.status("05.0047")).isEqualTo("assigned\n");
        assertThat(host.status("06.0047")).isEqualTo("unassigned\n");
    }

    private static void guestMatrixHistory(Console host, KernelProfile profile) {
        // 17
        assertThat(host.write("bus/ap/drivers/vfio_ap/unbind", "06.00ab")).isEqualTo("OK");
        assertThat(host.guestMatrix(A)).isEqualTo("05.0004\n05.00ab\n");
        assertThat(host.status("06.0004")).isEqualTo("assigned\n");
        assertThat(host.bindings()).isEqualTo("5/6\n");
        // 18
        assertThat(host.set(A, "unassign_domain", "0xab")).isEqualTo("OK");
        assertThat(host.guestMatrix(A)).isEqualTo("05.0004\n");
        // 19
        assertThat(host.write("bus/ap/drivers/vfio_ap/bind", "06.00ab")).isEqualTo("OK");
        assertThat(host.guestMatrix(A)).isEqualTo("05.0004\n");
        // 20
        if (!profile.hasApConfig()) {
            host.givenSet(A, "unassign_adapter", "6").givenSet(A, "assign_adapter", "6");
        } else {
            assertThat(host.set(A, "ap_config", host.get(A, "ap_config"))).isEqualTo("OK");
        }
        assertThat(host.guestMatrix(A)).isEqualTo("05.0004\n06.0004\n");
        // 21
        assertThat(host.set(A, "unassign_adapter", "5")).isEqualTo("OK");
        assertThat(host.guestMatrix(A)).isEqualTo("06.0004\n");
        assertThat(host.set(A, "unassign_adapter", "6")).isEqualTo("OK");
        assertThat(host.guestMatrix(A)).isEqualTo(".0004\n");
        assertThat(host.set(A, "unassign_adapter", "7")).isEqualTo("OK");
        assertMatrices(host, ".0004\n.0099\n", ".0004\n");
    }

    private static void emptying(Console host, KernelProfile profile) {
        // 22
        assertThat(host.set(A, "assign_control_domain", "0x47")).isEqualTo("OK");
        assertThat(host.get(A, "control_domains")).isEqualTo("0047\n");
        assertThat(host.matrix(A)).isEqualTo(".0004\n.0099\n");
        assertThat(host.set(A, "assign_control_domain", "0x100")).isEqualTo("ENODEV");
        // 23
        if (!profile.hasApConfig()) {
            host.givenSet(A, "unassign_domain", "4", "0x99").givenSet(A, "unassign_control_domain", "0x47");
        } else {
            assertThat(host.set(A, "ap_config", ",,\n")).isEqualTo("OK");
        }
        assertMatrices(host, "", "");
        assertThat(host.get(A, "control_domains")).isEmpty();
        // 24
        if (profile.hasApConfig()) {
            assertThat(host.set(A, "ap_config", "0x04,0x08")).isEqualTo("EINVAL");
            assertThat(host.matrix(A)).isEmpty();
            assertThat(host.set(A, "ap_config", "0x04,0x08\n")).isEqualTo("OK");
            assertThat(host.matrix(A)).isEqualTo("05.0004\n");
        }
    }

    private static void end(Console host) {
        // 25
        assertThat(host.detach(A)).isEqualTo("OK");
        assertThat(host.set(A, "remove", "0")).isEqualTo("OK");
        assertThat(host.set(A, "remove", "x")).isEqualTo("EINVAL");
        assertThat(host.availableInstances()).isEqualTo("65534\n");
        assertThat(host.set(A, "remove", "1")).isEqualTo("OK");
        assertThat(host.matrix(A)).isEqualTo("ENOENT");
        assertThat(host.list("bus/mdev/devices")).isEqualTo(B.toString());
        assertThat(host.availableInstances()).isEqualTo("65535\n");
        // 26
        assertThat(host.apmask("\n")).isEqualTo("OK");
        assertThat(host.read("bus/ap/apmask")).isEqualTo("0x" + NONE + "\n");
        assertThat(QUEUES).allSatisfy(queue -> assertThat(host.driver(queue)).isEqualTo("vfio_ap"));
    }

    private static void assertMatrices(Console host, String assigned, String guest) {
        assertThat(host.matrix(A)).isEqualTo(assigned);
        assertThat(host.guestMatrix(A)).isEqualTo(guest);
    }
}
