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
import io.github.cameliot.example.support.Formats;
import io.github.cameliot.example.support.ResultTable;
import io.github.cameliot.example.support.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs firmware jobs with the routes in {@code camel/}: those of its scenario, on an emulator in this process. With {@code
 * --serve} it goes on running after that, and has pages with health and metrics. With {@code iot.endpoint} it runs the jobs
 * of an AWS account, until it is stopped.
 */
public final class Quickstart {

    private static final Logger LOG = LoggerFactory.getLogger(Quickstart.class);
    /** Ends the program when jobs never end. */
    private static final int SECONDS_AT_MOST = 180;

    private Quickstart() {}

    /** Ends with exit code 1, and a sentence for each job that did not end as expected, if there is any. */
    public static void main(String[] args) throws Exception {
        PrintStream out = Terminal.out();
        boolean serves = List.of(args).contains("--serve");
        if (System.getProperty("iot.endpoint", System.getenv("IOT_ENDPOINT")) != null) {
            workOffAccount(serves, out);
            return;
        }
        try (JobsEmulator emulator = JobsEmulator.start();
                Gateway gateway = Gateway.start()) {
            if (serves) {
                new Server(emulator, gateway, ManagementPages.onFreePort(), out).run();
                return;
            }
            List<String> differences = runScenario(emulator, gateway, out);
            if (!differences.isEmpty()) {
                differences.forEach(System.err::println);
                System.exit(1);
            }
        }
    }

    private static void workOffAccount(boolean serves, PrintStream out) throws Exception {
        try (Gateway gateway = Gateway.start()) {
            LOG.info("Processing the jobs of an AWS account until stopped by Ctrl+C.");
            Main camel = camel(gateway);
            if (serves) {
                ManagementPages pages = ManagementPages.onFreePort();
                pages.properties().forEach(camel::addOverrideProperty);
                out.println(pages.addresses());
            }
            camel.run();
        }
    }

    /**
     * Runs the scenario on this emulator and this gateway, and prints how every job ended.
     *
     * @return a sentence for each job that did not end as expected
     */
    static List<String> runScenario(JobsEmulator emulator, Gateway gateway, PrintStream out) throws Exception {
        Main camel = begin(emulator, gateway);
        camel.configure().withDurationMaxMessages(Scenario.length()).withDurationMaxSeconds(SECONDS_AT_MOST);
        camel.run();
        return end(emulator, gateway, out);
    }

    /** Creates the jobs, and what is to run them. */
    static Main begin(JobsEmulator emulator, Gateway gateway) throws IOException {
        LOG.info("No AWS account is needed: the jobs are on an emulator in this process, {}.", emulator.endpoint());
        Scenario.begin(emulator);
        Main camel = camel(gateway);
        camel.addOverrideProperty("iot.endpoint", emulator.endpoint().toString());
        camel.addOverrideProperty("camel.component.iot-jobs-data.region", emulator.region());
        camel.addOverrideProperty("camel.component.iot-jobs-data.access-key", "emulator");
        camel.addOverrideProperty("camel.component.iot-jobs-data.secret-key", "emulator");
        return camel;
    }

    /**
     * Prints how every job ended.
     *
     * @return a sentence for each job that did not end as expected
     */
    static List<String> end(JobsEmulator emulator, Gateway gateway, PrintStream out) {
        out.printf("%n%s%n", ResultTable.of(Scenario.executions(emulator)));
        List<String> differences = Scenario.differences(emulator, gateway);
        if (differences.isEmpty()) {
            out.printf("%nAll %s ended as they should.%n", Formats.grouped(Scenario.length()));
        }
        return differences;
    }

    private static Main camel(Gateway gateway) throws IOException {
        Main camel = new Main();
        camel.bind("inventory", new Inventory());
        camel.addInitialProperty("gateway.url", gateway.url());
        return camel;
    }
}
