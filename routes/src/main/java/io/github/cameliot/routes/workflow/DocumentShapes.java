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

import java.util.Arrays;
import java.util.List;

/**
 * How documents without steps are read.
 *
 * @param operationMembers the members that name a handler, the first one that a document has counts
 * @param documentHandler the handler of all other documents; null for none
 */
record DocumentShapes(List<String> operationMembers, String documentHandler) {

    static final DocumentShapes DEFAULT = new DocumentShapes(List.of("operation", "action"), null);

    DocumentShapes {
        operationMembers = List.copyOf(operationMembers);
    }

    /** @param names separated by commas; empty for none */
    DocumentShapes withOperationMembers(String names) {
        return new DocumentShapes(listed(names), documentHandler);
    }

    static List<String> listed(String names) {
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** @param handler empty for none */
    DocumentShapes withDocumentHandler(String handler) {
        return new DocumentShapes(operationMembers, handler.isBlank() ? null : handler);
    }
}
