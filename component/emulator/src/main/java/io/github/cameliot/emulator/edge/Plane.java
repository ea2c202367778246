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
import io.github.cameliot.emulator.wire.Credential;

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

    /** The plane that a request is signed for; null when it is not signed, or for another service. */
    static Plane signedFor(Credential credential) {
        for (Plane plane : values()) {
            if (credential != null && credential.service().equals(plane.signingName)) {
                return plane;
            }
        }
        return null;
    }
}
