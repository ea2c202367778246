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
package io.github.cameliot.jobsdata;

/** The operations of the AWS IoT Jobs data plane, as written in the path of an endpoint. */
public enum IotJobsDataOperation {
    /** DescribeJobExecution: reads one execution; the next one if no job id is given. */
    describe,
    /** GetPendingJobExecutions: lists the executions of a thing that are not terminal. */
    getPending,
    /** StartNextPendingJobExecution: starts the next execution of a thing, or returns the one in progress. */
    startNext,
    /** UpdateJobExecution: updates an execution or reports its result. */
    update
}
