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

/** The kind of failure of a request, or of a notification by MQTT. */
public enum FaultKind {
    /** ThrottlingException: 429 on the data plane, 400 on the control plane. */
    THROTTLE,
    /** ServiceUnavailableException, 503. */
    UNAVAILABLE,
    /** AccessDeniedException, 403; no model declares it. */
    FORBIDDEN,
    /** CertificateValidationException, 400: the response to a certificate that the service does not accept. */
    INVALID_CERTIFICATE,
    /** 200 with the body of an error, which a wrong endpoint has returned to an Update. */
    ERROR_BODY,
    /** 200 without a body. */
    EMPTY_BODY,
    /** The connection is reset; there is no response. */
    RESET,
    /** For MQTT: the request, its response or the notification is lost. By HTTP the connection is reset. */
    DROP,
    /** The response is delayed, after the request has taken effect. In real time, not by the emulator's clock. */
    LATENCY,
    /** The response has no {@code Date} header. */
    NO_DATE,
    /** StartNext, or Describe of {@code $next}, returns the execution that ended last, as it was before its end. */
    STALE_NEXT,
    /** The same, but with its terminal status. */
    FINISHED_NEXT
}
