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
package io.github.cameliot.example.resume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What was really done, and by whom, in a file that all workers append to: it outlives them. */
record Journal(Path file) {

    /** One step of one run. */
    record Entry(String worker, String thing, String job, String step) {

        private static Entry of(String line) {
            String[] words = line.split(" ", 4);
            return new Entry(words[0], words[1], words[2], words[3]);
        }

        private String line() {
            return String.join(" ", worker, thing, job, step);
        }
    }

    void write(Entry entry) throws IOException {
        Files.writeString(file, entry.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    List<Entry> read() throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream().map(Entry::of).toList()
                : List.of();
    }

    List<Entry> of(String thing, String job) throws IOException {
        return read().stream()
                .filter(e -> e.thing().equals(thing) && e.job().equals(job))
                .toList();
    }
}
