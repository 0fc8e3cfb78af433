package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.explain.DeviceReason;
import io.github.apmatrix.explain.GuestReason;
import io.github.apmatrix.explain.HostReason;
import io.github.apmatrix.explain.LparReason;
import io.github.apmatrix.explain.Reason;
import io.github.apmatrix.host.CardType;

/** Does what the remedy of a reason says. */
final class Remedies {
    private static final String HOST_DRIVER = "cex4queue";

    private final Console console;
    private final SimulatedLpar machine;

    Remedies(Console console) {
        this.console = console;
        this.machine = console.kernel().machine();
    }

    /** Returns whether there is a remedy that can be applied now. */
    static boolean exists(Reason reason) {
        return !(reason instanceof LparReason.ConfigurationNotReported
                || reason instanceof DeviceReason.AssignedNowhere
                || (reason instanceof DeviceReason.NotAssigned missing
                        && missing.obstacle().isPresent())
                || (reason instanceof GuestReason.AdaptersFiltered filtered
                        && !filtered.why().stream().allMatch(Remedies::exists)));
    }

    void apply(Reason reason) {
        if (reason instanceof LparReason lpar) {
            apply(lpar);
        } else if (reason instanceof HostReason host) {
            apply(host);
        } else if (reason instanceof DeviceReason device) {
            apply(device);
        } else {
            apply((GuestReason) reason);
        }
    }

    private void apply(LparReason reason) {
        if (reason instanceof LparReason.AdaptersMissing missing) {
            missing.adapters().forEach(adapter -> machine.plug(adapter, CardType.CEX7P));
        } else if (reason instanceof LparReason.DomainsMissing missing) {
            machine.addUsageDomains(missing.domains());
        } else if (reason instanceof LparReason.AdaptersTooOld old) {
            old.adapters().forEach(this::replace);
        }
    }

    private void replace(AdapterId adapter) {
        machine.together(() -> machine.unplug(adapter).plug(adapter, CardType.CEX7P));
    }

    private void apply(HostReason reason) {
        if (reason instanceof HostReason.NoQueueDevice missing) {
            missing.queues().adapters().forEach(this::replace);
        } else if (reason instanceof HostReason.ReservedForHost reserved) {
            free(reserved);
        } else if (reason instanceof HostReason.VfioApNotLoaded) {
            console.kernel().loadVfioAp();
        } else if (reason instanceof HostReason.NoDriver || reason instanceof HostReason.BoundToOtherDriver) {
            reason.queues().forEach(this::rebind);
        } else {
            override(reason.queues());
        }
    }

    private void free(HostReason.ReservedForHost reserved) {
        for (AdapterId adapter : reserved.queues().adapters()) {
            String answer = reserved.masksLocked() ? "EINVAL" : console.apmask("-" + adapter.toNumber());
            if (answer.equals("EINVAL") && (reserved.masksLocked() || reserved.overridable())) {
                override(reserved.queues());
            } else {
                assertThat(answer).isEqualTo("OK");
            }
        }
    }

    private void override(ApQueueSet queues) {
        for (ApQueue queue : queues) {
            console.given("bus/ap/devices/" + queue + "/driver_override", "vfio_ap");
            rebind(queue);
        }
    }

    /** Only a loaded vfio_ap takes the queue, and only one that is there can be taken. */
    private void rebind(ApQueue queue) {
        console.write("bus/ap/drivers/" + HOST_DRIVER + "/unbind", queue.toString());
        console.write("bus/ap/drivers/vfio_ap/unbind", queue.toString());
        console.write("bus/ap/drivers/vfio_ap/bind", queue.toString());
    }

    private void apply(DeviceReason reason) {
        if (reason instanceof DeviceReason.NoDeviceAtAll) {
            console.givenDevice(Console.A);
        } else if (reason instanceof DeviceReason.NoSuchDevice missing) {
            console.givenDevice(missing.device());
        } else if (reason instanceof DeviceReason.NotAssigned missing) {
            assign(missing);
        } else if (reason instanceof DeviceReason.AssignedElsewhere elsewhere) {
            String adapter = onlyAdapter(elsewhere.queues()).toNumber();
            console.givenSet(elsewhere.owner(), "unassign_adapter", adapter);
        } else if (reason instanceof DeviceReason.AssignedToRemovedDevice removed) {
            removed.candidates().forEach(console::detach);
        } else if (reason instanceof DeviceReason.BeingRemoved removed) {
            assertThat(console.detach(removed.device())).isEqualTo("OK");
            console.givenDevice(removed.device());
        } else if (reason instanceof DeviceReason.WithoutDriver unbound) {
            console.givenSet(unbound.device(), "remove", "1").givenDevice(unbound.device());
        }
    }

    private void assign(DeviceReason.NotAssigned missing) {
        for (AdapterId adapter : missing.adapters()) {
            assign(missing.device(), "assign_adapter", adapter.toNumber());
        }
        for (DomainId domain : missing.domains()) {
            assign(missing.device(), "assign_domain", domain.toNumber());
        }
    }

    /** A device that is being removed can have queues that nothing shows; it gives them up when its guest ends. */
    private void assign(MediatedDeviceId device, String attribute, String number) {
        if (console.set(device, attribute, number).equals("EADDRINUSE")) {
            console.detach(device.equals(Console.A) ? Console.B : Console.A);
            console.givenSet(device, attribute, number);
        }
    }

    private static AdapterId onlyAdapter(ApQueueSet queues) {
        return queues.adapters().first().orElseThrow();
    }

    private void apply(GuestReason reason) {
        if (reason instanceof GuestReason.AdaptersFiltered filtered) {
            filtered.why().forEach(this::apply);
        } else if (reason instanceof GuestReason.EarlierFailedReset failed) {
            failed.toRebind().forEach(this::rebind);
        } else if (reason instanceof GuestReason.GuestMatrixOutdated outdated) {
            String config = console.get(outdated.device(), "ap_config");
            console.givenSet(outdated.device(), "ap_config", config);
            boolean helped = console.guestMatrix(outdated.device())
                    .contains(outdated.queues().iterator().next().toString());
            if (!helped) {
                outdated.toRebind().forEach(this::rebind);
            }
        }
    }
}
