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

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A part of a list.
 *
 * @param items the items, in order
 * @param next where the next page starts; null if this is the last one
 */
public record Page<T>(List<T> items, Cursor next) {

    static <T> Page<T> of(Stream<T> from, int most, Function<T, Cursor> cursor) {
        List<T> taken = from.limit(most + 1L).toList();
        return taken.size() <= most
                ? new Page<>(taken, null)
                : new Page<>(taken.subList(0, most), cursor.apply(taken.get(most)));
    }

    <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), next);
    }
}
