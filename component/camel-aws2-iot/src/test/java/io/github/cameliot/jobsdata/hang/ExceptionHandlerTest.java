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
package io.github.cameliot.jobsdata.hang;

import static io.github.cameliot.jobsdata.hang.TestBed.within;

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Operation;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The option {@code exceptionHandler}, as every Camel consumer has it. */
@ExtendWith(SideBySide.class)
class ExceptionHandlerTest {

    @Test
    void itIsToldOfAPollThatFails() throws Exception {
        try (TestBed bed = TestBed.open()) {
            bed.emulator().faults().add(Fault.forbidden().on(Operation.DESCRIBE_JOB_EXECUTION));
            Handler handler = new Handler();

            bed.worker().bind("handler", handler).work("refused", "exceptionHandler=#handler", exchange -> {});

            within(TestBed.START_SECONDS).until(() -> handler.has("403"));
        }
    }

    @Test
    void itIsToldOfARouteThatFails() throws Exception {
        try (TestBed bed = TestBed.open()) {
            bed.jobs(List.of("failing"));
            Handler handler = new Handler();

            bed.worker().bind("handler", handler).work("failing", "exceptionHandler=#handler", exchange -> {
                throw new IllegalArgumentException("the route's own failure");
            });

            within(TestBed.START_SECONDS).until(() -> handler.has("the route's own failure"));
        }
    }

    private static final class Handler implements ExceptionHandler {

        private final Queue<String> told = new ConcurrentLinkedQueue<>();

        boolean has(String text) {
            return told.stream().anyMatch(t -> t.contains(text));
        }

        @Override
        public void handleException(Throwable exception) {
            told.add(exception.toString());
        }

        @Override
        public void handleException(String message, Throwable exception) {
            told.add(message + " " + exception);
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            told.add(message + " " + exception);
        }
    }
}
