package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.KernelFeature;

/** Finds what mdevctl and ap-check would refuse of a plan, although the kernel would not. */
final class ToolObstacles {
    private final RestorePlan plan;
    private final ImmutableList.Builder<String> obstacles = ImmutableList.builder();

    ToolObstacles(RestorePlan plan) {
        this.plan = plan;
    }

    ImmutableList<String> find() {
        for (RestoreStep step : plan.steps()) {
            if (step instanceof RestoreStep.Start start) {
                check(start.device(), start.definition().config());
            } else if (step instanceof RestoreStep.Reassign reassign) {
                checkLive(reassign.device());
                check(reassign.device(), reassign.definition().config());
            }
        }
        return obstacles.build();
    }

    private void checkLive(MediatedDeviceId device) {
        if (plan.running().features().has(KernelFeature.AP_CONFIG).isNo()) {
            obstacles.add("device " + device + " is running, and without ap_config in the kernel no tool changes it");
        } else if (!plan.persistent().checksDefinitions()) {
            obstacles.add("device " + device + " is running, and without ap-check mdevctl does not change it");
        }
    }

    private void check(MediatedDeviceId device, ApConfig config) {
        if (!plan.persistent().checksDefinitions()) {
            return;
        }
        if (config.usageDomains().isEmpty() && !config.controlDomains().isEmpty()) {
            obstacles.add("ap-check refuses device " + device + ", which has control domains without any usage domain");
        }
        if (config.matrix().sharesQueueWith(plan.persistent().masks().reserved())) {
            obstacles.add("ap-check refuses device " + device + ", which has queues that the masks reserve");
        }
    }
}
