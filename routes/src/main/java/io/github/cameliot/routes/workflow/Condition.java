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

import java.util.List;

/**
 * A requirement of a document. If it does not hold, the job is rejected.
 *
 * @param key which of the conditionValues is compared
 * @param values the values that are accepted
 * @param location its place in the document
 */
public record Condition(String key, List<String> values, String location) {

    public Condition {
        values = List.copyOf(values);
    }
}
