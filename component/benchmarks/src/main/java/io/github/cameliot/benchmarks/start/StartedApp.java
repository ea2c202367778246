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

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/**
 * The application that is started: camel-main with one route. Writes a {@link Reading} when the context is started and
 * another one at the route's first exchange, and ends.
 */
public final class StartedApp {

    /** The source of the route's exchanges. */
    enum Source {
        TIMER("timer"),
        SDK("timer, SDK client"),
        JOBS("iot-jobs-data");

        private final String text;

        Source(String text) {
            this.text = text;
        }

        /** Whether its first exchange follows a claim. */
        boolean claims() {
            return this != TIMER;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private StartedApp() {}

    /**
     * @param args the time at which this process was started, the source, the endpoint of the service, and the thing
     */
    public static void main(String[] args) throws Exception {
        long startedAt = Long.parseLong(args[0]);
        Main main = new Main();
        main.configure().withJmxEnabled(false);
        Source source = Source.valueOf(args[1]);
        if (source == Source.JOBS) {
            main.addInitialProperty("camel.component.iot-jobs-data.region", "us-east-1");
            main.addInitialProperty("camel.component.iot-jobs-data.uriEndpointOverride", args[2]);
            main.addInitialProperty("camel.component.iot-jobs-data.accessKey", "benchmark");
            main.addInitialProperty("camel.component.iot-jobs-data.secretKey", "benchmark");
        }
        String uri = source == Source.JOBS
                // One thing is polled at once when the route starts; the delay comes after that poll.
                ? "iot-jobs-data:startNext?delay=10ms&thing=" + args[3]
                : "timer:first?delay=0&repeatCount=1";
        CountDownLatch reported = new CountDownLatch(1);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                IotJobsDataPlaneClient client = source == Source.SDK ? client(args[2]) : null;
                from(uri).process(exchange -> {
                    if (client != null) {
                        client.startNextPendingJobExecution(r -> r.thingName(args[3]));
                    }
                    long at = System.currentTimeMillis();
                    Reading reading = Reading.now(startedAt, at);
                    reported.await(); // the first exchange may come before the context is started
                    System.out.println("first " + reading.line());
                    main.completed();
                });
            }
        });
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport context) {
                System.out.println("started "
                        + Reading.now(startedAt, System.currentTimeMillis()).line());
                reported.countDown();
            }
        });
        main.run();
    }

    /** What a user without the component must build, too. */
    private static IotJobsDataPlaneClient client(String endpoint) {
        return IotJobsDataPlaneClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(endpoint))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("benchmark", "b")))
                .httpClientBuilder(ApacheHttpClient.builder().expectContinueEnabled(false))
                .build();
    }

    /**
     * The resources that the process has used until a moment: milliseconds of the wall clock, and of all processors
     * together.
     */
    record Reading(long wall, double cpu) {

        /** Read by this process; the time first, because loading the classes that read the CPU time takes a while. */
        static Reading now(long startedAt, long at) {
            long nanos = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
            return new Reading(at - startedAt, nanos / 1e6);
        }

        String line() {
            return wall + " " + cpu;
        }

        static Reading parse(String[] words) {
            return new Reading(Long.parseLong(words[1]), Double.parseDouble(words[2]));
        }
    }
}
