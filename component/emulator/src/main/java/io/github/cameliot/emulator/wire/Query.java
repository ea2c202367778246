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
import java.util.HashMap;
import java.util.Map;

/** The query of a request: each parameter at most once, and of the type it is asked for as. */
public final class Query {

    private final Map<String, String> parameters = new HashMap<>();

    public static Query parse(String raw) {
        Query query = new Query();
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                query.add(pair);
            }
        }
        return query;
    }

    private void add(String pair) {
        int equals = pair.indexOf('=');
        String name = Percent.decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : Percent.decode(pair.substring(equals + 1));
        if (parameters.putIfAbsent(name, value) != null) {
            throw ServiceException.invalid(Quote.of("Query parameter", name) + " stands there twice");
        }
    }

    /** The parameter; null when it is absent. */
    public String text(String name) {
        return parameters.get(name);
    }

    /** The parameter as a whole number; null when it is absent. */
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
            throw ServiceException.invalid(Quote.of(name, value) + " is not possible: true and false are");
        }
        return value.equals("true");
    }

    /** The parameter as a constant of an enum; null when it is absent. */
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        return Constants.of(name, text(name), type);
    }
}
