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

import io.github.cameliot.jobsdata.client.Credentials;
import io.github.cameliot.jobsdata.client.Tls;
import io.github.cameliot.jobsdata.client.X509Files;
import io.github.cameliot.jobsdata.client.X509Use;
import io.github.cameliot.jobsdata.model.Names;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The options of an X.509 identity: which are needed for each use, and which contradict each other. */
final class X509Settings {

    /** Source: RoleAlias, service model of {@code iot} 2015-05-28. */
    private static final Pattern ROLE_ALIAS = Pattern.compile("[\\w=,@-]{1,128}");

    private static final String A_CERTIFICATE =
            "certificateFile and privateKeyFile (PEM), or sslContextParameters with key managers";
    private static final String ENDPOINT = "credentialsEndpoint=PREFIX.credentials.iot.eu-west-1.amazonaws.com";

    private final IotClientConfiguration options;

    X509Settings(IotClientConfiguration options) {
        this.options = options;
    }

    /** Whether the options choose a use of a certificate. */
    boolean isUsed() {
        return options.getX509() != null;
    }

    /** The identity in PEM files, for all uses; null if the options name no file. */
    X509Files files() {
        String certificate = path("certificateFile", options.getCertificateFile());
        String key = path("privateKeyFile", options.getPrivateKeyFile());
        String ca = path("caFile", options.getCaFile());
        if (certificate == null && key == null && ca == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new IllegalArgumentException((certificate == null ? "certificateFile" : "privateKeyFile")
                    + " is missing: an X.509 identity needs certificateFile and privateKeyFile, as in"
                    + " certificateFile=/etc/iot/device.pem&privateKeyFile=/etc/iot/device.key.");
        }
        if (options.getSslContextParameters() != null) {
            throw new IllegalArgumentException("certificateFile and sslContextParameters contradict each other: both"
                    + " say which certificate to present. Keep one of them.");
        }
        if (options.isTrustAllCertificates()) {
            throw new IllegalArgumentException("certificateFile and trustAllCertificates=true contradict each other."
                    + " Use caFile to trust the CA of a test server, as in caFile=/etc/iot/ca.pem.");
        }
        return new X509Files(certificate, key, ca);
    }

    /**
     * Where the credentials come from with the chosen use.
     *
     * @param tls the TLS settings with the certificate; null if there are none
     * @param endpoint of the calls; null for that of the region
     * @param acceptsMutualTls whether the service of the calls accepts them unsigned
     */
    Credentials credentials(Tls tls, URI endpoint, boolean acceptsMutualTls) {
        refuseWithoutCertificate();
        if (options.getX509() == X509Use.credentials) {
            return roleAlias();
        }
        if (!acceptsMutualTls) {
            throw new IllegalArgumentException("x509=mutualTls is not possible for iot-jobs: the control plane accepts"
                    + " only signed calls. Use x509=credentials.");
        }
        List<String> unused = roleAliasOptions();
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException(String.join(", ", unused) + " would have no effect with x509=mutualTls:"
                    + " no credentials are requested. Remove " + (unused.size() == 1 ? "it" : "them")
                    + ", or use x509=credentials.");
        }
        refuseUnlessMutual(endpoint);
        return new Credentials.MutualTls(tls);
    }

    /** Refuses options that have no effect, because no use is chosen. */
    void refuseUnused() {
        List<String> set = set();
        if (!set.isEmpty()) {
            throw new IllegalArgumentException(String.join(", ", set) + " would have no effect without x509. Use"
                    + " x509=credentials to exchange the certificate for AWS credentials by a role alias, or"
                    + " x509=mutualTls to make calls with the certificate, without a signature.");
        }
    }

    /** The names of the options that are set, without {@code x509}. */
    List<String> set() {
        List<String> set = new ArrayList<>();
        addIf(set, options.getCertificateFile(), "certificateFile");
        addIf(set, options.getPrivateKeyFile(), "privateKeyFile");
        addIf(set, options.getCaFile(), "caFile");
        set.addAll(roleAliasOptions());
        return set;
    }

    private List<String> roleAliasOptions() {
        List<String> set = new ArrayList<>();
        addIf(set, options.getRoleAlias(), "roleAlias");
        addIf(set, options.getCredentialsEndpoint(), "credentialsEndpoint");
        addIf(set, options.getCertificateThing(), "certificateThing");
        return set;
    }

    private void refuseWithoutCertificate() {
        boolean isInStore = options.getSslContextParameters() != null
                && options.getSslContextParameters().getKeyManagers() != null;
        if (!isInStore && blankToNull(options.getCertificateFile()) == null) {
            throw new IllegalArgumentException(
                    "x509=" + options.getX509() + " needs a client certificate: set " + A_CERTIFICATE + ".");
        }
    }

    private Credentials roleAlias() {
        String alias = blankToNull(options.getRoleAlias());
        if (alias == null) {
            throw new IllegalArgumentException("roleAlias is missing: x509=credentials needs the name of a role alias"
                    + " of AWS IoT, as in roleAlias=iot-jobs-worker.");
        }
        if (!ROLE_ALIAS.matcher(alias).matches()) {
            throw new IllegalArgumentException("roleAlias=" + Names.shown(alias) + " is not the name of a role alias:"
                    + " 1 to 128 characters of a-z A-Z 0-9 _ = , @ -, not its ARN, as in roleAlias=iot-jobs-worker.");
        }
        String thing = blankToNull(options.getCertificateThing());
        return new Credentials.RoleAlias(
                credentialsEndpoint(), alias, thing == null ? null : Names.thing("certificateThing", thing));
    }

    private URI credentialsEndpoint() {
        String text = blankToNull(options.getCredentialsEndpoint());
        if (text == null) {
            throw new IllegalArgumentException("credentialsEndpoint is missing: x509=credentials needs the address that"
                    + " aws iot describe-endpoint --endpoint-type iot:CredentialProvider prints, as in " + ENDPOINT
                    + ".");
        }
        try {
            URI uri = new URI(text.contains("://") ? text.strip() : "https://" + text.strip());
            boolean isBare = uri.getUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawPath().replace("/", "").isEmpty();
            if ("https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && isBare && !isOther(uri)) {
                return new URI("https", null, uri.getHost(), uri.getPort(), null, null, null);
            }
        } catch (URISyntaxException e) {
            // refused below, with all other invalid addresses
        }
        throw new IllegalArgumentException("credentialsEndpoint=" + ClientSettings.withoutSecrets(text)
                + " is not the address of a credential provider: a host, perhaps with https:// and a port, that aws iot"
                + " describe-endpoint --endpoint-type iot:CredentialProvider prints, as in " + ENDPOINT + ".");
    }

    /** Another endpoint of AWS responds with a 404. */
    private static boolean isOther(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return host.contains(".amazonaws.com") && !host.contains(".credentials.iot.");
    }

    private static void refuseUnlessMutual(URI endpoint) {
        if (endpoint == null || !"https".equalsIgnoreCase(endpoint.getScheme())) {
            throw new IllegalArgumentException("x509=mutualTls needs the https address of the account's iot:Data-ATS"
                    + " endpoint, with port 8443, as in"
                    + " uriEndpointOverride=https://PREFIX-ats.iot.eu-west-1.amazonaws.com:8443.");
        }
        if (endpoint.getHost().toLowerCase(Locale.ROOT).contains(".amazonaws.com") && endpoint.getPort() != 8443) {
            throw new IllegalArgumentException("x509=mutualTls needs port 8443 of " + endpoint.getHost()
                    + ": on other ports AWS expects a signature. Use uriEndpointOverride=https://" + endpoint.getHost()
                    + ":8443.");
        }
    }

    private static String path(String option, String text) {
        String path = blankToNull(text);
        if (path != null && (path.contains("-----BEGIN") || path.indexOf('\n') >= 0)) {
            // Without the value: it may be a private key.
            throw new IllegalArgumentException(option + " is not possible: it is the name of a file, not its content."
                    + " Store the PEM text in a file, as in " + option + "=/etc/iot/device.pem.");
        }
        return path != null && path.startsWith("file:") ? path.replaceFirst("^file:(//)?", "") : path;
    }

    private static void addIf(List<String> list, String value, String name) {
        if (blankToNull(value) != null) {
            list.add(name);
        }
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
