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
package io.github.cameliot.example.fleet;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** The jobs of the scenario: the same number for each sensor; one in twenty fails and one in fifty is rejected. */
final class Jobs {

    /** One job for one sensor, and its end if the sensor stays. */
    record Job(String id, String sensor, String document, ExecutionStatus end) {}

    private final List<String> sensors;
    private final List<Job> all;

    Jobs(int sensors, int jobs) {
        this.sensors = IntStream.rangeClosed(1, sensors)
                .mapToObj("sensor-%04d"::formatted)
                .toList();
        Random random = new Random(7);
        this.all = IntStream.range(0, jobs).mapToObj(i -> job(i, random)).toList();
    }

    private Job job(int i, Random random) {
        String sensor = sensors.get(i % sensors.size());
        String id = "calibrate-%05d".formatted(i + 1);
        int settleMillis = 2 + random.nextInt(7);
        double offset = random.nextInt(100) / 20.0;
        int chance = random.nextInt(100);
        if (chance < 2) {
            return new Job(id, sensor, document("S3", settleMillis, offset), ExecutionStatus.REJECTED);
        }
        return chance < 7
                ? new Job(id, sensor, document("S2", settleMillis, offset + 10), ExecutionStatus.FAILED)
                : new Job(id, sensor, document("S2", settleMillis, offset), ExecutionStatus.SUCCEEDED);
    }

    private static String document(String model, int settleMillis, double offset) {
        return String.format(
                Locale.ROOT, "{\"model\":\"%s\",\"settleMillis\":%d,\"offset\":%s}", model, settleMillis, offset);
    }

    List<String> sensors() {
        return sensors;
    }

    List<Job> all() {
        return all;
    }

    /** Creates all sensors and all jobs. */
    void queue(JobsEmulator emulator) {
        all.forEach(job -> emulator.createJob(job.id(), job.document(), job.sensor()));
    }
}
