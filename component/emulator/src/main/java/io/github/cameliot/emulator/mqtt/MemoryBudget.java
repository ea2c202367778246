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
package io.github.cameliot.emulator.mqtt;

/** How much memory the messages that wait for clients may take in all. */
final class MemoryBudget {

    private static final long MOST_BYTES = 128L * 1024 * 1024;

    private long used;

    /** Whether there is room; if so, it is taken. */
    boolean take(int bytes) {
        if (used + bytes > MOST_BYTES) {
            return false;
        }
        used += bytes;
        return true;
    }

    void giveBack(int bytes) {
        used -= bytes;
    }
}
