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

import static io.github.cameliot.emulator.Operation.DESCRIBE_JOB_EXECUTION;
import static io.github.cameliot.emulator.Operation.GET_PENDING_JOB_EXECUTIONS;
import static io.github.cameliot.emulator.Operation.START_NEXT_PENDING_JOB_EXECUTION;
import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import io.github.cameliot.emulator.JobSpec;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.RequestLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The service in a process of its own. Executes the commands on its standard input, and responds to each with a line.
 */
public final class ServerMain {

    /** The largest number of things for one job. */
    private static final int MOST_TARGETS = 100;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final JobsEmulator emulator;
    private long cpuBefore;

    private ServerMain(JobsEmulator emulator) {
        this.emulator = emulator;
    }

    public static void main(String[] args) throws IOException {
        try (JobsEmulator emulator = JobsEmulator.start();
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            System.out.println(emulator.endpoint());
            ServerMain server = new ServerMain(emulator);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(server.respond(line.split(" ")));
            }
        }
    }

    private String respond(String[] words) {
        switch (words[0]) {
            case "create" -> create(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            case "delete" -> delete(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            case "read" -> {
                return reading().line();
            }
            default -> throw new IllegalArgumentException("Not a command: " + words[0]);
        }
        return "done";
    }

    private ServerReading reading() {
        RequestLog log = emulator.requests();
        return new ServerReading(
                log.count(START_NEXT_PENDING_JOB_EXECUTION),
                log.count(UPDATE_JOB_EXECUTION),
                log.count(DESCRIBE_JOB_EXECUTION),
                log.count(GET_PENDING_JOB_EXECUTIONS),
                log.connections(),
                SYSTEM.getProcessCpuTime() - cpuBefore);
    }

    /**
     * Resets the counts before the first job exists, so that polls during the creation are counted. Creating the jobs
     * is not counted.
     */
    private void create(String prefix, int things, int jobs) {
        emulator.requests().clear();
        List<String> names = ServerProcess.names(prefix, things);
        emulator.createThing(names.toArray(new String[0]));
        for (int job = 0; job < jobs; job++) {
            for (int first = 0; first < things; first += MOST_TARGETS) {
                String[] targets = names.subList(first, Math.min(things, first + MOST_TARGETS))
                        .toArray(new String[0]);
                emulator.createJob(JobSpec.of(jobId(prefix, job, first))
                        .document("{\"operation\":\"install\",\"version\":\"2.4." + job + "\"}")
                        .things(targets));
            }
        }
        cpuBefore = SYSTEM.getProcessCpuTime();
    }

    private void delete(String prefix, int things, int jobs) {
        for (int job = 0; job < jobs; job++) {
            for (int first = 0; first < things; first += MOST_TARGETS) {
                emulator.deleteJob(jobId(prefix, job, first), false);
            }
        }
    }

    private static String jobId(String prefix, int job, int first) {
        return prefix + "-job-" + job + "-" + first;
    }
}
