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
package io.github.cameliot.jobsdata.session;

import java.util.Comparator;

/**
 * Increases with every claim of one job on one thing. A downstream system that refuses a token smaller than one it has
 * seen thereby refuses the writes of a worker that has lost its claim and does not know it yet.
 *
 * @param versionNumber of the execution when it was claimed
 */
public record FencingToken(long executionNumber, long versionNumber) implements Comparable<FencingToken> {

    private static final Comparator<FencingToken> ORDER =
            Comparator.comparingLong(FencingToken::executionNumber).thenComparingLong(FencingToken::versionNumber);

    @Override
    public int compareTo(FencingToken other) {
        return ORDER.compare(this, other);
    }

    /** For example {@code 1.4}. */
    @Override
    public String toString() {
        return executionNumber + "." + versionNumber;
    }
}
