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
package io.github.cameliot.benchmarks.calls;

import java.util.ArrayList;
import java.util.List;

/**
 * One way to make a call.
 *
 * @param route whether the exchange goes through a route with one {@code to}, or directly to the producer
 * @param setting of the Camel context; {@link Setting#plain} if there is none
 */
record Variant(Caller caller, boolean route, Setting setting) {

    static final Variant RAW = new Variant(Caller.raw, false, Setting.plain);
    static final Variant CONTROL = new Variant(Caller.control, false, Setting.plain);

    /** All variants of an operation, always in the same order. */
    static List<Variant> of(Operation operation) {
        List<Variant> all = new ArrayList<>(List.of(RAW, CONTROL));
        for (Setting setting : Setting.values()) {
            for (Caller caller : operation.callers()) {
                all.add(new Variant(caller, false, setting));
                all.add(new Variant(caller, true, setting));
            }
        }
        return all;
    }
}
