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

import io.github.cameliot.emulator.core.ErrorType;
import io.github.cameliot.emulator.core.Quote;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Request;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses the requests that a web page makes a browser send: those of a page from another site, and those of a page
 * whose host name was pointed to this machine after it was loaded (DNS rebinding). Clients other than browsers do not
 * send the headers that are checked here.
 *
 * <p>Source: the Fetch standard for {@code Origin}, the W3C's Fetch Metadata Request Headers for {@code Sec-Fetch-Site}.
 */
public final class HostPolicy {

    private static final ErrorType DENIED = new ErrorType("AccessDeniedException", 403);
    private static final Pattern ORIGIN = Pattern.compile("https?://(.*)", Pattern.CASE_INSENSITIVE);

    private final Set<String> allowed;
    private final boolean isLoopback;

    /**
     * A policy for a socket.
     *
     * @param host the address that the socket is bound to, as the user wrote it
     * @param isLoopback whether only this machine can reach it. Then the {@code Host} header must name this machine;
     *     otherwise it is checked only if hosts are allowed, because any name may lead to the socket
     * @param allowed names of hosts besides those of this machine
     */
    public HostPolicy(String host, boolean isLoopback, Collection<String> allowed) {
        this.isLoopback = isLoopback;
        this.allowed = Stream.concat(isLoopback ? Stream.of(host) : Stream.empty(), allowed.stream())
                .map(HostPolicy::nameOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Without a port; an IPv6 address may be without brackets. */
    private static String nameOf(String host) {
        HostName name = HostName.of(host);
        return name == null ? host.toLowerCase(Locale.ROOT) : name.name();
    }

    void check(Request request) {
        checkHost(request.header("host"));
        String origin = request.header("origin");
        if (origin != null) {
            checkOrigin(origin);
        } else if ("cross-site".equalsIgnoreCase(request.header("sec-fetch-site"))) {
            throw denied("Requests of web pages of another site are refused (Sec-Fetch-Site: cross-site)");
        }
    }

    private void checkHost(String header) {
        // A browser always sends this header, so a client without it is not a browser.
        if (header == null || (!isLoopback && allowed.isEmpty())) {
            return;
        }
        HostName host = HostName.of(header);
        if (!isAllowed(host) && (isLoopback || host == null || !host.isAddress())) {
            throw denied(Quote.of("Host", header)
                    + " is not a host of this emulator. Use 127.0.0.1 or localhost, or start it with --allowed-host");
        }
    }

    private void checkOrigin(String header) {
        Matcher matcher = ORIGIN.matcher(header.trim());
        if (!matcher.matches() || !isAllowed(HostName.of(matcher.group(1)))) {
            throw denied(Quote.of("Origin", header)
                    + ": web pages are served only from this machine, and from hosts given with --allowed-host");
        }
    }

    private boolean isAllowed(HostName host) {
        return host != null && (host.isLoopback() || allowed.contains(host.name()));
    }

    private static ServiceException denied(String why) {
        return new ServiceException(DENIED, why, null);
    }
}
