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
package io.github.cameliot.jobsdata.options;

import org.apache.camel.Message;

/** The body of a message for {@code pojoRequest=true}: a request of the SDK, sent unchanged. */
public final class PojoRequest {

    private PojoRequest() {}

    /**
     * @param type the request of the operation
     * @param endpoint the operation, as in {@code iot-jobs:create}, for the error message
     * @throws IllegalArgumentException for a body of another type, or none
     */
    public static <T> T of(Message message, Class<T> type, String endpoint) {
        Object body = message.getBody();
        if (!type.isInstance(body)) {
            throw new IllegalArgumentException("pojoRequest=true for " + endpoint + " needs a body of "
                    + "type " + type.getName()
                    + ", but found " + (body == null ? "none" : body.getClass().getName()) + ".");
        }
        return type.cast(body);
    }
}
