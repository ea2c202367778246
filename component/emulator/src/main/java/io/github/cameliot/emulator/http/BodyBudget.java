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
package io.github.cameliot.emulator.http;

/**
 * Limits the memory of all unfinished bodies together, against many clients that send slowly. Used on the event loop only.
 */
final class BodyBudget {

    private static final long MOST = 64L * 1024 * 1024;

    private long held;

    /** Reserves bytes; false if the budget does not have enough left. */
    boolean take(int bytes) {
        if (held + bytes > MOST) {
            return false;
        }
        held += bytes;
        return true;
    }

    void giveBack(long bytes) {
        held -= bytes;
    }
}
