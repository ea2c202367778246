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

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The possible effect of the attempts of a failed call. Without evidence that a request was never sent, it counts as
 * sent. The effect of a write that counts as sent is checked later; that of a write that counts as not sent is not
 * checked.
 *
 * <p>A client that retries throws the failure of its last attempt and keeps the messages of the earlier ones as
 * suppressed exceptions (RetryableStageHelper of the SDK 2.40). An exception that is not of the SDK is not retried and
 * has no suppressed ones: it counts as the failure of the only attempt.
 */
final class FailedAttempts {

    private static final Pattern STATUS = Pattern.compile("Status Code: (\\d{3})");

    /**
     * Apache's client, version 4 and 5: no connection could be opened, or no connection of the pool was free in time.
     */
    private static final Set<String> NOT_CONNECTED =
            Set.of("ConnectTimeoutException", "ConnectionPoolTimeoutException", "ConnectionRequestTimeoutException");

    private FailedAttempts() {}

    /** Whether a request, of any attempt, may have reached the service. */
    static boolean anySent(RuntimeException thrown) {
        return isSent(thrown) || anyEarlier(thrown, message -> !isAsTheLast(message, thrown));
    }

    /** Whether an attempt may have taken effect although the call failed. */
    static boolean anyMayHaveTakenEffect(RuntimeException thrown) {
        boolean last = mayHaveTakenEffect(thrown);
        return last || anyEarlier(thrown, message -> mayHaveTakenEffect(message, thrown));
    }

    /**
     * A server error, or a response of another server, proves nothing; a refusal proves that the attempt had no effect.
     */
    static boolean mayHaveTakenEffect(int statusCode) {
        return statusCode < 300 || statusCode >= 500;
    }

    /**
     * Whether the client was closed before the call. An executor that is only full reports its state as "Running".
     */
    static boolean isClosed(Throwable thrown) {
        return any(
                thrown,
                t -> (t instanceof RejectedExecutionException
                                && !String.valueOf(t.getMessage()).contains("[Running,"))
                        || (t instanceof IllegalStateException
                                && t.getMessage() != null
                                // messages of Apache's client and the CRT's
                                && (t.getMessage().equals("Connection pool shut down")
                                        || t.getMessage().startsWith("Client is closed"))));
    }

    /** Whether there are no credentials to sign the call with. */
    static boolean lacksCredentials(Throwable thrown) {
        return any(
                thrown, t -> passed(t, f -> f.getClassName().startsWith("software.amazon.awssdk.auth.credentials.")));
    }

    private static boolean mayHaveTakenEffect(RuntimeException thrown) {
        return thrown instanceof AwsServiceException refused
                ? mayHaveTakenEffect(refused.statusCode())
                : isSent(thrown);
    }

    private static boolean mayHaveTakenEffect(String earlier, RuntimeException thrown) {
        Matcher status = STATUS.matcher(earlier);
        if (status.find()) {
            return mayHaveTakenEffect(Integer.parseInt(status.group(1)));
        }
        return !isAsTheLast(earlier, thrown) || mayHaveTakenEffect(thrown);
    }

    private static boolean isSent(RuntimeException thrown) {
        return thrown instanceof AwsServiceException
                || !(isClosed(thrown)
                        || any(thrown, t -> t instanceof RejectedExecutionException)
                        || any(thrown, FailedAttempts::isNotConnected)
                        || lacksCredentials(thrown)
                        || any(thrown, FailedAttempts::isNotARequest));
    }

    private static boolean isNotConnected(Throwable t) {
        return t instanceof ConnectException
                || t instanceof UnknownHostException
                || t instanceof NoRouteToHostException
                || (t instanceof SocketTimeoutException
                        && String.valueOf(t.getMessage())
                                .toLowerCase(Locale.ROOT)
                                .startsWith("connect timed out"))
                || NOT_CONNECTED.contains(t.getClass().getSimpleName())
                // The first bytes of the server were not TLS: only the TLS greeting of this client was sent.
                || WrongProtocol.isNoTls(t)
                // A server that refuses our certificate after the TLS 1.3 handshake has not read the request.
                || t instanceof SSLHandshakeException
                || t instanceof SSLPeerUnverifiedException
                || t instanceof CertificateException;
    }

    /** The SDK cannot build the request: a member that is part of the path is missing. */
    private static boolean isNotARequest(Throwable t) {
        return passed(
                t,
                f -> f.getClassName().endsWith("RequestMarshaller")
                        && f.getMethodName().equals("marshall"));
    }

    private static boolean passed(Throwable t, Predicate<StackTraceElement> frame) {
        return Arrays.stream(t.getStackTrace()).anyMatch(frame);
    }

    private static boolean anyEarlier(RuntimeException thrown, Predicate<String> message) {
        return thrown instanceof SdkException
                && Arrays.stream(thrown.getSuppressed())
                        .map(t -> String.valueOf(t.getMessage()))
                        .anyMatch(message);
    }

    private static boolean isAsTheLast(String earlier, RuntimeException thrown) {
        return thrown instanceof SdkException last && earlier.endsWith(": " + last.rawMessage());
    }

    static boolean any(Throwable thrown, Predicate<Throwable> test) {
        Throwable t = thrown;
        for (int depth = 0; t != null && depth < 20; depth++) {
            if (test.test(t)) {
                return true;
            }
            t = t.getCause();
        }
        return false;
    }
}
