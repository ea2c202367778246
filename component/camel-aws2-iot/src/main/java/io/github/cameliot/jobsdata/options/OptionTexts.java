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
package io.github.cameliot.jobsdata.options;

import io.github.cameliot.jobsdata.model.Names;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;

/**
 * Options as the user wrote them. Camel converts a text before a component sees it, and makes 0 of any text that is not
 * a number or a duration. So unreadable text is refused before the conversion, and a value that is readable but not
 * possible is quoted as the user wrote it. Only texts of durations, numbers, booleans and enums are kept, and none of
 * these is a secret.
 */
public final class OptionTexts {

    private final CamelContext context;
    private final String scheme;
    private final Set<String> written;
    private final Map<String, String> texts = new HashMap<>();

    /**
     * The texts of an endpoint that is being created.
     *
     * @param parameters of its URI, placeholders resolved and {@code RAW} taken off; not changed
     * @param types the type of each option
     * @throws IllegalArgumentException for a text that cannot be read as its type; the message names the option and
     *     shows a value that works
     */
    public static OptionTexts of(
            CamelContext context, String scheme, Map<String, Object> parameters, PropertyConfigurer types) {
        OptionTexts texts = new OptionTexts(context, scheme, parameters.keySet());
        parameters.forEach((option, value) -> {
            Class<?> type =
                    types instanceof PropertyConfigurerGetter known ? known.getOptionType(key(option), true) : null;
            // A text that begins with # is a reference, which Camel resolves.
            if (value instanceof String text && type != null && isRead(type) && !text.startsWith("#")) {
                texts.refuseUnlessReadable(option, text, type);
                texts.texts.put(key(option), text);
            }
        });
        return texts;
    }

    /** The texts of an endpoint that a program creates. */
    public static OptionTexts none(CamelContext context, String scheme) {
        return new OptionTexts(context, scheme, Set.of());
    }

    private OptionTexts(CamelContext context, String scheme, Set<String> written) {
        this.context = context;
        this.scheme = scheme;
        this.written = new HashSet<>();
        written.forEach(option -> this.written.add(key(option)));
    }

    private static boolean isRead(Class<?> type) {
        return type == Duration.class || type.isEnum() || type.isPrimitive() || Number.class.isAssignableFrom(type);
    }

    private static String key(String option) {
        return option.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private void refuseUnlessReadable(String option, String text, Class<?> type) {
        if (type.isEnum() ? isConstant(text, type) : isReadable(text, type)) {
            return;
        }
        throw new IllegalArgumentException(
                option + "=" + Names.shown(text) + " is not possible. Use " + works(type) + ".");
    }

    private static boolean isConstant(String text, Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .anyMatch(c -> ((Enum<?>) c).name().equalsIgnoreCase(text));
    }

    /** Uses Camel's own conversion, which makes zero of most texts that are not a duration. */
    private boolean isReadable(String text, Class<?> type) {
        try {
            Object value = context.getTypeConverter().mandatoryConvertTo(type, text);
            boolean isZero = text.matches("0+(d|h|m|s|ms)?|[pP].*");
            return !Duration.ZERO.equals(value) || isZero;
        } catch (TypeConversionException | NoTypeConversionAvailableException | IllegalArgumentException e) {
            return false;
        }
    }

    private static String works(Class<?> type) {
        if (type == Duration.class) {
            return "a duration, as in 30s, 10m or 1h30m; a number without a unit is milliseconds";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return type.isEnum()
                ? "one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(c -> ((Enum<?>) c).name())
                                .collect(Collectors.joining(", "))
                : "a whole number, as in 10";
    }

    /** Whether the option is set in the URI of the endpoint. */
    public boolean isWritten(String option) {
        return written.contains(key(option));
    }

    /**
     * The option and its value for a message, for example {@code lease=60 (milliseconds, as it has no unit)}.
     *
     * @param value what Camel made of the text, in the configuration
     */
    public String shown(String option, Object value) {
        String text = texts.get(key(option));
        if (text == null) {
            text = ofComponent(option, value);
        }
        if (text == null) {
            return option + "=" + (value instanceof Duration duration ? CamelDurations.format(duration) : value);
        }
        boolean lacksUnit = value instanceof Duration && text.matches("-?[0-9]*[1-9][0-9]*");
        return option + "=" + (text.length() > 40 ? Names.shown(text) : text)
                + (lacksUnit ? " (milliseconds, as it has no unit)" : "");
    }

    /**
     * The text of {@code camel.component.<scheme>.<option>}, of which Camel keeps only the converted value. Null if the
     * current value is not the conversion of this text, because a program may have set another.
     */
    private String ofComponent(String option, Object value) {
        String dashed = option.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        for (String name : new String[] {option, dashed, "configuration." + option, "configuration." + dashed}) {
            String text = context.getPropertiesComponent()
                    .resolveProperty("camel.component." + scheme + "." + name)
                    .orElse(null);
            if (text != null && value != null && isMadeOf(text, value)) {
                return text;
            }
        }
        return null;
    }

    private boolean isMadeOf(String text, Object value) {
        Object made;
        try {
            made = context.getTypeConverter().tryConvertTo(value.getClass(), text);
        } catch (RuntimeException e) {
            made = null;
        }
        return made == null ? value.equals(0) || value.equals(Duration.ZERO) : made.equals(value);
    }
}
