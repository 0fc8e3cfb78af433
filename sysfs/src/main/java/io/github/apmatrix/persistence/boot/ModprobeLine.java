package io.github.apmatrix.persistence.boot;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import io.github.apmatrix.persistence.document.Document;
import java.util.List;

/** A line of a file of modprobe.d, with the number of the line at which it starts. */
record ModprobeLine(int number, String text) {
    private static final Splitter WORDS =
            Splitter.on(CharMatcher.anyOf(" \t")).omitEmptyStrings().limit(3);

    /** Reads lines as kmod does: a backslash takes the meaning of the next character, so that lines can be continued. */
    static ImmutableList<ModprobeLine> parse(Document document) {
        ImmutableList.Builder<ModprobeLine> lines = ImmutableList.builder();
        String text = document.text();
        StringBuilder line = new StringBuilder();
        int start = 1;
        int number = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                c = text.charAt(++i);
                if (c == '\n') {
                    number++;
                } else {
                    line.append(c);
                }
            } else if (c == '\n') {
                lines.add(new ModprobeLine(start, line.toString()));
                line.setLength(0);
                start = ++number;
            } else {
                line.append(c);
            }
        }
        return lines.add(new ModprobeLine(start, line.toString())).build();
    }

    boolean isBlacklistOf(String module) {
        List<String> words = words();
        return words.size() > 1
                && words.get(0).equals("blacklist")
                && words.get(1).replace('-', '_').equals(module);
    }

    /** Without a command the line is ignored. */
    boolean isInstallOf(String module) {
        List<String> words = words();
        return words.size() > 2
                && words.get(0).equals("install")
                && matches(words.get(1).replace('-', '_'), module);
    }

    private List<String> words() {
        return text.startsWith("#") ? List.of() : WORDS.splitToList(text);
    }

    /** Matches {@code *} and {@code ?}, going back to the last star only, which is enough. */
    private static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int starName = 0;
        while (n < name.length()) {
            char c = p < pattern.length() ? pattern.charAt(p) : 0;
            if (c == '*') {
                star = p++;
                starName = n;
            } else if (c == '?' || c == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++starName;
            } else {
                return false;
            }
        }
        return CharMatcher.is('*').matchesAllOf(pattern.substring(p));
    }
}
