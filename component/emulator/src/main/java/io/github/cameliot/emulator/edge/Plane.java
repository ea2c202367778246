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
import io.github.cameliot.emulator.wire.Query;
import io.github.cameliot.emulator.wire.Request;

/** The two services that share the port. */
enum Plane {
    DATA("iot-jobs-data"),
    CONTROL("iot");

    private final String signingName;

    Plane(String signingName) {
        this.signingName = signingName;
    }

    boolean has(Operation operation) {
        return operation.isDataPlane() == (this == DATA);
    }

    /**
     * The plane that a request is signed for, from the credential scope of its {@code Authorization} header or of its presigned
     * query; null when it is not signed, or for another service.
     *
     * <p>Source: AWS Signature Version 4, credential scope {@code key/date/region/service/aws4_request}.
     */
    static Plane signedFor(Request request, Query query) {
        String credential = query.text("X-Amz-Credential");
        String authorization = request.header("authorization");
        if (credential == null && authorization != null) {
            credential = between(authorization, "Credential=", ",");
        }
        String[] scope = credential == null ? new String[0] : credential.trim().split("/", -1);
        for (Plane plane : values()) {
            if (scope.length >= 5 && scope[scope.length - 2].equals(plane.signingName)) {
                return plane;
            }
        }
        return null;
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start);
        if (from < 0) {
            return null;
        }
        int to = text.indexOf(end, from);
        return text.substring(from + start.length(), to < 0 ? text.length() : to);
    }
}
