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
package io.github.cameliot.control;

import io.github.cameliot.jobsdata.model.Names;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iot.model.JobExecutionsRetryConfig;
import software.amazon.awssdk.services.iot.model.RetryCriteria;

/**
 * How often a job that did not succeed on a thing is retried there, as in {@code FAILED:3,TIMED_OUT:2} or {@code
 * ALL:5}.
 *
 * <p>Source: JobExecutionsRetryConfig, service model 2015-05-28: 0 to 10. It is inferred that ALL cannot be combined
 * with the others, and that 10 is the limit of the sum.
 *
 * @param times by FAILED, TIMED_OUT or ALL, each at least 1
 */
record RetryRules(Map<String, Integer> times) {

    private static final int MOST = 10;

    static final RetryRules NONE = new RetryRules(Map.of());

    /**
     * @param name the option or header, for the error message
     * @throws IllegalArgumentException for any other text
     */
    static RetryRules parse(String name, String text) {
        Map<String, Integer> times = new TreeMap<>();
        int all = 0;
        for (String part : text.split(",", -1)) {
            String[] pair = part.strip().split(":", -1);
            if (pair.length != 2 || !pair[1].strip().matches("\\d{1,2}")) {
                throw refused(name, text);
            }
            String type = pair[0].strip().toUpperCase(Locale.ROOT);
            int number = Integer.parseInt(pair[1].strip());
            all += number;
            if (!type.matches("FAILED|TIMED_OUT|ALL") || times.put(type, number) != null) {
                throw refused(name, text);
            }
        }
        if (all > MOST || (times.containsKey("ALL") && times.size() > 1)) {
            throw refused(name, text);
        }
        times.values().removeIf(n -> n == 0);
        return new RetryRules(times);
    }

    static RetryRules of(JobExecutionsRetryConfig config) {
        Map<String, Integer> times = new TreeMap<>();
        if (config != null) {
            config.criteriaList().forEach(c -> times.put(c.failureTypeAsString(), c.numberOfRetries()));
            times.values().removeIf(n -> n == null || n == 0);
        }
        return new RetryRules(times);
    }

    /** @return null for none */
    JobExecutionsRetryConfig config() {
        return times.isEmpty()
                ? null
                : JobExecutionsRetryConfig.builder()
                        .criteriaList(times.entrySet().stream()
                                .map(e -> RetryCriteria.builder()
                                        .failureType(e.getKey())
                                        .numberOfRetries(e.getValue())
                                        .build())
                                .toList())
                        .build();
    }

    /** In the form of the option. */
    @Override
    public String toString() {
        return times.isEmpty()
                ? "none"
                : times.entrySet().stream()
                        .map(e -> e.getKey() + ":" + e.getValue())
                        .collect(Collectors.joining(","));
    }

    private static IllegalArgumentException refused(String name, String text) {
        return new IllegalArgumentException(name + "=" + Names.shown(text) + " is not possible. Set which statuses "
                + "are retried and how often, at most 10 times in total, as in retry=FAILED:3,TIMED_OUT:2 or "
                + "retry=ALL:5.");
    }
}
