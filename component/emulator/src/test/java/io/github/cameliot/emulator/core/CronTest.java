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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The next time of cron expressions. The first of August 2026 is a Saturday. */
class CronTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 20 ? * MON *        | 2026-08-01T10:00:00Z | 2026-08-03T20:00:00Z",
                "0 20 ? * 2 *          | 2026-08-01T10:00:00Z | 2026-08-03T20:00:00Z",
                "0 20 ? * mon-fri *    | 2026-08-03T20:00:00Z | 2026-08-04T20:00:00Z",
                "0 10 * * ? *          | 2026-08-01T10:00:00Z | 2026-08-02T10:00:00Z",
                "0 10 * * ? *          | 2026-08-01T09:59:59Z | 2026-08-01T10:00:00Z",
                "*/15 * * * ? *        | 2026-08-01T10:01:00Z | 2026-08-01T10:15:00Z",
                "5/20 8-9,23 * * ? *   | 2026-08-01T09:46:00Z | 2026-08-01T23:05:00Z",
                "0 0 1-7/3 * ? *       | 2026-08-01T10:00:00Z | 2026-08-04T00:00:00Z",
                "0 0 L * ? *           | 2026-08-01T10:00:00Z | 2026-08-31T00:00:00Z",
                "0 0 LW 10 ? *         | 2026-08-01T10:00:00Z | 2026-10-30T00:00:00Z",
                "0 0 1W * ? *          | 2026-08-01T10:00:00Z | 2026-08-03T00:00:00Z",
                "0 0 31W 5 ? *         | 2026-08-01T10:00:00Z | 2027-05-31T00:00:00Z",
                "0 0 15W 8 ? *         | 2026-08-01T10:00:00Z | 2026-08-14T00:00:00Z",
                "0 0 ? * 6#2 *         | 2026-08-01T10:00:00Z | 2026-08-14T00:00:00Z",
                "0 0 ? * FRIL *        | 2026-08-01T10:00:00Z | 2026-08-28T00:00:00Z",
                "0 0 ? * L *           | 2026-08-01T10:00:00Z | 2026-08-08T00:00:00Z",
                "0 0 29 FEB ? *        | 2026-08-01T10:00:00Z | 2028-02-29T00:00:00Z",
                "59 23 31 12 ? 2027    | 2026-08-01T10:00:00Z | 2027-12-31T23:59:00Z",
                "0 0 30 2 ? *          | 2026-08-01T10:00:00Z |",
                "0 0 * * ? 2025        | 2026-08-01T10:00:00Z |"
            })
    void nextTimeIsTheFirstAfterwards(String fields, Instant after, Instant next) {
        assertThat(Cron.parse("cron(" + fields + ")").next(after)).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 20 ? * MON *",
                "cron(0 20 ? * MON)",
                "cron(0 20 ? * MON * *)",
                "cron(60 20 ? * MON *)",
                "cron(0 24 ? * MON *)",
                "cron(0 0 0 * ? *)",
                "cron(0 0 32 * ? *)",
                "cron(0 0 * 13 ? *)",
                "cron(0 0 ? * 8 *)",
                "cron(0 0 ? * MO *)",
                "cron(0 0 ? * 2#6 *)",
                "cron(0 0 ? * 2#0 *)",
                "cron(0 0 * * * *)",
                "cron(0 0 ? * ? *)",
                "cron(0 0 * * ? 1969)",
                "cron(0 0 * * ? 99999999999)",
                "cron(? 0 * * ? *)",
                "cron(0 20-8 * * ? *)",
                "cron(*/0 0 * * ? *)",
                "cron(*/-1 0 * * ? *)",
                "cron(, 0 * * ? *)",
                "cron(1,,2 0 * * ? *)",
                "cron(1- 0 * * ? *)",
                "cron(\u0661 0 * * ? *)",
                "cron()",
                "rate(5 minutes)",
                ""
            })
    void whatIsNoTimeIsRefused(String expression) {
        assertThatThrownBy(() -> Cron.parse(expression)).isInstanceOf(ServiceException.class);
    }
}
