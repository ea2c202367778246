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
package io.github.cameliot.routes.workflow;

import io.github.cameliot.jobsdata.model.OneLine;
import io.github.cameliot.jobsdata.model.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The results of the finished steps, limited: of a long result the end is kept, and of many results the last ones are in the
 * status details, so that two of the nine pairs are left for the details that a step reports itself.
 */
final class StepResults {

    /** How many results stand in the status details. */
    static final int MOST_DETAILS = 6;

    /** The longest result, in characters. */
    static final int LONGEST = 256;

    private static final String CUT = "...";
    private static final String PREFIX = "step-";
    private static final Pattern KEY = Pattern.compile(PREFIX + "([1-9][0-9]{0,2})");

    private final List<Step> steps;
    private final SortedMap<Integer, String> results = new TreeMap<>();

    StepResults(List<Step> steps) {
        this.steps = steps;
    }

    /** Takes those of the first {@code done} steps from status details. */
    void restore(Map<String, String> statusDetails, int done) {
        statusDetails.forEach((key, value) -> {
            Matcher matcher = KEY.matcher(key);
            if (matcher.matches() && Integer.parseInt(matcher.group(1)) <= done) {
                results.put(Integer.valueOf(matcher.group(1)), fit(value));
            }
        });
    }

    /** @param result null or blank for none */
    void add(Step step, String result) {
        String text = result == null ? "" : fit(result);
        if (!text.isBlank()) {
            results.put(step.index(), text);
        }
    }

    /** By the names of the steps; of steps with the same name the last one counts. */
    Map<String, String> byName() {
        Map<String, String> named = new LinkedHashMap<>();
        results.forEach((index, result) -> named.put(steps.get(index - 1).name(), result));
        return named;
    }

    /** The last ones, as status details. */
    Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        results.entrySet().stream()
                .skip(Math.max(0, results.size() - MOST_DETAILS))
                .forEach(result -> details.put(PREFIX + result.getKey(), result.getValue()));
        return details;
    }

    /** Whether a status detail is one of these. */
    static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    /** On one line, without secrets, and not too long. */
    private static String fit(String text) {
        // Cut first: a result may be megabytes, and only its end is looked at.
        String end = text.substring(Math.max(0, text.length() - 4 * LONGEST));
        String line = OneLine.printable(Secrets.masked(end)).strip();
        boolean isCut = line.length() > LONGEST || end.length() < text.length();
        if (!isCut) {
            return line;
        }
        int from = Math.max(0, line.length() - (LONGEST - CUT.length()));
        return CUT
                + line.substring(from < line.length() && Character.isLowSurrogate(line.charAt(from)) ? from + 1 : from);
    }
}
