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
package io.github.cameliot.springboot;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Refuses properties that are not options: Spring Boot would ignore them, and a wrong region, for example, would be
 * used without notice.
 */
record UnknownOptions(ComponentOptions options) {

    /** @param unknown the names without the prefix, each with its origin */
    void refuse(Map<String, String> unknown) {
        if (unknown.isEmpty()) {
            return;
        }
        String found = unknown.entrySet().stream()
                .map(e -> options.prefix() + "." + e.getKey()
                        + (e.getValue().equals("null") ? "" : " (" + e.getValue() + ")"))
                .collect(Collectors.joining(", ", "Not an option of " + options.scheme() + ": ", "."));
        String action = unknown.keySet().stream().map(this::advice).collect(Collectors.joining(" "));
        throw new OptionRefusedException(found, action);
    }

    private String advice(String name) {
        String first = name.replaceAll("[.\\[].*", "");
        if (options.ofEndpointsOnly().stream().anyMatch(e -> distance(e, first) == 0)) {
            return first + " is an option of endpoints only: set it in the URI of the route.";
        }
        String option = first.equals("configuration") && !first.equals(name) ? name.substring(14) : first;
        Optional<String> nearest = options.all().stream()
                .map(ComponentOption::dashed)
                .min(Comparator.comparingInt(known -> distance(known, option)))
                .filter(known -> distance(known, option) <= Math.max(2, option.length() / 3));
        return nearest.map(known -> "Did you mean " + options.prefix() + "." + known + "?")
                .orElse("Remove " + name + "; the documentation of the component lists its options.");
    }

    /** How many letters to add, remove or replace (Levenshtein distance); case and dashes do not count. */
    private static int distance(String one, String other) {
        String a = one.replace("-", "").toLowerCase(Locale.ROOT);
        String b = other.replace("-", "").toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
