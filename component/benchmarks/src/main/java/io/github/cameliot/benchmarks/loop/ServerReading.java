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
package io.github.cameliot.benchmarks.loop;

import java.util.Arrays;

/** The counts of the server since the jobs of a slice were queued. */
record ServerReading(long startNext, long update, long describe, long getPending, long connections, long cpuNanos) {

    long writes() {
        return startNext + update;
    }

    long reads() {
        return describe + getPending;
    }

    String line() {
        return startNext + " " + update + " " + describe + " " + getPending + " " + connections + " " + cpuNanos;
    }

    static ServerReading parse(String line) {
        long[] n = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
        return new ServerReading(n[0], n[1], n[2], n[3], n[4], n[5]);
    }
}
