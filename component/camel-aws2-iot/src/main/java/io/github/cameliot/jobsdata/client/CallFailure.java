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

import io.github.cameliot.jobsdata.model.ExecutionState;
import io.github.cameliot.jobsdata.model.OneLine;
import java.io.IOException;
import java.util.Arrays;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes a {@link JobsCallException} of any exception of the SDK, for both planes of the service. */
public final class CallFailure {

    private static final int LONGEST = 500;

    private static final String CLOSED = "The client was closed while it was still in use: close a client of your own"
            + " after the CamelContext has stopped.";

    private static final int OK = 200;
    private static final String UNPROVEN = "unproven response";

    /** What the SDK throws for a body that is not JSON, or not an object. */
    private static final String JSON_OF_THE_SDK = "software.amazon.awssdk.thirdparty.jackson.";

    /** Advice for a response, as a sentence; empty if there is none. */
    @FunctionalInterface
    public interface Advice {

        /**
         * @param statusCode the HTTP status, 0 if no response came
         * @param errorType the service's name for the error
         */
        String on(int statusCode, String errorType);
    }

    private CallFailure() {}

    /**
     * The exception for a failed call.
     *
     * @param action the IAM action of the call, as in {@code UpdateJobExecution}
     * @param tried what was tried on what, as in {@code update job ota-7 on thing pump-12}
     */
    static JobsCallException of(String action, String tried, RuntimeException thrown) {
        return of((statusCode, errorType) -> advice(action, statusCode), tried, thrown);
    }

    /** The same with the advice of another plane. */
    public static JobsCallException of(Advice advice, String tried, RuntimeException thrown) {
        boolean ambiguous = FailedAttempts.anyMayHaveTakenEffect(thrown);
        if (thrown instanceof AwsServiceException refused) {
            String type = errorType(refused);
            String found = "HTTP " + refused.statusCode() + " " + type + said(refused);
            return JobsCallException.withResponse(
                    "Cannot " + tried + ": " + found + ". " + advice(advice, refused, type),
                    refused.statusCode(),
                    type,
                    state(refused.awsErrorDetails()),
                    ambiguous,
                    printable(refused));
        }
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof ResponseCheck.NotAResult) {
                String what = t instanceof BoundedBody.TooLong ? "" : "an error in its body (";
                String found = "HTTP 200 with " + what + t.getMessage() + (what.isEmpty() ? "" : ")");
                return unproven(tried, found, advice.on(OK, UNPROVEN), thrown);
            }
            if (t.getClass().getName().startsWith(JSON_OF_THE_SDK)) {
                // Without the cause: its message may contain a part of a job document.
                return unproven(
                        tried,
                        "HTTP 200 with broken JSON",
                        advice.on(OK, UNPROVEN),
                        ResponseCheck.notAResult("broken JSON"));
            }
        }
        if (!ambiguous && FailedAttempts.isClosed(thrown)) {
            return JobsCallException.closed(
                    "Cannot " + tried + ": the request was not sent (" + said(thrown) + "). " + CLOSED,
                    FailedAttempts.anySent(thrown),
                    thrown);
        }
        if (!ambiguous && FailedAttempts.lacksCredentials(thrown)) {
            return JobsCallException.unsent(
                    "Cannot " + tried + ": the request was not sent, because " + MissingCredentials.told(thrown),
                    FailedAttempts.anySent(thrown),
                    thrown);
        }
        return ambiguous
                ? JobsCallException.withoutResponse(
                        "Cannot " + tried + ": no response (" + said(thrown)
                                + "). Whether the service carried it out is not known. "
                                + withoutResponseAdvice(advice, thrown),
                        thrown)
                : JobsCallException.unsent(
                        "Cannot " + tried + ": the request was not sent (" + said(thrown) + "). "
                                + unsentAdvice(advice, thrown),
                        FailedAttempts.anySent(thrown),
                        thrown);
    }

    /** The exception for a response 200 that does not show the expected result. */
    static JobsCallException unproven(String tried, String found, Throwable cause) {
        return unproven(tried, found, advice("", OK), cause);
    }

    /** The same with the advice of another plane. */
    public static JobsCallException unproven(String tried, String found, String advice, Throwable cause) {
        return JobsCallException.withResponse(
                "Cannot " + tried + ": the response is " + found + ", which proves nothing. " + advice,
                OK,
                UNPROVEN,
                null,
                true,
                cause);
    }

    private static String advice(String action, int statusCode) {
        return switch (statusCode) {
            case 0 -> "Check uriEndpointOverride, region, proxy and network.";
            case OK -> "Check uriEndpointOverride and region: the endpoint should be the account's iot:Data-ATS one.";
            case 400 -> "The service refuses the values that were sent.";
            case 403 ->
                "Allow iotjobsdata:" + action + " on this thing for the credentials in use, and check that"
                        + " uriEndpointOverride is the account's iot:Data-ATS endpoint.";
            case 404 -> "The thing or the job execution does not exist (any more).";
            case 409 ->
                "The execution has another version or status than this call expects: describe it before writing again.";
            case 410 -> "The execution has ended; only the control plane still shows it.";
            case 429 -> "Too many calls in this account and region: call less often.";
            default -> statusCode >= 500 ? "The service may have carried it out all the same." : "";
        };
    }

    private static String advice(Advice advice, AwsServiceException refused, String type) {
        AwsErrorDetails details = refused.awsErrorDetails();
        String message = details == null ? null : details.errorMessage();
        int status = refused.statusCode();
        String unauthenticated = AuthenticationFailure.advice(status, type, message);
        if (unauthenticated != null) {
            return unauthenticated;
        }
        return WrongProtocol.isPlainHttpRefused(status, message, details)
                ? WrongProtocol.HTTPS
                : advice.on(status, type);
    }

    private static String errorType(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return code == null || code.isBlank() ? "without an error type" : oneLine(code);
    }

    private static String said(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String said = details == null ? null : details.errorMessage();
        return said == null || said.isBlank() ? "" : " (" + oneLine(said) + ")";
    }

    /**
     * The text of the service may contain line breaks that forge lines where stack traces are logged. Then a printable
     * copy is made.
     */
    private static AwsServiceException printable(AwsServiceException e) {
        String message = String.valueOf(e.getMessage());
        if (OneLine.printable(message).equals(message)) {
            return e;
        }
        AwsServiceException.Builder copy = e.toBuilder()
                .message(OneLine.of(String.valueOf(e.rawMessage()), LONGEST))
                .requestId(e.requestId() == null ? null : OneLine.of(e.requestId(), LONGEST));
        if (e.awsErrorDetails() != null) {
            copy.awsErrorDetails(e.awsErrorDetails().toBuilder()
                    .errorCode(errorType(e))
                    .errorMessage(OneLine.of(String.valueOf(e.awsErrorDetails().errorMessage()), LONGEST))
                    .build());
        }
        AwsServiceException printable = copy.build();
        printable.setStackTrace(e.getStackTrace());
        Arrays.stream(e.getSuppressed()).forEach(printable::addSuppressed);
        return printable;
    }

    private static ExecutionState state(AwsErrorDetails details) {
        return details == null || details.rawResponse() == null
                ? null
                : ResponseBody.executionState(details.rawResponse().asByteArrayUnsafe());
    }

    private static String unsentAdvice(Advice advice, RuntimeException thrown) {
        return FailedAttempts.any(thrown, WrongProtocol::isNoTls) ? WrongProtocol.HTTP : advice.on(0, "not sent");
    }

    private static String withoutResponseAdvice(Advice advice, RuntimeException thrown) {
        if (FailedAttempts.any(thrown, WrongProtocol::isNoHttp)) {
            return WrongProtocol.HTTPS;
        }
        String more = FailedAttempts.any(thrown, WrongProtocol::isHungUp) ? WrongProtocol.MAYBE_HTTPS : "";
        return advice.on(0, "no response") + more;
    }

    /** The SDK's message if the SDK itself failed, else the message of its cause. */
    static String said(RuntimeException thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (thrown instanceof SdkException && !(root instanceof IOException)) {
            return oneLine(String.valueOf(thrown.getMessage()));
        }
        return oneLine(
                root instanceof IOException && root.getMessage() != null ? root.getMessage() : String.valueOf(root));
    }

    private static String oneLine(String text) {
        return OneLine.of(text.strip(), LONGEST);
    }
}
