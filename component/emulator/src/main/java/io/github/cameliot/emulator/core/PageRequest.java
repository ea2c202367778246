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
package io.github.cameliot.emulator.core;

/**
 * The requested part of a list.
 *
 * <p>Source: LaserMaxResults, service model of {@code iot}: 1 to 250. The default number is not documented; 25 is
 * inferred from the console.
 *
 * @param most the largest number of items
 * @param from where to start; null for the beginning
 */
public record PageRequest(int most, Cursor from) {

    private static final int DEFAULT = 25;
    private static final int MOST = 250;

    /** The name at which a list by name starts. */
    String fromName() {
        return from == null ? "" : from.name();
    }

    /** Both may be null. */
    public static PageRequest of(Long maxResults, String nextToken) {
        if (maxResults != null && (maxResults < 1 || maxResults > MOST)) {
            throw ServiceException.invalid("maxResults %d is not possible. Use 1 to %d".formatted(maxResults, MOST));
        }
        return new PageRequest(maxResults == null ? DEFAULT : maxResults.intValue(), Cursor.parse(nextToken));
    }
}
