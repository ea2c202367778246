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

/** How a call ended. */
public enum CallResult {
    /** With a response that shows the expected result. */
    ok,
    /** HTTP 429: too many calls. */
    throttled,
    /** HTTP 409: the execution has another version or status. */
    conflict,
    /** HTTP 404 or 410: the thing or job does not exist, or the execution has ended. */
    gone,
    /** HTTP 401 or 403, or a certificate that is refused: credentials or permissions. */
    forbidden,
    /** Another HTTP 4xx: the values are wrong. */
    refused,
    /** HTTP 5xx. */
    serverError,
    /** No response came, or none that can be read: it is not known whether the call took effect. */
    noResponse,
    /** The request was not sent. */
    notSent;

    /** How a call ended that failed so. */
    public static CallResult of(JobsCallException failure) {
        int status = failure.statusCode();
        return switch (status) {
            case 0 -> failure.isAmbiguous() ? noResponse : notSent;
            case 401, 403 -> forbidden;
            case 404, 410 -> gone;
            case 409 -> conflict;
            case 429 -> throttled;
            default -> status >= 500 ? serverError : status >= 400 ? refused(failure) : noResponse;
        };
    }

    private static CallResult refused(JobsCallException failure) {
        String type = failure.errorType();
        if (type.startsWith("Throttling")) {
            return throttled; // the control plane says so with HTTP 400
        }
        return type.equals("CertificateValidationException") ? forbidden : refused;
    }
}
