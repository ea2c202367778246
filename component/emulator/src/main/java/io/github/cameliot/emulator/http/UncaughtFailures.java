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
package io.github.cameliot.emulator.http;

import io.vertx.core.Handler;
import java.util.function.Consumer;

/** Failures that no handler has caught. Failures of clients are expected; full memory is reported. */
record UncaughtFailures(Consumer<OutOfMemoryError> outOfMemory) implements Handler<Throwable> {

    private static final System.Logger LOG = System.getLogger(UncaughtFailures.class.getName());

    /** For failures of connections: the client has closed the connection, or it failed before its first request. */
    @Override
    public void handle(Throwable failure) {
        if (failure instanceof OutOfMemoryError full) {
            outOfMemory.accept(full);
        }
    }

    /** For failures of the emulator itself. */
    void handleDefect(Throwable failure) {
        handle(failure);
        LOG.log(
                System.Logger.Level.ERROR,
                "A request failed: defect in the emulator. Its client gets no response.",
                failure);
    }
}
