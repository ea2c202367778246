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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Refuses an answer 2xx that carries an error. A wrong endpoint has answered so, and to the SDK it looks like
 * "nothing pending" or a report without a state.
 *
 * <p>Source: issues of the AWS SDKs, seen by their users; which members such a body has is inferred.
 */
final class AnswerCheck implements ExecutionInterceptor {

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        if (!context.httpResponse().isSuccessful() || context.responseBody().isEmpty()) {
            return context.responseBody();
        }
        byte[] body = read(context.responseBody().get());
        context.httpResponse()
                .firstMatchingHeader("x-amzn-ErrorType")
                .or(() -> Optional.ofNullable(ResponseBody.error(body)))
                .ifPresent(said -> {
                    throw noAnswer(said);
                });
        return Optional.of(new ByteArrayInputStream(body));
    }

    private static byte[] read(InputStream in) {
        try (in) {
            return in.readNBytes(ResponseBody.MOST_BYTES + 1);
        } catch (IOException e) {
            // What an interceptor throws is not translated: it must be the SDK's, which retries it as any broken
            // answer.
            throw SdkClientException.create("The answer broke off: " + e.getMessage(), e);
        }
    }

    private static SdkClientException noAnswer(String said) {
        return SdkClientException.create("Not an answer of AWS IoT Jobs", new NoAnswer(said));
    }

    /** The answer is not one of AWS IoT Jobs; the message is what it said. */
    static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoAnswer(String message) {
            super(message);
        }
    }
}
