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
package io.github.cameliot.example.rollout;

import io.github.cameliot.example.support.ScenarioException;
import io.github.cameliot.example.support.Story;
import io.github.cameliot.example.support.Terminal;
import java.io.PrintStream;
import java.util.List;

/**
 * Runs its scenario with an orchestrator in a process of its own, on an emulator and a broker in this one. With
 * {@code kafka.brokers} it is an orchestrator for an AWS account and a Kafka cluster, until it is stopped.
 */
public final class StagedRollout {

    private StagedRollout() {}

    /** Ends with exit code 1, and a sentence for each ring that did not go as planned, if there is any. */
    public static void main(String[] args) throws Exception {
        if (System.getProperty("kafka.brokers") != null) {
            Orchestrator.run();
            return;
        }
        List<String> differences = runScenario(Terminal.out());
        if (!differences.isEmpty()) {
            differences.forEach(System.err::println);
            System.exit(1);
        }
    }

    /**
     * Runs the scenario and prints how every ring went.
     *
     * @return a sentence for each ring that did not go as planned
     */
    static List<String> runScenario(PrintStream out) throws Exception {
        new Story(out).say("An emulator and a Kafka broker start.");
        try (Scenario scenario = new Scenario(out)) {
            List<String> differences = scenario.run();
            if (differences.isEmpty()) {
                out.printf("%nAll rings went as they should, each with one job.%n");
            }
            return differences;
        } catch (ScenarioException e) {
            return List.of(e.getMessage());
        }
    }
}
