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
package io.github.cameliot.emulator;

/**
 * How much an emulator stores. Anything above this is refused with {@code LimitExceededException}, 410, except retries
 * of executions that are stored already.
 *
 * <p>Source: LimitExceededException of CreateJob, service model of {@code iot}. That things and groups are refused in the
 * same way is inferred. The numbers are the emulator's own.
 *
 * @param jobs jobs in any status, until they are deleted, and as many job templates
 * @param things things, and as many groups
 * @param executions executions of all jobs, in any status
 */
public record Capacity(int jobs, int things, int executions) {

    /** 100,000 jobs, 200,000 things and 2,000,000 executions. */
    public static final Capacity DEFAULT = new Capacity(100_000, 200_000, 2_000_000);

    public Capacity {
        if (jobs < 1 || things < 1 || executions < 1) {
            throw new IllegalArgumentException(
                    "A capacity needs numbers from 1 up, not %d jobs, %d things, %d executions"
                            .formatted(jobs, things, executions));
        }
    }

    /** A copy for another number of jobs. */
    public Capacity withJobs(int number) {
        return new Capacity(number, things, executions);
    }

    /** A copy for another number of things. */
    public Capacity withThings(int number) {
        return new Capacity(jobs, number, executions);
    }

    /** A copy for another number of executions. */
    public Capacity withExecutions(int number) {
        return new Capacity(jobs, things, number);
    }
}
