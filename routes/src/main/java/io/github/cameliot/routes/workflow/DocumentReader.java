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
package io.github.cameliot.routes.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.routes.ExactJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one job document. Unknown members are ignored: documents of managed templates have more members. */
final class DocumentReader {

    private static final int DEEPEST = 50;

    private final String document;
    private final DocumentShapes shapes;

    DocumentReader(String document, DocumentShapes shapes) {
        this.document = document;
        this.shapes = shapes;
    }

    Workflow read() {
        JsonPart root = new JsonPart(json(), "$").object();
        String fingerprint = Fingerprint.of(root.value());
        if (root.member("steps").isPresent()) {
            checkVersion(root);
            return new Workflow(steps(root), conditions(root), fingerprint);
        }
        return new Workflow(List.of(operation(root)), List.of(), fingerprint);
    }

    private JsonNode json() {
        if (document == null || document.isBlank()) {
            throw new JobRejectedException("The job has no document, so it has no steps.");
        }
        if (document.length() > Workflow.LONGEST_DOCUMENT) {
            throw new JobRejectedException("The job document has " + document.length() + " characters; at most "
                    + Workflow.LONGEST_DOCUMENT + " are read.");
        }
        try {
            return ExactJson.parse(document, DEEPEST);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new JobRejectedException("The job document is not JSON that can be read: "
                    + Names.shown(e.getOriginalMessage()) + where + ". At most " + DEEPEST
                    + " levels are allowed, and no member twice.");
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text has none
        }
    }

    private static void checkVersion(JsonPart root) {
        root.member("version").ifPresent(version -> {
            boolean isOne = version.value().isTextual()
                    ? version.text().equals("1.0")
                    : version.value().isNumber() && isOne(version.value());
            if (!isOne) {
                throw version.wrongType("\"1.0\", the only supported version of the step schema");
            }
        });
    }

    private static boolean isOne(JsonNode number) {
        return number instanceof DecimalNode decimal
                ? decimal.decimalValue().compareTo(BigDecimal.ONE) == 0
                : number.canConvertToInt() && number.intValue() == 1;
    }

    private List<Step> steps(JsonPart root) {
        JsonPart list = root.required("steps");
        List<JsonPart> elements = list.elements();
        Optional<JsonPart> last = root.member("finalStep");
        int count = elements.size() + (last.isPresent() ? 1 : 0);
        if (elements.isEmpty()) {
            throw list.wrong("has no step");
        }
        if (count > Workflow.MOST_STEPS) {
            throw list.wrong("has " + elements.size() + " steps; at most " + Workflow.MOST_STEPS
                    + " are allowed, the final one included");
        }
        List<Step> steps = new ArrayList<>(count);
        for (JsonPart element : elements) {
            steps.add(step(element, steps.size() + 1, false));
        }
        last.ifPresent(element -> steps.add(step(element, steps.size() + 1, true)));
        return steps;
    }

    private static Step step(JsonPart element, int index, boolean isFinal) {
        JsonPart action = element.object().required("action").object();
        String type = action.member("type").map(JsonPart::text).orElse(StepInput.RUN_HANDLER);
        StepInput input = StepInput.of(type, action);
        return new Step(
                index,
                action.member("name").map(JsonPart::text).orElse(input.handler()),
                input.handler(),
                input.arguments(),
                input.json(),
                input.path(),
                action.member("runAsUser").map(JsonPart::text).orElse(null),
                action.member("allowStdErr").map(JsonPart::number).orElse(null),
                action.member("ignoreStepFailure").map(JsonPart::flag).orElse(false),
                isFinal,
                action.path());
    }

    private static List<Condition> conditions(JsonPart root) {
        return root.member("conditions").map(JsonPart::elements).orElse(List.of()).stream()
                .map(DocumentReader::condition)
                .toList();
    }

    private static Condition condition(JsonPart element) {
        element.object().member("type").ifPresent(type -> {
            if (!type.text().equals("stringEqual")) {
                throw type.wrongType("\"stringEqual\", the only supported type of condition");
            }
        });
        return new Condition(
                element.required("key").text(), element.required("value").texts(), element.path());
    }

    /** A document without steps is one step: what it means is the handler's business. */
    private Step operation(JsonPart root) {
        Optional<JsonPart> named = shapes.operationMembers().stream()
                .flatMap(name -> root.member(name).stream())
                .findFirst();
        String handler = named.map(JsonPart::text).orElse(shapes.documentHandler());
        if (handler == null) {
            throw root.wrong(
                    "has no member steps, and no member that names a handler: none of " + shapes.operationMembers()
                            + ". Set documentHandler=<name> to choose a handler for such documents");
        }
        return new Step(
                1,
                handler,
                handler,
                root.member("args")
                        .filter(args -> named.isPresent() && isTexts(args.value()))
                        .map(JsonPart::texts)
                        .orElse(List.of()),
                document,
                root.member("path")
                        .filter(path -> path.value().isTextual())
                        .map(JsonPart::text)
                        .orElse(null),
                null,
                null,
                false,
                false,
                "$");
    }

    /** As in the old schema of the AWS IoT Device Client: {@code {"operation": ..., "args": [...], "path": ...}}. */
    private static boolean isTexts(JsonNode args) {
        return args.isArray() && args.valueStream().allMatch(JsonNode::isTextual);
    }
}
