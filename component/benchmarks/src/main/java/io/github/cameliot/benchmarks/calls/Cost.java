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

import io.github.cameliot.benchmarks.Median;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * The cost of one call, or the cost that it adds.
 *
 * @param cpuMicros CPU time of the calling thread, in microseconds
 * @param bytes that the calling thread allocates
 */
record Cost(double cpuMicros, double bytes) {

    Cost minus(Cost other) {
        return new Cost(cpuMicros - other.cpuMicros, bytes - other.bytes);
    }

    /** The median of each. */
    static Cost median(Collection<Cost> costs) {
        return new Cost(median(costs, Cost::cpuMicros), median(costs, Cost::bytes));
    }

    private static double median(Collection<Cost> costs, ToDoubleFunction<Cost> what) {
        return Median.of(costs.stream().mapToDouble(what).toArray());
    }
}
