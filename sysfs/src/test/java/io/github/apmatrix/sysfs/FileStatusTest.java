package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.apmatrix.sysfs.FileStatus.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileStatusTest {
    @ParameterizedTest
    @CsvSource({"0200, false, true", "0444, true, false", "0644, true, true", "0000, false, false", "0040, true, false"
    })
    void modeTellsWhatCanBeOpened(String mode, boolean readable, boolean writable) {
        FileStatus status = new FileStatus(Kind.FILE, Integer.parseInt(mode, 8));

        assertThat(status.isReadable()).isEqualTo(readable);
        assertThat(status.isWritable()).isEqualTo(writable);
        assertThat(status).hasToString("file " + mode);
    }

    @Test
    void absentIsNothing() {
        assertThat(FileStatus.ABSENT.isPresent()).isFalse();
        assertThat(FileStatus.ABSENT.isReadable()).isFalse();
        assertThat(FileStatus.ABSENT).hasToString("absent");
        assertThat(new FileStatus(Kind.LINK, 0777).isPresent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 01000, 0100644})
    void modeBeyondThePermissionsIsRefused(int mode) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileStatus(Kind.FILE, mode))
                .withMessageContaining("is not between 0 and 777");
    }
}
