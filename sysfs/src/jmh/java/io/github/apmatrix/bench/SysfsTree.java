package io.github.apmatrix.bench;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A tree of files like the sysfs of a large host with Linux 6.12, in memory if the machine has a file system there. An eighth of
 * the adapters is the host's. The others are vfio_ap's; for each domain there is a mediated device that has it on all of them.
 */
final class SysfsTree implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    private final Path root;

    /** Takes a size, for example {@code 60x85}: adapters and domains, numbered from 0 on. */
    SysfsTree(String size) throws IOException {
        String[] counts = size.split("x", 2);
        AdapterSet adapters = AdapterSet.copyOf(IntStream.range(0, Integer.parseInt(counts[0]))
                .mapToObj(AdapterId::of)
                .toList());
        DomainSet domains = DomainSet.copyOf(IntStream.range(0, Integer.parseInt(counts[1]))
                .mapToObj(DomainId::of)
                .toList());
        AdapterSet free = AdapterSet.copyOf(
                adapters.stream().skip(Math.max(1, adapters.size() / 8)).toList());
        root = Files.isWritable(MEMORY)
                ? Files.createTempDirectory(MEMORY, "apmatrix")
                : Files.createTempDirectory("apmatrix");
        writeBus(adapters, domains, free);
        for (AdapterId adapter : adapters) {
            writeCard(adapter);
            for (DomainId domain : domains) {
                writeQueue(ApQueue.of(adapter, domain), free.contains(adapter));
            }
        }
        directory("devices/vfio_ap/matrix/mdev_supported_types/vfio_ap-passthrough");
        write(
                "devices/vfio_ap/matrix/mdev_supported_types/vfio_ap-passthrough/available_instances",
                65536 - domains.size());
        write("devices/vfio_ap/matrix/features", "guest_matrix hotplug ap_config");
        domains.forEach(domain -> writeDevice(domain, free));
    }

    Path root() {
        return root;
    }

    private Path directory(String path) {
        try {
            return Files.createDirectories(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String path, Object content) {
        try {
            Files.writeString(root.resolve(path), content + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void link(String path, String target) {
        try {
            Files.createSymbolicLink(root.resolve(path), Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeBus(AdapterSet adapters, DomainSet domains, AdapterSet free) {
        directory("bus/ap/devices");
        for (String driver : new String[] {"cex4card", "cex4queue", "vfio_ap"}) {
            directory("bus/ap/drivers/" + driver);
            write("bus/ap/drivers/" + driver + "/bind", "");
        }
        HostMasks masks = HostMasks.allReserved();
        write("bus/ap/apmask", masks.apmask().difference(free).mask());
        write("bus/ap/aqmask", masks.aqmask().mask());
        write("bus/ap/ap_adapter_mask", adapters.mask());
        write("bus/ap/ap_usage_domain_mask", domains.mask());
        write("bus/ap/ap_control_domain_mask", domains.mask());
        write("bus/ap/ap_max_adapter_id", 255);
        write("bus/ap/ap_max_domain_id", 255);
        write("bus/ap/ap_domain", 0);
        write("bus/ap/config_time", 30);
        write("bus/ap/scans", 7);
        int queues = adapters.size() * domains.size();
        write("bus/ap/bindings", queues + "/" + queues + " (complete)");
    }

    private void writeCard(AdapterId adapter) {
        String card = "devices/ap/card" + adapter;
        directory(card);
        write(card + "/type", "CEX8P");
        write(card + "/hwtype", 14);
        write(card + "/raw_hwtype", 14);
        write(card + "/ap_functions", "0x06800000");
        write(card + "/depth", 8);
        write(card + "/max_msg_size", 12288);
        write(card + "/serialnr", "93AABEET");
        write(card + "/online", 1);
        writeState(card, "card" + adapter, "../../..", "cex4card");
    }

    private void writeQueue(ApQueue queue, boolean isFree) {
        String device = "devices/ap/card" + queue.adapter() + "/" + queue;
        directory(device);
        write(device + (isFree ? "/status" : "/online"), isFree ? "assigned" : "1");
        writeState(device, queue.toString(), "../../../..", isFree ? "vfio_ap" : "cex4queue");
    }

    private void writeState(String device, String name, String up, String driver) {
        write(device + "/config", 1);
        write(device + "/chkstop", 0);
        link(device + "/driver", up + "/bus/ap/drivers/" + driver);
        link("bus/ap/devices/" + name, "../../../" + device);
        link("bus/ap/drivers/" + driver + "/" + name, "../../../../" + device);
    }

    private void writeDevice(DomainId domain, AdapterSet adapters) {
        MediatedDeviceId id = MediatedDeviceId.of(new UUID(0x62177883f1bb47f0L, 0x914d32a200000000L + domain.value()));
        String device = "devices/vfio_ap/matrix/" + id;
        directory(device);
        StringBuilder queues = new StringBuilder();
        adapters.forEach(adapter -> queues.append(ApQueue.of(adapter, domain)).append('\n'));
        String text = queues.toString().stripTrailing();
        write(device + "/matrix", text);
        write(device + "/guest_matrix", text);
        write(device + "/control_domains", domain);
        write(device + "/remove", "");
        DomainSet domains = DomainSet.of(domain);
        write(device + "/ap_config", ApConfig.of(adapters, domains).withControlDomains(domains));
        link(device + "/iommu_group", "../../../../kernel/iommu_groups/" + domain.value());
    }

    @Override
    public void close() throws IOException {
        MoreFiles.deleteRecursively(root, RecursiveDeleteOption.ALLOW_INSECURE);
    }
}
