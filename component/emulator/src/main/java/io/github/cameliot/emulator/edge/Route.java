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
package io.github.cameliot.emulator.edge;

import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.wire.Handler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An operation with its method and path.
 *
 * @param operation the operation; null for the emulator's own paths
 * @param method in uppercase
 * @param template segments of the decoded path; {@code {name}} matches any segment
 * @param handler executes it
 */
record Route(Operation operation, String method, List<String> template, Handler handler) {

    static Route of(Operation operation, String methodAndPath, Handler handler) {
        String[] words = methodAndPath.split(" ");
        return new Route(operation, words[0], Segments.split(words[1]), handler);
    }

    boolean isControlPlane() {
        return operation != null && !operation.isDataPlane();
    }

    boolean matches(List<String> segments) {
        if (segments.size() != template.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!isVariable(template.get(i)) && !template.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    Map<String, String> variables(List<String> segments) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String name = template.get(i);
            if (isVariable(name)) {
                variables.put(name.substring(1, name.length() - 1), segments.get(i));
            }
        }
        return variables;
    }

    /** Number of fixed segments, so that {@code $next} is matched before a job id. */
    int literals() {
        return (int) template.stream().filter(segment -> !isVariable(segment)).count();
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }
}
