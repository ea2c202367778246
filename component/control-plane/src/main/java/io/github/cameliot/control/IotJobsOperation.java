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
package io.github.cameliot.control;

/** The operations of the control plane, as written in the path of an endpoint. */
public enum IotJobsOperation {
    /** CreateJob: creates a job, or finds the same job if it exists already. */
    create,
    /** DescribeJob: reads a job. */
    describe,
    /** Waits for the end of a job, by DescribeJob. */
    await,
    /** CancelJob: cancels queued executions; by force also those in progress. */
    cancel,
    /** DescribeJobExecution of the control plane: reads a job on one thing, also after it has ended. */
    describeExecution
}
