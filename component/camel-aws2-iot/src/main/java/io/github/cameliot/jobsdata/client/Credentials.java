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
package io.github.cameliot.jobsdata.client;

import io.github.cameliot.jobsdata.model.Names;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/** The source of a client's credentials: exactly one of the kinds below. Never shows a secret. */
public sealed interface Credentials {

    /**
     * A provider for these credentials; the caller closes it if {@link #isOurs()}.
     *
     * @param client the options of the client that uses them; a provider that makes calls of its own makes them with the
     *     same proxy, TLS and timeouts
     */
    AwsCredentialsProvider open(ClientOptions client);

    /** Whether {@link #open()} creates a provider that must be closed. */
    default boolean isOurs() {
        return true;
    }

    /** Whether there are credentials, so that requests are signed. */
    default boolean isAny() {
        return true;
    }

    /** The SDK's default chain: environment, system properties, profile, container, instance. */
    record Standard() implements Credentials {
        @Override
        public AwsCredentialsProvider open(ClientOptions client) {
            return DefaultCredentialsProvider.builder().build();
        }
    }

    /** A profile of the shared credentials file; null is the default profile. */
    record Profile(String name) implements Credentials {
        @Override
        public AwsCredentialsProvider open(ClientOptions client) {
            refuseUnlessThere();
            return ProfileCredentialsProvider.create(name);
        }

        /** The SDK itself reports this with the first call. */
        private void refuseUnlessThere() {
            String meant = name == null ? ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow() : name;
            Set<String> there = ProfileFile.defaultProfileFile().profiles().keySet();
            if (!there.contains(meant)) {
                throw new IllegalArgumentException("profileCredentialsName=" + Names.shown(meant)
                        + " is not possible: ~/.aws/credentials and ~/.aws/config, or the files set by "
                        + "AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE, contain "
                        + (there.isEmpty() ? "no profile" : "only " + String.join(", ", new TreeSet<>(there)))
                        + ". Use an existing profile, or add this one.");
            }
        }
    }

    /** A key pair, with a session token if it is temporary. */
    record Keys(String accessKey, String secretKey, String sessionToken) implements Credentials {
        @Override
        public AwsCredentialsProvider open(ClientOptions client) {
            return StaticCredentialsProvider.create(
                    sessionToken == null
                            ? AwsBasicCredentials.create(accessKey, secretKey)
                            : AwsSessionCredentials.create(accessKey, secretKey, sessionToken));
        }

        @Override
        public String toString() {
            return "Keys[xxxxxx]";
        }
    }

    /** A provider that the user creates and closes. */
    record Given(AwsCredentialsProvider provider) implements Credentials {
        @Override
        public AwsCredentialsProvider open(ClientOptions client) {
            return provider;
        }

        @Override
        public boolean isOurs() {
            return false;
        }

        @Override
        public boolean isAny() {
            return !(provider instanceof AnonymousCredentialsProvider);
        }

        @Override
        public String toString() {
            return "Given[xxxxxx]";
        }
    }

    /**
     * Temporary credentials that the credential provider of AWS IoT issues for the client certificate in the client's TLS
     * settings.
     *
     * @param endpoint {@code https}, a host and perhaps a port, without a path
     * @param alias the name of the role alias
     * @param thing the thing to which the certificate is attached; null to send none
     */
    record RoleAlias(URI endpoint, String alias, String thing) implements Credentials {
        @Override
        public AwsCredentialsProvider open(ClientOptions client) {
            return RoleAliasCredentials.of(this, client);
        }
    }

    /** No credentials: requests are not signed, and the client certificate of the connection authenticates them. */
    record MutualTls(Tls tls) implements Credentials {
        @Override
        public AwsCredentialsProvider open(ClientOptions client) {
            return AnonymousCredentialsProvider.create();
        }

        @Override
        public boolean isAny() {
            return false;
        }
    }
}
