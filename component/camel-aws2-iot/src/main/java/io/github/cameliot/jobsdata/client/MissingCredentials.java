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

import io.github.cameliot.jobsdata.model.OneLine;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The message for a call that could not be signed: one sentence, without the messages of all providers of the SDK's
 * chain.
 */
final class MissingCredentials {

    /** Matches, for example: To use web identity tokens, the 'sts' service module must be on the class path. */
    private static final Pattern MODULE = Pattern.compile("To use [^\\[\\].]{1,120}must be on the class ?path");

    private static final int LONGEST = 200;

    private MissingCredentials() {}

    /**
     * The end of the sentence, after {@code because}.
     *
     * @param thrown by a credentials provider
     */
    static String told(RuntimeException thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof CredentialsNotIssued || t instanceof X509Files.Unusable) {
                return t instanceof CredentialsNotIssued e ? e.rawMessage() : t.getMessage();
            }
        }
        String said = String.valueOf(thrown.getMessage());
        return isOfAChain(said)
                ? "no AWS credentials were found" + why(said)
                        + ". Set the credential options (accessKey and secretKey,"
                        + " profileCredentialsName or awsCredentialsProvider), or provide credentials for the AWS "
                        + "SDK (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, a role). The cause of this "
                        + "exception lists the places where the SDK looked."
                : "its credentials cannot be read (" + CallFailure.said(thrown)
                        + "). Check the credential options and the environment they read.";
    }

    private static boolean isOfAChain(String said) {
        return said.startsWith("Unable to load credentials from any of the providers");
    }

    /** The reasons that have to be fixed in the place itself. */
    private static String why(String said) {
        Matcher module = MODULE.matcher(said);
        if (module.find()) {
            return " (" + OneLine.of(module.group(), LONGEST) + ")";
        }
        return said.toLowerCase(Locale.ROOT).contains("expired")
                ? " (the credentials of one source have expired: log in again)"
                : "";
    }
}
