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
package io.github.cameliot.jobsdata;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** An endpoint's URI for people: {@code thing=e-1,e-2} where Camel has {@code thing=e-1%2Ce-2}. */
final class ShownUri {

    private ShownUri() {}

    /**
     * Decodes a URI in which secrets are masked already.
     *
     * @return the URI as it is, if decoding it is not possible or brings characters that do not belong in a log line
     */
    static String of(String sanitizedUri) {
        try {
            String decoded = URLDecoder.decode(sanitizedUri, StandardCharsets.UTF_8);
            return decoded.chars().anyMatch(Character::isISOControl) ? sanitizedUri : decoded;
        } catch (IllegalArgumentException e) {
            return sanitizedUri; // a percent sign that encodes nothing
        }
    }
}
