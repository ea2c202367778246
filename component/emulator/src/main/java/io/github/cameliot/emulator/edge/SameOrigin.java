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
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Request;
import java.util.Locale;

/**
 * Refuses requests of web pages for the emulator's own paths, unless the page is the emulator's own. Stricter than
 * {@link HostPolicy}: a page of another port of this machine is refused too.
 *
 * <p>Source: the Fetch standard for {@code Origin}: sent with every cross-origin request except simple GET and HEAD
 * requests without CORS; the W3C's Fetch Metadata Request Headers for {@code Sec-Fetch-Site}, which is sent with those.
 */
final class SameOrigin {

    private static final ErrorType DENIED = new ErrorType("AccessDeniedException", 403);

    private SameOrigin() {}

    /**
     * Checks where a request comes from.
     *
     * @param isPage whether it is for the page itself, which a link in another page may open
     */
    static void check(Request request, boolean isPage) {
        String origin = request.header("origin");
        String site = request.header("sec-fetch-site");
        boolean isOwn = origin == null
                ? site == null || site.equalsIgnoreCase("same-origin") || site.equalsIgnoreCase("none")
                : isHost(origin, request.header("host"));
        boolean isLink = isPage && origin == null && "navigate".equalsIgnoreCase(request.header("sec-fetch-mode"));
        if (!isOwn && !isLink) {
            throw new ServiceException(
                    DENIED, "/_emulator serves only its own page, and clients other than browsers", null);
        }
    }

    /** Origin and Host have the same form, except for the scheme, and leave out the scheme's own port. */
    private static boolean isHost(String origin, String host) {
        int authority = origin.indexOf("://");
        return host != null
                && authority > 0
                && origin.substring(authority + 3)
                        .toLowerCase(Locale.ROOT)
                        .equals(host.trim().toLowerCase(Locale.ROOT));
    }
}
