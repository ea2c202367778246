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
package io.github.cameliot.emulator.admin;

import java.time.Duration;
import java.time.Instant;

/** How requests can change the clock. */
public interface ClockControl {

    Instant now();

    /** Moves the clock; refused as an invalid request if it cannot be moved. */
    void advance(Duration by);

    /** Returns to real time; a clock of the user's own is not changed. */
    void reset();
}
