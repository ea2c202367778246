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

import io.github.cameliot.jobsdata.options.CamelDurations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.support.DefaultConversionService;

/** Reads the text of an option in the forms of Spring Boot and Camel. */
final class OptionValue {

    private OptionValue() {}

    /** @throws OptionRefusedException if the text is not possible */
    static Object of(Setting setting, String text) {
        ComponentOption option = setting.option();
        return switch (option.type()) {
            case "duration" -> duration(setting, text);
            case "enum" -> constant(setting, text);
            case "boolean" -> converted(setting, text, Boolean.class, "true or false");
            case "integer" ->
                converted(
                        setting,
                        text,
                        option.javaType().toLowerCase(Locale.ROOT).endsWith("long") ? Long.class : Integer.class,
                        "a whole number");
            default -> text;
        };
    }

    /** Accepts Camel's 1h30m and all forms of Spring Boot; a number alone is milliseconds in both. */
    private static Duration duration(Setting setting, String text) {
        Duration camels = CamelDurations.parse(text);
        if (!camels.isZero()) {
            return camels;
        }
        try {
            return DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException e) {
            throw refused(setting, "a duration, as in 30s, 5m, 1h30m or PT5M");
        }
    }

    private static String constant(Setting setting, String text) {
        List<String> values = setting.option().values();
        return values.stream()
                .filter(value -> isSame(value, text))
                .findFirst()
                .orElseThrow(() -> refused(setting, "one of " + String.join(", ", values)));
    }

    private static boolean isSame(String value, String text) {
        return value.replace("_", "").equalsIgnoreCase(text.replace("_", "").replace("-", ""));
    }

    private static Object converted(Setting setting, String text, Class<?> type, String wanted) {
        try {
            return DefaultConversionService.getSharedInstance().convert(text, type);
        } catch (ConversionException e) {
            throw refused(setting, wanted);
        }
    }

    private static OptionRefusedException refused(Setting setting, String wanted) {
        return new OptionRefusedException(setting.shown() + " is not possible.", "Use " + wanted + ".");
    }
}
