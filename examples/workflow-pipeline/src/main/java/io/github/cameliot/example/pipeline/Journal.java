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
package io.github.cameliot.example.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Which worker ran which step when, in a file that all workers append to: it outlives them. */
record Journal(Path file) {

    /** A step that has begun or ended; a line of the file. */
    record Entry(long atMillis, String worker, String thing, int step, boolean isBegin) {

        private static Entry of(String line) {
            String[] words = line.split(" ", 5);
            return new Entry(
                    Long.parseLong(words[0]),
                    words[1],
                    words[2],
                    Integer.parseInt(words[3]),
                    words[4].equals("begins"));
        }

        private String line() {
            return String.join(
                    " ", Long.toString(atMillis), worker, thing, Integer.toString(step), isBegin ? "begins" : "ends");
        }
    }

    /**
     * One run of a step.
     *
     * @param endMillis when it ended, or its worker was killed
     * @param isKilled whether its worker was
     */
    record Run(String worker, String thing, int step, long beginMillis, long endMillis, boolean isKilled) {}

    void write(Entry entry) throws IOException {
        Files.writeString(file, entry.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    List<Entry> read() throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream().map(Entry::of).toList()
                : List.of();
    }

    /** @param killedAtMillis when the worker was killed whose runs have no end */
    List<Run> runs(long killedAtMillis) throws IOException {
        List<Entry> entries = read();
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry begin = entries.get(i);
            if (begin.isBegin()) {
                Entry end = entries.stream()
                        .skip(i)
                        .filter(e -> !e.isBegin()
                                && e.worker().equals(begin.worker())
                                && e.thing().equals(begin.thing())
                                && e.step() == begin.step())
                        .findFirst()
                        .orElse(null);
                runs.add(new Run(
                        begin.worker(),
                        begin.thing(),
                        begin.step(),
                        begin.atMillis(),
                        end == null ? killedAtMillis : end.atMillis(),
                        end == null));
            }
        }
        return runs;
    }
}
