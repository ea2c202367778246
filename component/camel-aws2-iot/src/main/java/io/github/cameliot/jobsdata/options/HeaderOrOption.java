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

import java.util.Optional;
import org.apache.camel.Message;

/**
 * The values of one call of a producer: the header of the message if there is one, else the option.
 *
 * @param endpoint the operation, as in {@code iot-jobs-data:update}, for error messages
 */
public record HeaderOrOption(String endpoint) {

    /** Converts the value of a header or an option. */
    @FunctionalInterface
    public interface Reader<T> {

        /**
         * @param name the name of the header or the option
         * @throws IllegalArgumentException for a value that cannot be used; the message contains the name
         */
        T read(String name, Object value);
    }

    /**
     * The value, if the header or the option is set.
     *
     * @param set the value of the option; null if it is not set
     */
    public <T> Optional<T> find(Message message, String header, String option, Object set, Reader<T> reader) {
        return Optional.ofNullable(orNull(message, header, option, set, reader));
    }

    /** As {@link #find}; null if neither is set. */
    public <T> T orNull(Message message, String header, String option, Object set, Reader<T> reader) {
        Object given = message.getHeader(header);
        if (given != null) {
            return reader.read(header, given);
        }
        return set == null ? null : reader.read(option, set);
    }

    /**
     * A value that the call needs.
     *
     * @param example how to set the option, as in {@code jobId=ota-7}
     * @throws IllegalArgumentException if neither is set
     */
    public <T> T require(Message message, String header, String example, Object set, Reader<T> reader) {
        Object given = message.getHeader(header);
        if (given != null) {
            return reader.read(header, given);
        }
        String option = example.substring(0, example.indexOf('='));
        if (set == null) {
            throw new IllegalArgumentException(option + " is missing for " + endpoint + ": set the option, as in "
                    + example + ", or the header " + header + ".");
        }
        return reader.read(option, set);
    }

    /** @return null if neither is set */
    public String text(Message message, String header, String set) {
        Object given = message.getHeader(header);
        return given == null ? set : given.toString();
    }
}
