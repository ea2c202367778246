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

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How much a call of this component may add to the raw call, in each setting of the context.
 *
 * @param caller with which client
 * @param bytes that the producer adds, in the worst {@link Setting}
 * @param timesSqs the CPU time that a route with one {@code to} adds, divided by the CPU time that the same route to
 *     camel-aws2-sqs adds to its own raw call; for the sum over all settings, because the differences between single
 *     settings are random
 */
record Limit(Operation operation, Caller caller, double bytes, double timesSqs) {

    static final int MOST_BYTES = 2_300;
    static final double MOST_TIMES_SQS = 1.5;

    static List<Limit> of(Result result) {
        return Arrays.stream(Operation.values())
                .filter(Operation::isOurs)
                .flatMap(operation -> Stream.of(Caller.own, Caller.user)
                        .map(caller -> new Limit(
                                operation,
                                caller,
                                worst(setting -> producer(result, operation, caller, setting)
                                        .bytes()),
                                cpuMicros(result, operation, caller)
                                        / cpuMicros(result, Operation.sendMessage, Caller.sqs))))
                .toList();
    }

    private static Cost producer(Result result, Operation operation, Caller caller, Setting setting) {
        return result.added(operation, new Variant(caller, false, setting));
    }

    private static double cpuMicros(Result result, Operation operation, Caller caller) {
        return Arrays.stream(Setting.values())
                .map(setting -> new Variant(caller, true, setting))
                .mapToDouble(variant -> result.added(operation, variant).cpuMicros())
                .sum();
    }

    private static double worst(ToDoubleFunction<Setting> of) {
        return Arrays.stream(Setting.values()).mapToDouble(of).max().orElseThrow();
    }

    boolean isHeld() {
        return bytesAreHeld() && cpuIsHeld();
    }

    boolean bytesAreHeld() {
        return bytes <= MOST_BYTES;
    }

    boolean cpuIsHeld() {
        return timesSqs <= MOST_TIMES_SQS;
    }
}
