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
package io.github.cameliot.routes.workflow.handler;

import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.jobsdata.model.OneLine;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which URLs may be downloaded from: documents are not trusted, and this process reaches what their author does not. Addresses
 * of this machine and of private networks are refused, unless their host is allowed by name; link-local ones, where clouds
 * keep the credentials of a machine (169.254.169.254), unless that very address is.
 *
 * <p>A name is looked up here, and again when it is connected to: the cache of the Java runtime (30 s by default) gives
 * both the same addresses. With that cache switched off, a name server that changes its mind in between is not noticed.
 */
final class AllowedUrls {

    private static final int LONGEST_SHOWN = 100;
    private static final int PRINTABLE_FROM = '!';
    private static final int PRINTABLE_TO = '~';

    private final Set<String> schemes;
    private final List<String> hosts;

    /** @param hosts names, addresses, or {@code *.example.com}; empty for all that are public */
    AllowedUrls(Set<String> schemes, List<String> hosts) {
        this.schemes = schemes;
        this.hosts = hosts.stream().map(h -> h.toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * The URL, with its characters as they are: what is encoded stays so, and nothing is encoded.
     *
     * @throws JobRejectedException when it is none, or may not be downloaded from
     * @throws IOException when its host has no address now
     */
    URI check(String text) throws IOException {
        String url = text.strip();
        if (url.isEmpty() || url.chars().anyMatch(c -> c < PRINTABLE_FROM || c > PRINTABLE_TO)) {
            throw new JobRejectedException(
                    "The download URL is empty, or contains a character that must be encoded in a"
                            + " URL, as in %20 for a space.");
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new JobRejectedException("The download URL is not valid: " + e.getReason() + " at character "
                    + (e.getIndex() + 1) + ". Encode such characters, as in %20 for a space.");
        }
        if (uri.getScheme() == null || !schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
            String scheme = uri.getScheme() == null ? "none" : OneLine.of(uri.getScheme(), LONGEST_SHOWN);
            throw new JobRejectedException("The download URL has the scheme " + scheme + ". The option allowedSchemes"
                    + " allows only " + schemes + ".");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new JobRejectedException("The download URL has no host, or it contains a user name.");
        }
        checkHost(uri.getHost().toLowerCase(Locale.ROOT));
        return uri;
    }

    private void checkHost(String host) throws IOException {
        boolean isNamed = hosts.stream().anyMatch(h -> matches(h, host));
        if (!hosts.isEmpty() && !isNamed) {
            throw new JobRejectedException("Downloads from " + OneLine.of(host, LONGEST_SHOWN)
                    + " are not allowed. Add the host to allowedHosts to allow them.");
        }
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new IOException("The host " + OneLine.of(host, LONGEST_SHOWN) + " has no address.", e);
        }
        for (InetAddress address : addresses) {
            boolean isAddressNamed = hosts.contains(plain(host)) && plain(host).equals(address.getHostAddress());
            if (isOfTheLink(address) ? !isAddressNamed : isPrivate(address) && !isNamed) {
                throw new JobRejectedException("Downloads from " + OneLine.of(host, LONGEST_SHOWN)
                        + " are not allowed: its address belongs to this machine or to a private network. Add the host to"
                        + " allowedHosts to allow them.");
            }
        }
    }

    private static boolean matches(String allowed, String host) {
        return allowed.startsWith("*.") ? host.endsWith(allowed.substring(1)) : allowed.equals(plain(host));
    }

    private static String plain(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean isOfTheLink(InetAddress address) {
        return address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress();
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isUniqueLocal = address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc; // RFC 4193
        boolean isShared =
                bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64; // RFC 6598, carriers and clouds
        return address.isLoopbackAddress() || address.isSiteLocalAddress() || isUniqueLocal || isShared;
    }
}
