package io.github.apmatrix.rules;

import static io.github.apmatrix.AdapterSet.adapters;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.HostMasks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverRuleTest {
    @ParameterizedTest
    @CsvSource({
        "cex4queue, 05.0004, false",
        "vfio_ap, 05.0004, true",
        "cex4queue, 06.0004, true",
        "vfio_ap, 06.0004, false",
        "cex2aqueue, 06.0004, true"
    })
    void reservedQueuesAreForDefaultDriversAndAllOthersForVfioAp(String driver, String queue, boolean mayBind) {
        HostMasks masks = HostMasks.allReserved().withApmask(adapters(5).complement());
        assertThat(DriverRule.mayBind(driver, ApQueue.parse(queue), masks)).isEqualTo(mayBind);
    }
}
