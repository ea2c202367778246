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
package io.github.cameliot.routes.workflow.handler;

import com.fasterxml.jackson.core.JsonPointer;
import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.State;
import io.github.cameliot.routes.workflow.WorkflowConstants;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The URL that a step names. It is read again from the document of its job when it has expired. */
final class UrlOfStep implements Transfer.Source {

    private final JobSession session;
    private final JsonPointer pointer;
    private final String header;
    private final int index;
    private final String url;

    /**
     * @param session null outside of a job: then nothing can be read again
     * @param pointer the place of the URL; null for the first argument
     * @throws JobRejectedException when the document names none
     */
    UrlOfStep(Exchange exchange, JobSession session, JsonPointer pointer) {
        Message message = exchange.getMessage();
        this.session = session;
        this.pointer = pointer;
        this.header = message.getHeader(HandlerConstants.DOWNLOAD_URL, String.class);
        this.index = message.getHeader(WorkflowConstants.STEP_INDEX, 0, Integer.class);
        this.url = Optional.ofNullable(header)
                .or(() -> pointer == null ? firstArgument(message) : DocumentUrl.at(document(exchange), pointer))
                .orElseThrow(() -> new JobRejectedException("The download has no URL: it must be "
                        + (pointer == null
                                ? "the first argument of the step."
                                : "at " + pointer + " in the job document.")));
    }

    private static Optional<String> firstArgument(Message message) {
        List<?> arguments = message.getHeader(WorkflowConstants.STEP_ARGUMENTS, List.of(), List.class);
        return arguments.isEmpty() ? Optional.empty() : Optional.of(String.valueOf(arguments.get(0)));
    }

    private static String document(Exchange exchange) {
        String document = exchange.getProperty(WorkflowConstants.JOB_DOCUMENT, String.class);
        return document != null ? document : exchange.getMessage().getBody(String.class);
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public Optional<String> renewed() {
        if (session == null || session.state() != State.OPEN || header != null) {
            return Optional.empty();
        }
        String document = session.currentJobDocument();
        return pointer == null ? DocumentUrl.ofStep(document, index) : DocumentUrl.at(document, pointer);
    }
}
