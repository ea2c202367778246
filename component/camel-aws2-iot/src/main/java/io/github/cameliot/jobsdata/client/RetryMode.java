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
package io.github.cameliot.jobsdata.client;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/** How the SDK retries a plain operation. Source: AWS SDKs and Tools reference guide, "Retry behavior". */
public enum RetryMode {
    /** Up to three attempts, with a budget for retries. */
    standard,
    /** As standard, and slows down while the service throttles. */
    adaptive,
    /** Up to four attempts, as older SDKs did. */
    legacy,
    /** One attempt. */
    none;

    /** How often a call is tried at most. */
    public int attempts() {
        return switch (this) {
            case standard, adaptive -> 3;
            case legacy -> 4;
            case none -> 1;
        };
    }

    RetryStrategy strategy() {
        return switch (this) {
            case standard -> AwsRetryStrategy.standardRetryStrategy();
            case adaptive -> AwsRetryStrategy.adaptiveRetryStrategy();
            case legacy -> AwsRetryStrategy.legacyRetryStrategy();
            case none -> AwsRetryStrategy.doNotRetry();
        };
    }
}
