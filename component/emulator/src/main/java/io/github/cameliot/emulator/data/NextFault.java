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
package io.github.cameliot.emulator.data;

import io.github.cameliot.emulator.FaultKind;
import io.github.cameliot.emulator.core.DataPlane;
import io.github.cameliot.emulator.core.ExecutionView;
import io.github.cameliot.emulator.wire.Call;
import java.util.Optional;

/** The execution that a service with lagging reads returns as the next one. */
final class NextFault {

    private NextFault() {}

    /** Empty if the fault plan has no such fault, or if no execution of the thing has ended. */
    static Optional<ExecutionView> of(Call call, DataPlane plane) {
        return call.nextFault() == null
                ? Optional.empty()
                : plane.lastEnded(call.thing(), call.nextFault() == FaultKind.STALE_NEXT);
    }
}
