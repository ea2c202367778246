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
package io.github.cameliot.emulator;

import java.time.Instant;
import java.util.List;

/**
 * Counts the requests of clients since the start or the last {@link #clear()}.
 *
 * <p>A request is counted when it has arrived completely, whatever its response, and before the response is sent. A
 * request refused by a fault counts too. The paths below {@code /_emulator} and the methods of {@link JobsEmulator} do
 * not count.
 */
public interface RequestLog {

    /** How often the operation was called. */
    long count(Operation operation);

    /**
     * How often the operation was called on one thing. For things that do not exist, only about the last thousand are
     * remembered; for older ones this is 0.
     */
    long count(Operation operation, String thing);

    /** All requests, including those that are not an operation. */
    long total();

    /** How many connections clients opened. */
    long connections();

    /** The latest requests, oldest first; at most a thousand. */
    List<Entry> recent();

    /** Forgets all counts. Connections that are open stay open and are not counted again. */
    void clear();

    /**
     * One request and the status of its response.
     *
     * @param at the time of the response, by the emulator's clock
     * @param connection the number of its connection, counted from 1
     * @param operation null if method and path are not an operation
     * @param thing null if the operation has none
     * @param status of the response; 0 when the connection was reset instead
     */
    record Entry(Instant at, long connection, Operation operation, String thing, int status) {}
}
