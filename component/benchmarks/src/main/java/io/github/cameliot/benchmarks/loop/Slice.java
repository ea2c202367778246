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

/**
 * What one contender took for the jobs of one slice.
 *
 * @param nanos of the wall clock
 * @param cpuNanos of the whole process that worked the jobs off
 * @param bytes that its threads allocated
 * @param jobs done
 * @param server what the server counted meanwhile
 */
record Slice(long nanos, long cpuNanos, long bytes, int jobs, ServerReading server) {

    double jobsPerSecond() {
        return jobs * 1e9 / nanos;
    }

    double cpuMicrosPerJob() {
        return cpuNanos / 1e3 / jobs;
    }

    double bytesPerJob() {
        return (double) bytes / jobs;
    }

    /** The server's share of the CPU that both processes took. */
    double serverShare() {
        return (double) server.cpuNanos() / (server.cpuNanos() + cpuNanos);
    }

    /** Writes for each job, without the one that finds the queue of each thing empty. */
    double writesPerJob(int things) {
        return (double) (server.writes() - things) / jobs;
    }
}
