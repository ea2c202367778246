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
package io.github.cameliot.emulator.wire;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.core.Quote;
import io.github.cameliot.emulator.core.ServiceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A JSON object of a request, read strictly: a member of a wrong type is refused, a member that the operation does not
 * have is ignored, and null counts as absent. Longer than other classes: it has one method for each type.
 */
public final class Body {

    private final JsonNode node;
    private final String path;
    private final boolean takesQuoted;

    private Body(JsonNode node, String path, boolean takesQuoted) {
        this.node = node;
        this.path = path;
        this.takesQuoted = takesQuoted;
    }

    /** The same, but read less strictly: numbers and booleans may be in quotes, and maps may have values that are null. */
    public Body takingQuotedValues() {
        return new Body(node, path, true);
    }

    /** An object with members of other bodies. */
    public static Body of(Map<String, ?> members) {
        return new Body(JsonNodeFactory.instance.objectNode(), "", false).withDefaults(members);
    }

    public static Body parse(byte[] bytes) {
        return parse(bytes, "The body");
    }

    /**
     * Reads a JSON object that is not the body of a request.
     *
     * @param what its name in messages
     */
    public static Body parse(byte[] bytes, String what) {
        if (bytes.length == 0) {
            return new Body(JsonNodeFactory.instance.objectNode(), "", false);
        }
        String text = Utf8.decode(bytes, what);
        JsonNode node;
        try {
            node = Json.READER.readTree(text);
        } catch (JsonProcessingException e) {
            throw ServiceException.invalid(what + " is not JSON" + place(e.getLocation()));
        }
        if (!node.isObject()) {
            throw ServiceException.invalid(what + " is not a JSON object");
        }
        Surrogates.check(text, node);
        return new Body(node, "", false);
    }

    /** Null if the body is nested too deeply or contains a number that is too long. */
    private static String place(JsonLocation location) {
        return location == null
                ? ": it is nested too deeply, or a number in it is too long"
                : ": line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    public String text(String name) {
        JsonNode member = member(name);
        if (member == null) {
            return null;
        }
        if (!member.isTextual()) {
            throw wrong(name, "a string");
        }
        return member.textValue();
    }

    public Long integer(String name) {
        JsonNode member = unquoted(member(name));
        if (member == null) {
            return null;
        }
        if (!member.isIntegralNumber() || !member.canConvertToLong()) {
            throw wrong(name, "a whole number");
        }
        return member.longValue();
    }

    /** A number or boolean as text; null if it is absent. */
    String scalar(String name) {
        JsonNode member = unquoted(member(name));
        if (member != null && !member.isNumber() && !member.isBoolean()) {
            throw wrong(name, "a number, true or false");
        }
        return member == null ? null : member.asText();
    }

    public double number(String name, double otherwise) {
        JsonNode member = member(name);
        if (member != null && !member.isNumber()) {
            throw wrong(name, "a number");
        }
        return member == null ? otherwise : member.doubleValue();
    }

    /** The value of a number or boolean in quotes, if quotes are allowed; else the member itself. */
    private JsonNode unquoted(JsonNode member) {
        return takesQuoted && member != null && member.isTextual() ? Quoted.value(member.textValue(), member) : member;
    }

    public boolean bool(String name, boolean otherwise) {
        JsonNode member = unquoted(member(name));
        if (member != null && !member.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return member == null ? otherwise : member.booleanValue();
    }

    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        return Constants.of(path + name, text(name), type);
    }

    /** The member as a map of strings; null if it is absent. */
    public Map<String, String> texts(String name) {
        Body object = object(name);
        if (object == null) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        object.node.fieldNames().forEachRemaining(key -> {
            if (!takesQuoted || object.member(key) != null) {
                texts.put(key, object.required(key));
            }
        });
        return texts;
    }

    private String required(String name) {
        String text = text(name);
        if (text == null) {
            throw wrong(name, "a string");
        }
        return text;
    }

    /** The member as an object; null if it is absent. */
    public Body object(String name) {
        JsonNode member = member(name);
        if (member != null && !member.isObject()) {
            throw wrong(name, "an object");
        }
        return member == null ? null : new Body(member, path + name + ".", takesQuoted);
    }

    /** The member as a list of strings; empty if it is absent. */
    public List<String> list(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(name)) {
            if (!element.isTextual()) {
                throw wrong(name, "a list of strings");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /** The member as a list of constants of an enum; empty if it is absent. */
    public <E extends Enum<E>> List<E> constants(String name, Class<E> type) {
        return list(name).stream()
                .map(text -> Constants.of(path + name, text, type))
                .toList();
    }

    /** The member as a list of objects; empty if it is absent. */
    public List<Body> objects(String name) {
        List<Body> objects = new ArrayList<>();
        for (JsonNode element : array(name)) {
            if (!element.isObject()) {
                throw wrong(name, "a list of objects");
            }
            objects.add(new Body(element, path + name + "[" + objects.size() + "].", takesQuoted));
        }
        return objects;
    }

    private Iterable<JsonNode> array(String name) {
        JsonNode member = member(name);
        if (member != null && !member.isArray()) {
            throw wrong(name, "a list");
        }
        return member == null ? List.of() : member;
    }

    /** The member unchanged, for settings that are only returned again; null if it is absent. */
    public Object asIs(String name) {
        return member(name);
    }

    /** The same, with other members where this object has none. */
    public Body withDefaults(Map<String, ?> defaults) {
        ObjectNode merged = ((ObjectNode) node).deepCopy();
        defaults.forEach((name, value) -> {
            if (member(name) == null) {
                merged.set(name, (JsonNode) value);
            }
        });
        return new Body(merged, path, takesQuoted);
    }

    /** The same, with another object as one of its members. */
    public Body with(String name, Body object) {
        ObjectNode changed = ((ObjectNode) node).deepCopy();
        changed.set(name, object.node);
        return new Body(changed, path, takesQuoted);
    }

    /** The same, with another text as one of its members. */
    public Body with(String name, String text) {
        ObjectNode changed = ((ObjectNode) node).deepCopy();
        return new Body(changed.put(name, text), path, takesQuoted);
    }

    /** Whether an object has this member, and it is not null. */
    public boolean has(String name) {
        return member(name) != null;
    }

    /** Refuses unknown members. Used for the emulator's own requests, where they are mistakes. */
    public void refuseUnknown(Set<String> known) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw ServiceException.invalid(
                        Quote.of(path + "member", name) + " is not known. The known names are " + new TreeSet<>(known));
            }
        });
    }

    /** Refuses unknown members, also those of objects in it. */
    public void refuseUnknown(Members known) {
        known.check(node, path);
    }

    /** The same, with this member as text: an object or a list becomes the JSON text of it. */
    public Body withTextOf(String name) {
        JsonNode member = member(name);
        if (member == null || !member.isContainerNode()) {
            return this;
        }
        ObjectNode copy = ((ObjectNode) node).deepCopy();
        return new Body(copy.put(name, member.toString()), path, takesQuoted);
    }

    /** Where it is in the whole object, like {@code jobs[0].}; empty for the whole. */
    public String path() {
        return path;
    }

    private JsonNode member(String name) {
        JsonNode member = node.get(name);
        return member == null || member.isNull() ? null : member;
    }

    private ServiceException wrong(String name, String expected) {
        return ServiceException.invalid(path + name + " is not " + expected);
    }
}
