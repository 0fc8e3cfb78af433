package io.github.apmatrix.host;

import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.DomainSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What only a caller in another package can see. */
class MethodReferencesTest {
    @Test
    void methodsThatSetsHaveInCommonCanBeReferredTo() {
        DomainSet some = domains(1, 2, 3);
        assertThat(Optional.of(domains(2, 3, 4)).map(some::difference)).contains(domains(1));
        assertThat(Optional.of(domains(4)).map(DomainSet::isEmpty)).contains(false);
    }
}
