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

import io.github.cameliot.emulator.core.Quote;
import io.github.cameliot.emulator.core.ServiceException;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The query of a request, decoded by Netty: each parameter at most once, and read as the type that the operation expects. */
public final class Query {

    private static final Query EMPTY = new Query(Map.of());

    private final Map<String, String> parameters;

    private Query(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    public static Query parse(String raw) {
        if (raw.isEmpty()) {
            return EMPTY;
        }
        Percent.requireEncoded(raw);
        Map<String, String> parameters = new HashMap<>();
        decoded(raw).forEach((octets, values) -> {
            String name = Percent.utf8(octets);
            if (values.size() > 1) {
                throw ServiceException.invalid(Quote.of("Query parameter", name) + " is given twice");
            }
            parameters.put(name, Percent.utf8(values.get(0)));
        });
        return new Query(parameters);
    }

    private static Map<String, List<String>> decoded(String raw) {
        try {
            return QueryStringDecoder.builder()
                    .hasPath(false)
                    .charset(StandardCharsets.ISO_8859_1)
                    .semicolonIsNormalChar(true)
                    .htmlQueryDecoding(false)
                    // The largest possible number: Netty drops parameters above its limit, and with them a second
                    // value.
                    .maxParams(raw.length())
                    .build(raw)
                    .parameters();
        } catch (IllegalArgumentException e) {
            throw Percent.notEncoded(raw);
        }
    }

    /** Members of a body as parameters; those that are absent or null are left out. */
    public static Query of(Body body, String... names) {
        Map<String, String> parameters = new HashMap<>();
        for (String name : names) {
            String value = body.scalar(name);
            if (value != null) {
                parameters.put(name, value);
            }
        }
        return new Query(parameters);
    }

    /** The parameter; null if it is absent. */
    public String text(String name) {
        return parameters.get(name);
    }

    /** The parameter as a whole number; null if it is absent. */
    public Long integer(String name) {
        String value = text(name);
        return value == null ? null : Numbers.parse(name, value);
    }

    public boolean bool(String name, boolean otherwise) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.equals("true") && !value.equals("false")) {
            throw ServiceException.invalid(Quote.of(name, value) + " is not possible. Use true or false");
        }
        return value.equals("true");
    }

    /** The parameter as a constant of an enum; null if it is absent. */
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        return Constants.of(name, text(name), type);
    }
}
