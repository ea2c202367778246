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

import io.github.cameliot.jobsdata.health.ProducerHealthCheck;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.DescribeJobExecutionRequest;
import software.amazon.awssdk.services.iot.model.DescribeJobRequest;
import software.amazon.awssdk.services.iot.model.Job;
import software.amazon.awssdk.services.iot.model.JobExecution;
import software.amazon.awssdk.services.iot.model.JobExecutionStatus;
import software.amazon.awssdk.services.iot.model.ListJobExecutionsForJobRequest;
import software.amazon.awssdk.services.iot.model.ListJobExecutionsForJobResponse;

/**
 * The calls of a wait. Each is one attempt with a time limit, even with a client of the user: otherwise the SDK's own
 * retries would not be counted against the account's quota. They throw the same exceptions as those of {@link
 * ControlClient}.
 */
final class JobReads {

    private static final SdkPlugin SINGLE_ATTEMPT =
            client -> client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .build());

    private final ControlClient client;
    private final AwsRequestOverrideConfiguration once;
    private final ProducerHealthCheck health;
    private final Object account;

    /**
     * @param time limit of each call, more than zero
     * @param health counts the calls of that account
     */
    JobReads(ControlClient client, Duration bound, ProducerHealthCheck health, Object account) {
        this.health = health;
        this.account = account;
        this.client = client;
        this.once = AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(bound)
                .addPlugin(SINGLE_ATTEMPT)
                .build();
    }

    IotClient sdk() {
        return client.sdk();
    }

    /** DescribeJob. */
    Job job(String jobId) {
        DescribeJobRequest request = DescribeJobRequest.builder()
                .jobId(jobId)
                .overrideConfiguration(once)
                .build();
        return health.call(account, () -> client.job(request));
    }

    /**
     * ListJobExecutionsForJob.
     *
     * @param status null for all
     * @param from null for the first page
     */
    ListJobExecutionsForJobResponse executions(String jobId, JobExecutionStatus status, String from, int most) {
        ListJobExecutionsForJobRequest request = ListJobExecutionsForJobRequest.builder()
                .jobId(jobId)
                .status(status)
                .nextToken(from)
                .maxResults(most)
                .overrideConfiguration(once)
                .build();
        return health.call(account, () -> client.executions(request));
    }

    /** DescribeJobExecution. */
    JobExecution execution(String thing, String jobId, long executionNumber) {
        DescribeJobExecutionRequest request = DescribeJobExecutionRequest.builder()
                .thingName(thing)
                .jobId(jobId)
                .executionNumber(executionNumber)
                .overrideConfiguration(once)
                .build();
        return health.call(account, () -> client.execution(request));
    }
}
