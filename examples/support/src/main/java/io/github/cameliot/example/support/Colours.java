/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on
 * an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the
 * specific language governing permissions and limitations under the License.
 */
package io.github.cameliot.example.support;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** Paints statuses and log levels in what is printed, line by line. */
final class Colours extends FilterOutputStream {

    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String YELLOW = "33";

    private static final Map<String, String> COLOURS = Map.ofEntries(
            Map.entry("SUCCEEDED", GREEN),
            Map.entry("PASSED", GREEN),
            Map.entry("RELEASED", GREEN),
            Map.entry("UP", GREEN),
            Map.entry("FAILED", RED),
            Map.entry("TIMED_OUT", RED),
            Map.entry("STOPPED", RED),
            Map.entry("DOWN", RED),
            Map.entry("ERROR", RED),
            Map.entry("REJECTED", YELLOW),
            Map.entry("CANCELED", YELLOW),
            Map.entry("REMOVED", YELLOW),
            Map.entry("WARN", YELLOW));

    private static final Pattern WORD = Pattern.compile("(?<!\\w)(" + String.join("|", COLOURS.keySet()) + ")(?!\\w)");

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private Colours(OutputStream out) {
        super(out);
    }

    static PrintStream in(PrintStream out) {
        return new PrintStream(new Colours(out), true);
    }

    static String painted(String text) {
        return WORD.matcher(text)
                .replaceAll(word -> "\033[" + COLOURS.get(word.group()) + "m" + word.group() + "\033[0m");
    }

    @Override
    public synchronized void write(int b) throws IOException {
        line.write(b);
        if (b == '\n') {
            paint();
        }
    }

    /** Bytes become characters one to one and back: whatever the charset, the words are ASCII. */
    private void paint() throws IOException {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        line.reset();
        out.write(painted(text).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        paint();
        super.close();
    }
}
