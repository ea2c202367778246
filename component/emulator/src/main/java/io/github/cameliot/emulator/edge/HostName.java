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
package io.github.cameliot.emulator.edge;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host in a {@code Host} or {@code Origin} header.
 *
 * @param name in lower case, without port, brackets and final dot
 */
record HostName(String name) {

    private static final Pattern AUTHORITY =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^:\\[\\]@/?#\\\\\\s,]+?)\\.?)(?::[0-9]{0,5})?");
    private static final Pattern IPV4 = Pattern.compile("([0-9]{1,3})\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");

    /** The host of {@code host:port}; null if it has another form. */
    static HostName of(String authority) {
        Matcher matcher = AUTHORITY.matcher(authority.trim());
        if (!matcher.matches()) {
            return null;
        }
        String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        return new HostName(name.toLowerCase(Locale.ROOT));
    }

    /**
     * Whether only this machine can have this name. Source: RFC 6761, section 6.3, for names below {@code localhost}.
     */
    boolean isLoopback() {
        Matcher ipv4 = IPV4.matcher(name);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("::1")
                || name.equals("0:0:0:0:0:0:0:1")
                || (ipv4.matches() && ipv4.group(1).equals("127"));
    }

    /** Whether it is an address, which no name server can point elsewhere. */
    boolean isAddress() {
        return name.indexOf(':') >= 0 || IPV4.matcher(name).matches();
    }
}
