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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.jobsdata.tracing.TraceContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job document of a message, with the trace context of its headers if the option traceContext is set. */
final class TracedDocument {

    private static final Logger LOG = LoggerFactory.getLogger(IotJobsProducer.class);

    private static final Set<String> TEXTS = Set.of(TraceContext.TRACEPARENT, TraceContext.TRACESTATE);

    private final String member;
    private final AtomicBoolean leftOutIsTold = new AtomicBoolean();

    /** @param member null to keep documents unchanged */
    TracedDocument(String member) {
        this.member = member;
    }

    /** @throws IllegalArgumentException for a body that is not a job document */
    String of(Message message) {
        String document = JobDocument.of(message);
        Optional<TraceContext> context = member == null ? Optional.empty() : context(message);
        return context.isEmpty() ? document : with(context.get(), document);
    }

    /** camel-telemetry sets these headers to the span of this very call. */
    private static Optional<TraceContext> context(Message message) {
        return TraceContext.of(
                message.getHeader(TraceContext.TRACEPARENT, String.class),
                message.getHeader(TraceContext.TRACESTATE, String.class));
    }

    private String with(TraceContext context, String document) {
        JsonNode read = JobDocument.read(document);
        if (!read.isObject()) {
            return unchanged(document, "it is not a JSON object");
        }
        if (read.has(member)) {
            return document;
        }
        int open = document.indexOf('{') + 1; // the first character that is not white space
        String traced = document.substring(0, open)
                + "\"" + member + "\":" + json(context)
                + (read.isEmpty() ? "" : ",")
                + document.substring(open);
        return JobDocument.isTooLong(traced) ? unchanged(document, "it would be too long") : traced;
    }

    private String unchanged(String document, String why) {
        String told = "A job document is sent without the trace context: {}. Its job begins a new trace.";
        if (leftOutIsTold.compareAndSet(false, true)) {
            LOG.warn(told + " Not repeated.", why);
        } else {
            LOG.debug(told, why);
        }
        return document;
    }

    private static String json(TraceContext context) {
        Map<String, String> texts = new TreeMap<>();
        texts.put(TraceContext.TRACEPARENT, context.traceparent());
        if (context.tracestate() != null) {
            texts.put(TraceContext.TRACESTATE, context.tracestate());
        }
        try {
            return JobDocument.JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Two texts cannot be written as JSON", e);
        }
    }

    /**
     * A document without its trace context, if it has one. Each repeated create is part of a different trace, but
     * creates the same job.
     */
    static JsonNode without(JsonNode document, String member) {
        if (!isTraceContext(document.path(member))) {
            return document;
        }
        ObjectNode copy = ((ObjectNode) document).objectNode();
        document.properties().stream()
                .filter(p -> !p.getKey().equals(member))
                .forEach(p -> copy.set(p.getKey(), p.getValue()));
        return copy;
    }

    /** Whether it contains nothing else: if the sender has added other data to the trace context, it is another job. */
    private static boolean isTraceContext(JsonNode value) {
        return value.isObject()
                && value.properties().stream().allMatch(p -> TEXTS.contains(p.getKey()))
                && TraceContext.of(value.path(TraceContext.TRACEPARENT).textValue(), null)
                        .isPresent();
    }
}
