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
package io.github.cameliot.example.bridge;

import io.github.cameliot.example.support.Formats;
import io.github.cameliot.example.support.ScenarioException;
import io.github.cameliot.example.support.Story;
import io.github.cameliot.example.support.Terminal;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * Runs its scenario with a bridge on an emulator and a broker in this process, or with two bridges in processes of their
 * own ({@code bridge.mode=two}). With {@code iot.endpoint} it is a bridge between an AWS account and a Kafka cluster, until
 * it is stopped.
 */
public final class KafkaBridge {

    /** With more jobs than this, dead letters are counted and no longer logged one by one. */
    private static final int MANY = 1_000;

    private static final int PRINTED_AT_MOST = 10;

    private KafkaBridge() {}

    /** Ends with exit code 1, and a sentence for each number that does not match, if there is any. */
    public static void main(String[] args) throws Exception {
        List<String> differences;
        if (setting("iot.endpoint", "IOT_ENDPOINT") != null) {
            if (setting("kafka.brokers", "KAFKA_BROKERS") != null) {
                Bridge.of(Map.of()).run();
                return;
            }
            differences = List.of("With iot.endpoint the bridge needs kafka.brokers as well, as in"
                    + " -Dkafka.brokers=broker-1:9092,broker-2:9092.");
        } else {
            differences = runScenario(Terminal.out());
        }
        if (!differences.isEmpty()) {
            differences.stream().limit(PRINTED_AT_MOST).forEach(System.err::println);
            if (differences.size() > PRINTED_AT_MOST) {
                System.err.printf("And %d more.%n", differences.size() - PRINTED_AT_MOST);
            }
            System.exit(1);
        }
    }

    /**
     * Runs the scenario that the system properties ask for, and prints the tables.
     *
     * @return a sentence for each number that does not match
     */
    static List<String> runScenario(PrintStream out) throws Exception {
        try {
            boolean two = isModeTwo();
            Jobs jobs = new Jobs(number("things", 20), number("jobs", 100));
            if (jobs.all().size() > MANY) {
                System.setProperty("bridge.log.dead-letters", "error");
            }
            new Story(out).say("An emulator and a Kafka broker start.");
            List<String> differences;
            try (TestBed testBed = new TestBed(out)) {
                differences = two ? kills(testBed, jobs) : new Scenario(testBed, jobs).run();
            }
            if (differences.isEmpty()) {
                out.printf(
                        "All %s ended as they should, and the numbers add up.%n",
                        Formats.grouped(jobs.all().size()));
            }
            return differences;
        } catch (ScenarioException | IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> kills(TestBed testBed, Jobs jobs) throws Exception {
        try (KillScenario kills = new KillScenario(testBed, jobs, number("kills", 1), number("seed", 7))) {
            return kills.run();
        }
    }

    /** Clears the property: a template would use {@code things} for its parameter of that name. */
    private static int number(String property, int otherwise) {
        String text = System.clearProperty(property);
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s=%s is not possible: a whole number is, as in -D%s=%d."
                            .formatted(property, text, property, otherwise),
                    e);
        }
    }

    private static boolean isModeTwo() {
        String mode = System.getProperty("bridge.mode", "one");
        if (!List.of("one", "two").contains(mode)) {
            throw new IllegalArgumentException(
                    "bridge.mode=%s is not possible: one bridge or two, as in -Dbridge.mode=two.".formatted(mode));
        }
        return mode.equals("two");
    }

    private static String setting(String property, String variable) {
        return System.getProperty(property, System.getenv(variable));
    }
}
