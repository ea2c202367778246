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
package io.github.cameliot.benchmarks.start;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * How long a camel-main application with a route of the component takes to start, compared with one with a timer route,
 * without and with an archive of its classes. The settings are system properties, see {@link Settings}.
 */
public final class StartBenchmark {

    private StartBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Settings settings = Settings.ofSystem();
        List<Jvm> jvms = Jvm.all(settings);
        System.out.printf(
                Locale.ROOT,
                "%d rounds, seed %d, each start in a new JVM; Java %s, %d processors; the service runs in its own "
                        + "process%n",
                settings.rounds(),
                settings.seed(),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        if (settings.java25() == null) {
            System.out.println("JDK 25 is not measured; to measure it, add -Dstart.java25=/path/to/jdk-25/bin/java");
        }
        try (Service service = new Service(Measurement.startsOf(jvms, settings.rounds()))) {
            Measurement measurement = new Measurement(jvms)
                    .run(new Launcher(settings.folder(), service), settings.rounds(), settings.seed());
            Report report = new Report(settings, jvms, measurement);
            report.print(System.out);
            System.out.printf("%nwritten to %s%n", report.write());
        }
    }
}
