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

import io.github.cameliot.jobsdata.client.ClientOptions;
import io.github.cameliot.jobsdata.client.Credentials;
import io.github.cameliot.jobsdata.client.Tls;
import io.github.cameliot.jobsdata.model.Names;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * Turns the client options of a configuration into {@link ClientOptions}; refuses those that contradict each other. Shared
 * by the components of this project, which differ in three values.
 *
 * @param clientOption the option that takes the user's own client
 * @param endpointExample an address that works for uriEndpointOverride
 * @param acceptsMutualTls whether the service accepts unsigned calls with a client certificate
 */
public record ClientSettings(String clientOption, String endpointExample, boolean acceptsMutualTls) {

    private static final int MOST_PORT = 65_535;
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

    /** @throws IllegalArgumentException for an option that cannot be used, with its name */
    public ClientOptions of(IotClientConfiguration c, CamelContext context, OptionTexts texts) {
        if (c.getSslContextParameters() != null && c.isTrustAllCertificates()) {
            throw new IllegalArgumentException(
                    "sslContextParameters and trustAllCertificates=true contradict each other:"
                            + " the first says which certificates to trust, the second trusts all. Remove one of "
                            + "them.");
        }
        X509Settings x509 = new X509Settings(c);
        Tls tls = tls(c, context, x509);
        URI endpoint = endpoint(blankToNull(c.getUriEndpointOverride()));
        return new ClientOptions(
                region(blankToNull(c.getRegion())),
                endpoint,
                credentials(c, x509, tls, endpoint),
                proxy(c),
                tls,
                c.isTrustAllCertificates(),
                new ClientOptions.Timeouts(
                        positive("apiCallTimeout", c.getApiCallTimeout(), LONGEST_TIMEOUT, "30s", texts),
                        positive("apiCallAttemptTimeout", c.getApiCallAttemptTimeout(), LONGEST_TIMEOUT, "10s", texts)),
                c.getRetryMode());
    }

    /** Refuses the user's own client together with options that would configure a client. */
    public void refuseBesideClient(IotClientConfiguration c) {
        List<String> set = new ArrayList<>(credentialOptions(c));
        set.addAll(new X509Settings(c).set());
        addIf(set, c.getSslContextParameters() != null, "sslContextParameters");
        addIf(set, c.isTrustAllCertificates(), "trustAllCertificates");
        addIf(set, blankToNull(c.getUriEndpointOverride()) != null, "uriEndpointOverride");
        addIf(set, blankToNull(c.getRegion()) != null, "region");
        addIf(set, blankToNull(c.getProxyHost()) != null, "proxyHost");
        if (!set.isEmpty()) {
            throw new IllegalArgumentException(clientOption + " is set (or was found in the registry), "
                    + "so " + String.join(", ", set) + " would have no effect. Remove these options, or the client "
                    + "(autowiredEnabled=false on the component stops it from using one of the registry).");
        }
    }

    /** @param longest no longer time is useful, and one of centuries cannot be counted in nanoseconds */
    public static Duration positive(String name, Duration value, Duration longest, String example, OptionTexts texts) {
        if (value == null || value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(texts.shown(name, value)
                    + " is not possible: it must be more than zero, as in " + name + "=" + example + ".");
        }
        if (value.compareTo(longest) > 0) {
            throw new IllegalArgumentException(texts.shown(name, value) + " is not possible. Use at most "
                    + CamelDurations.format(longest) + ", as in " + name + "=" + example + ".");
        }
        return value;
    }

    private static Tls tls(IotClientConfiguration c, CamelContext context, X509Settings x509) {
        if (!x509.isUsed()) {
            x509.refuseUnused();
        }
        Tls files = x509.files();
        return files != null || c.getSslContextParameters() == null
                ? files
                : new ContextTls(c.getSslContextParameters(), context);
    }

    private Credentials credentials(IotClientConfiguration c, X509Settings x509, Tls tls, URI endpoint) {
        List<String> kinds = credentialOptions(c);
        if (kinds.size() > 1) {
            throw new IllegalArgumentException(
                    "Credentials contradict each other: " + String.join(", ", kinds) + ". Keep one of them.");
        }
        if (x509.isUsed()) {
            return x509.credentials(tls, endpoint, acceptsMutualTls);
        }
        if (c.getAwsCredentialsProvider() != null) {
            return new Credentials.Given(c.getAwsCredentialsProvider());
        }
        if (c.isUseProfileCredentialsProvider() || blankToNull(c.getProfileCredentialsName()) != null) {
            return new Credentials.Profile(blankToNull(c.getProfileCredentialsName()));
        }
        return usesKeys(c) ? keys(c) : new Credentials.Standard();
    }

    private static Credentials keys(IotClientConfiguration c) {
        List<String> missing = new ArrayList<>();
        addIf(missing, blankToNull(c.getAccessKey()) == null, "accessKey");
        addIf(missing, blankToNull(c.getSecretKey()) == null, "secretKey");
        addIf(missing, c.isUseSessionCredentials() && blankToNull(c.getSessionToken()) == null, "sessionToken");
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(String.join(" and ", missing) + " missing: static credentials need"
                    + " accessKey and secretKey, temporary ones sessionToken as well. Set all of them, or none to "
                    + "use the SDK's default chain.");
        }
        return new Credentials.Keys(c.getAccessKey(), c.getSecretKey(), blankToNull(c.getSessionToken()));
    }

    /** The kinds of credentials that are configured, each under the name that the user knows; never a value. */
    private static List<String> credentialOptions(IotClientConfiguration c) {
        List<String> kinds = new ArrayList<>();
        addIf(kinds, c.getAwsCredentialsProvider() != null, "awsCredentialsProvider");
        addIf(kinds, usesKeys(c), "accessKey/secretKey/sessionToken");
        addIf(kinds, c.isUseDefaultCredentialsProvider(), "useDefaultCredentialsProvider");
        addIf(
                kinds,
                c.isUseProfileCredentialsProvider() || blankToNull(c.getProfileCredentialsName()) != null,
                "useProfileCredentialsProvider/profileCredentialsName");
        addIf(kinds, c.getX509() != null, "x509");
        return kinds;
    }

    private static boolean usesKeys(IotClientConfiguration c) {
        return blankToNull(c.getAccessKey()) != null
                || blankToNull(c.getSecretKey()) != null
                || blankToNull(c.getSessionToken()) != null
                || c.isUseSessionCredentials();
    }

    private static String region(String text) {
        if (text != null && !text.matches("[a-zA-Z0-9-]{1,63}")) {
            throw new IllegalArgumentException(
                    "region=" + Names.shown(text) + " is not an AWS region. Use a region, as in region=eu-west-1.");
        }
        return text;
    }

    private URI endpoint(String text) {
        if (text == null) {
            return null;
        }
        try {
            URI uri = new URI(text.strip());
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            boolean bare = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
            if (http && bare && uri.getHost() != null && uri.getPort() <= MOST_PORT) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // refused below, with all other invalid addresses
        }
        throw new IllegalArgumentException("uriEndpointOverride=" + withoutSecrets(text)
                + " is not the http or https address of a host, without user, query or fragment. Use an address as "
                + "in " + endpointExample + ".");
    }

    /** The part before an @ or after a question mark may be a password or a signature. */
    public static String withoutSecrets(String text) {
        return Names.shown(text.replaceAll("(?s)^.*@", "xxxxxx@").replaceAll("(?s)[?#].*$", "?xxxxxx"));
    }

    /** The proxy of these options; null for none. */
    public static URI proxy(IotClientConfiguration c) {
        String host = blankToNull(c.getProxyHost());
        if (host == null && c.getProxyPort() == null) {
            return null;
        }
        if (host == null || c.getProxyPort() == null || c.getProxyPort() < 1 || c.getProxyPort() > MOST_PORT) {
            throw new IllegalArgumentException(
                    "proxyHost=" + (host == null ? null : withoutSecrets(host)) + " with proxyPort=" + c.getProxyPort()
                            + " is not possible: a proxy needs both, as in "
                            + "proxyHost=proxy.example.com&proxyPort=3128.");
        }
        String scheme = c.getProxyProtocol().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("proxyProtocol=" + c.getProxyProtocol() + " is not one of HTTP, HTTPS.");
        }
        try {
            return new URI(scheme, null, host, c.getProxyPort(), null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "proxyHost=" + withoutSecrets(host) + " is not a host name. Use a host name, as in"
                            + " proxyHost=proxy.example.com.",
                    e);
        }
    }

    private static void addIf(List<String> list, boolean is, String name) {
        if (is) {
            list.add(name);
        }
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** TLS settings as Camel has them; two are equal if their parameters are the same object. */
    private record ContextTls(SSLContextParameters parameters, CamelContext camel) implements Tls {

        @Override
        public SSLContext context() throws GeneralSecurityException {
            try {
                return parameters.createSSLContext(camel);
            } catch (IOException e) {
                throw new GeneralSecurityException(e.getMessage(), e);
            }
        }
    }
}
