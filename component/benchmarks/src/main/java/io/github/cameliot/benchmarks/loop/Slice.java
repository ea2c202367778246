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
 * The time and resources that one contender needed for the jobs of one slice.
 *
 * @param nanos of the wall clock
 * @param cpuNanos of the whole process that ran the jobs
 * @param bytes that its threads allocated
 * @param jobs done
 * @param server the counts of the server during the slice
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

    /** The server's share of the CPU time of both processes. */
    double serverShare() {
        return (double) server.cpuNanos() / (server.cpuNanos() + cpuNanos);
    }

    /** Writes for each job, without those that find the queue of a thing empty. */
    double writesPerJob(int things) {
        return (double) (server.writes() - things) / jobs;
    }
}
