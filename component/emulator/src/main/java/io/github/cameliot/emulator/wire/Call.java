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

import io.github.cameliot.emulator.FaultKind;
import java.util.Map;

/** A request whose operation is known: the variables of its path, its query and its body. */
public final class Call {

    private final Map<String, String> path;
    private final Query query;
    private final Request request;
    private final FaultKind next;
    private Body body;

    public Call(Map<String, String> path, Query query, Request request, FaultKind next) {
        this.path = path;
        this.query = query;
        this.request = request;
        this.next = next;
    }

    /** A call without a request of HTTP: its parameters and its body are read already. */
    public Call(Map<String, String> path, Query query, Body body, FaultKind next) {
        this(path, query, (Request) null, next);
        this.body = body;
    }

    /** A header by its lowercase name; null if it is absent. */
    public String header(String name) {
        return request.header(name);
    }

    /** The common name of the client certificate; null without a certificate. */
    public String certificateName() {
        return request.client().certificateName();
    }

    /** The fault that decides which execution is returned as the next one; null for none. */
    public FaultKind nextFault() {
        return next;
    }

    public String thing() {
        return path.get("thing");
    }

    public String job() {
        return path.get("job");
    }

    public String path(String variable) {
        return path.get(variable);
    }

    public Query query() {
        return query;
    }

    /** The body, parsed when it is first used: an operation without a body never parses it. */
    public Body body() {
        if (body == null) {
            body = Body.parse(request.body());
        }
        return body;
    }
}
