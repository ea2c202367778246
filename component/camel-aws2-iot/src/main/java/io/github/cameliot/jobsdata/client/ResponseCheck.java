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

import io.github.cameliot.jobsdata.model.OneLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Refuses a response 2xx that contains an error. Wrong endpoints have responded in this way, and the SDK takes it for
 * "nothing pending" or for an update without a state.
 *
 * <p>No body is read beyond {@link ResponseBody#MOST_BYTES}, not even that of an error ({@link BoundedBody}).
 *
 * <p>The first bytes of an ordinary body show that it is a result; only other bodies are read twice. If the body is not
 * available any more, the headers and the members of the response are checked ({@link #hasErrorType}, {@link
 * #mayHideAnError}).
 *
 * <p>Source: issues of the AWS SDKs, reported by their users; which members such a body has is inferred.
 */
final class ResponseCheck implements ExecutionInterceptor {

    private static final int LONGEST_MESSAGE = 500;

    private static final String LENGTH = "Content-Length";
    private static final String ERROR_TYPE = "x-amzn-ErrorType";

    /** The first bytes of the results of the four operations, in the order of members that the service uses. */
    private static final byte[][] RESULTS = {
        start("execution"), start("executionState"), start("inProgressJobs"), start("queuedJobs"), start("jobDocument")
    };

    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

    private static final int LONGEST_START =
            Arrays.stream(RESULTS).mapToInt(start -> start.length).max().orElseThrow();

    private static byte[] start(String member) {
        return ("{\"" + member + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        Optional<InputStream> body = context.responseBody();
        SdkHttpResponse response = context.httpResponse();
        if (!response.isSuccessful() || body.isEmpty()) {
            if (response.isSuccessful() && hasErrorType(response)) {
                throw notAResult(errorType(response));
            }
            return bounded(body, response);
        }
        if (hasErrorType(response)) {
            BoundedBody.abort(body.get());
            throw notAResult(errorType(response));
        }
        return Optional.of(checked(body.get(), length(response)));
    }

    /** The same body, read no further than the longest response of AWS. */
    static Optional<InputStream> bounded(Optional<InputStream> body, SdkHttpResponse response) {
        return body.map(b -> new BoundedBody(new byte[0], b, length(response), response.isSuccessful()));
    }

    /** Whether the headers contain an error type. */
    static boolean hasErrorType(SdkHttpResponse response) {
        return response.firstMatchingHeader(ERROR_TYPE).isPresent();
    }

    /** The error type in the headers. */
    static String errorType(SdkHttpResponse response) {
        return response.firstMatchingHeader(ERROR_TYPE).orElse("");
    }

    /**
     * Whether a response without any member of a result may have been an error: it was longer than {@code {}}, or its
     * length is not known.
     */
    static boolean mayHideAnError(SdkResponse response) {
        return response.sdkHttpResponse() == null || !isEmptyObject(response.sdkHttpResponse());
    }

    /** As long as {@code {}}, or empty. The SDK does not accept any other JSON of two characters as a response. */
    private static boolean isEmptyObject(SdkHttpResponse response) {
        String length = response.firstMatchingHeader(LENGTH).orElse("");
        return length.equals("2") || length.equals("0");
    }

    /** The same body, after a check of its start, and of the whole body if the start is not enough. */
    private static InputStream checked(InputStream body, long length) {
        try {
            if (length > ResponseBody.MOST_BYTES) {
                BoundedBody.abort(body);
                throw BoundedBody.tooLong();
            }
            byte[] start = body.readNBytes(LONGEST_START);
            if (start.length == 0) {
                return body;
            }
            if (!isResult(start)) {
                return new ByteArrayInputStream(checked(start, body));
            }
            return new BoundedBody(start, body, length, true);
        } catch (IOException e) {
            // What an interceptor throws is not translated: it must be an exception of the SDK, which retries it like
            // any broken response.
            throw brokenOff(e);
        }
    }

    private static SdkClientException brokenOff(IOException e) {
        return SdkClientException.create("The response broke off: " + e.getMessage(), e);
    }

    /** The SDK reads to the end of the JSON, so it does not notice if announced bytes after it are missing. */
    @Override
    public void afterUnmarshalling(Context.AfterUnmarshalling context, ExecutionAttributes attributes) {
        if (context.responseBody().orElse(null) instanceof BoundedBody body && body.missing() > 0) {
            throw brokenOff(new EOFException(body.missing() + " bytes are missing"));
        }
    }

    /** @return 0 if it is not known */
    private static long length(SdkHttpResponse response) {
        String length = response.firstMatchingHeader(LENGTH).orElse("");
        try {
            return length.isEmpty() ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static boolean isResult(byte[] start) {
        for (byte[] result : RESULTS) {
            if (start.length >= result.length && Arrays.equals(start, 0, result.length, result, 0, result.length)) {
                return true;
            }
        }
        return Arrays.equals(start, EMPTY);
    }

    private static byte[] checked(byte[] start, InputStream rest) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(start);
        byte[] more = rest.readNBytes(ResponseBody.MOST_BYTES + 1 - start.length);
        all.write(more);
        byte[] body = all.toByteArray();
        if (body.length > ResponseBody.MOST_BYTES) {
            BoundedBody.abort(rest);
            throw BoundedBody.tooLong();
        }
        String error = ResponseBody.error(body);
        if (error != null) {
            BoundedBody.abort(rest);
            throw notAResult(error);
        }
        rest.close();
        return body;
    }

    static SdkClientException notAResult(String said) {
        return SdkClientException.create("Not a response of AWS IoT Jobs", new NotAResult(said));
    }

    /** The response is not one of AWS IoT Jobs; the message says what it contained. */
    static class NotAResult extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAResult(String message) {
            super(OneLine.of(message, LONGEST_MESSAGE));
        }
    }
}
