package io.github.apmatrix.persistence.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a program wrote into a pipe, as much of it as is kept. */
final class BoundedOutput {
    private final InputStream pipe;
    private final int bound;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean cut;

    BoundedOutput(InputStream pipe, int bound) {
        this.pipe = pipe;
        this.bound = bound;
    }

    /** Takes what is in the pipe, without waiting for more, and tells how many bytes that were. */
    int takeAvailable() throws IOException {
        byte[] bytes = pipe.readNBytes(pipe.available());
        int room = Math.min(bytes.length, bound - kept.size());
        kept.write(bytes, 0, room);
        cut |= room < bytes.length;
        return bytes.length;
    }

    String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    boolean isCut() {
        return cut;
    }
}
