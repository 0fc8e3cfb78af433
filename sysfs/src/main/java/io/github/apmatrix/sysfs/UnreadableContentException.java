package io.github.apmatrix.sysfs;

import io.github.apmatrix.QuotedText;

/**
 * An attribute answered something that is not what it should hold. The text is kept.
 *
 * @since 0.1.0
 */
public final class UnreadableContentException extends SysfsException {
    private static final long serialVersionUID = 1L;

    /** The whole content. */
    private final String content;

    UnreadableContentException(SysfsPath path, String content, IllegalArgumentException cause) {
        super(
                SysfsCall.of(SysfsCall.Operation.READ, path),
                Errno.UNKNOWN,
                "unexpected content " + QuotedText.abbreviate(content) + ": " + cause.getMessage(),
                cause);
        this.content = content;
    }

    /**
     * Returns what the attribute answered.
     *
     * @return the whole content
     */
    public String content() {
        return content;
    }
}
