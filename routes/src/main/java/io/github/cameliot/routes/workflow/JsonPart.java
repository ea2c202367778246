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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.jobsdata.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A value in a job document and its place. A member that is null counts as missing.
 *
 * @param path as in {@code $.steps[0].action}
 */
record JsonPart(JsonNode value, String path) {

    Optional<JsonPart> member(String name) {
        JsonNode member = value.get(name);
        return member == null || member.isNull()
                ? Optional.empty()
                : Optional.of(new JsonPart(member, path + "." + name));
    }

    JsonPart required(String name) {
        return member(name).orElseThrow(() -> rejected(path + "." + name, "is missing"));
    }

    JsonPart object() {
        if (!value.isObject()) {
            throw wrongType("an object");
        }
        return this;
    }

    List<JsonPart> elements() {
        if (!value.isArray()) {
            throw wrongType("an array");
        }
        List<JsonPart> elements = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            elements.add(new JsonPart(value.get(i), path + "[" + i + "]"));
        }
        return elements;
    }

    String text() {
        if (!value.isTextual()) {
            throw wrongType("text");
        }
        return value.textValue();
    }

    List<String> texts() {
        return elements().stream().map(JsonPart::text).toList();
    }

    /** true or false, as agents write them: as text too. */
    boolean flag() {
        String text = value.isTextual() ? value.textValue().toLowerCase(Locale.ROOT) : value.asText();
        if (!value.isBoolean() && !(value.isTextual() && (text.equals("true") || text.equals("false")))) {
            throw wrongType("true or false, as text or not");
        }
        return text.equals("true");
    }

    /** A whole number that fits an int; as text too. */
    int number() {
        if (value.isIntegralNumber() && value.canConvertToInt()) {
            return value.intValue();
        }
        if (value.isTextual() && value.textValue().matches("-?[0-9]{1,9}")) {
            return Integer.parseInt(value.textValue());
        }
        throw wrongType("a whole number of at most 10 digits");
    }

    JobRejectedException wrongType(String expected) {
        String found = value.isTextual()
                ? Names.shown(value.textValue())
                : value.getNodeType().name();
        return rejected(path, "must be " + expected + ", but is " + found);
    }

    JobRejectedException wrong(String what) {
        return rejected(path, what);
    }

    private static JobRejectedException rejected(String path, String what) {
        return new JobRejectedException("The job document cannot be carried out: " + path + " " + what + ".");
    }
}
