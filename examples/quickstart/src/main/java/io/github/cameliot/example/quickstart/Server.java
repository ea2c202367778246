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
package io.github.cameliot.example.quickstart;

import io.github.cameliot.emulator.JobsEmulator;
import java.io.IOException;
import java.io.PrintStream;
import org.apache.camel.main.Main;

/** The scenario, after which the program goes on running jobs until it is stopped. */
final class Server {

    private static final long MILLIS_BETWEEN_LOOKS = 50;

    private final JobsEmulator emulator;
    private final Gateway gateway;
    private final ManagementPages pages;
    private final PrintStream out;
    private final Main camel;

    Server(JobsEmulator emulator, Gateway gateway, ManagementPages pages, PrintStream out) throws IOException {
        this.emulator = emulator;
        this.gateway = gateway;
        this.pages = pages;
        this.out = out;
        this.camel = Quickstart.begin(emulator, gateway);
        pages.properties().forEach(camel::addOverrideProperty);
        // A new job is found soon, however long there was none.
        camel.addOverrideProperty("camel.component.iot-jobs-data.max-delay", "2s");
        camel.addOverrideProperty("camel.main.shutdown-timeout", "5");
    }

    /** Runs until {@link #stop} or Ctrl+C. */
    void run() throws Exception {
        Thread story = new Thread(this::tellTheEnd, "tells the end of the scenario");
        story.setDaemon(true);
        story.start();
        camel.run();
    }

    void stop() {
        camel.completed();
    }

    private void tellTheEnd() {
        try {
            while (!Scenario.executions(emulator).stream()
                    .allMatch(e -> e.status().isTerminal())) {
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        Quickstart.end(emulator, gateway, out).forEach(out::println);
        out.printf("%nThe program keeps running until you press Ctrl+C.%n%s%n%n%s%n", pages.addresses(), whatToTry());
    }

    private String whatToTry() {
        return """
            A new job, by the AWS CLI:

            AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any aws iot create-job --endpoint-url %1$s \\
              --region %2$s --job-id radio-again-1 --targets arn:aws:iot:%2$s:%3$s:thing/pump-12 \\
              --document file://examples/quickstart/src/main/resources/jobs/radio-7-0-1.json

            The service refuses calls, until the fault is deleted; look at health and metrics meanwhile:

            curl -X POST -H 'Content-Type: application/json' -d '{"kind":"THROTTLE"}' %1$s/_emulator/faults
            curl -X DELETE %1$s/_emulator/faults\
            """.formatted(emulator.endpoint(), emulator.region(), emulator.account());
    }
}
