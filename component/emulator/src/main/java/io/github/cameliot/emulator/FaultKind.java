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

/** What goes wrong with a request. */
public enum FaultKind {
    /** ThrottlingException: 429 on the data plane, 400 on the control plane. */
    THROTTLE,
    /** ServiceUnavailableException, 503. */
    UNAVAILABLE,
    /** AccessDeniedException, 403; no model declares it. */
    FORBIDDEN,
    /** CertificateValidationException, 400: what a worker with a certificate the service does not like gets. */
    INVALID_CERTIFICATE,
    /** 200, but the body is that of an error: as a wrong endpoint has answered an Update. */
    ERROR_BODY,
    /** 200 and no body at all. */
    EMPTY_BODY,
    /** The connection is reset instead of an answer. */
    RESET,
    /** The answer is held back; the request has taken effect by then. In real time, whatever the clock. */
    LATENCY,
    /** The answer has no {@code Date} header. */
    NO_DATE,
    /** StartNext, or Describe of {@code $next}, gives the execution that ended last as it was before it ended. */
    STALE_NEXT,
    /** The same, but with its terminal status. */
    FINISHED_NEXT;

    /** Whether it takes the place of the answer, so that the request need not take effect. */
    public boolean isAnswer() {
        return switch (this) {
            case THROTTLE, UNAVAILABLE, FORBIDDEN, INVALID_CERTIFICATE, ERROR_BODY, EMPTY_BODY, RESET -> true;
            case LATENCY, NO_DATE, STALE_NEXT, FINISHED_NEXT -> false;
        };
    }
}
