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

import java.util.Arrays;
import java.util.Locale;

/**
 * Why AWS did not accept the identity of the caller, by the error type or, if there is none, by the message. None of
 * these is a missing permission.
 *
 * <p>Source of the types: "Common errors" of the AWS API references; of the messages: "Troubleshoot Signature Version 4
 * signed requests" in the IAM User Guide, and the emulator's own.
 */
enum AuthenticationFailure {
    CLOCK(
            "The clock of this machine and that of AWS are too far apart, so the signature is out of date: set this"
                    + " machine's clock (NTP).",
            types("RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture"),
            "signature expired",
            "signature not yet current",
            "and is not valid at"),
    SCOPE(
            "The request is signed for another region or service than this endpoint's: set region to the "
                    + "region in uriEndpointOverride.",
            types(),
            "credential should be scoped",
            "credential is scoped"),
    EXPIRED(
            "The temporary credentials have expired: get new ones, or let the AWS SDK renew them (a profile, a role,"
                    + " awsCredentialsProvider) instead of accessKey, secretKey and sessionToken.",
            types("ExpiredToken", "TokenRefreshRequired"),
            "security token included in the request is expired"),
    UNKNOWN_KEY(
            "AWS does not know the access key: it is misspelt, inactive or deleted, its sessionToken is missing or "
                    + "belongs to another key, or this region is not enabled for the account. Check accessKey, "
                    + "sessionToken and region, or the other source of the credentials.",
            types("UnrecognizedClient", "InvalidClientTokenId", "InvalidAccessKeyId", "OptInRequired"),
            "security token included in the request is invalid"),
    UNSIGNED(
            "The request is not signed: it had no credentials, or a proxy removed the Authorization header."
                    + " Check the credential options, the proxy and uriEndpointOverride.",
            types("MissingAuthenticationToken"),
            "missing authentication token"),
    INCOMPLETE(
            "The signature did not arrive complete: check whether a proxy changes the Authorization or X-Amz-Date "
                    + "header.",
            types("IncompleteSignature")),
    SIGNATURE(
            "The signature does not match the request: check that secretKey belongs to accessKey, that region is "
                    + "right, and whether a proxy changes requests.",
            types("InvalidSignature", "SignatureDoesNotMatch"),
            "signature we calculated does not match");

    private static final String NO_PERMISSION = " This is not a missing permission.";

    private final String advice;
    private final String[] types;
    private final String[] messages;

    AuthenticationFailure(String advice, String[] types, String... messages) {
        this.advice = advice;
        this.types = types;
        this.messages = messages;
    }

    private static String[] types(String... types) {
        return types;
    }

    /**
     * What to do about it; null if the failure has another reason.
     *
     * @param errorType with or without {@code Exception} at its end
     * @param message null for none
     */
    static String advice(int statusCode, String errorType, String message) {
        if (statusCode != 400 && statusCode != 401 && statusCode != 403) {
            return null;
        }
        // Some services put a namespace before it. The SDK removes it from a type in a body, but not from a type in a
        // header.
        String type = errorType.substring(errorType.lastIndexOf('#') + 1).replaceFirst("Exception$", "");
        boolean isKnown = is(type);
        if (!isKnown && (statusCode == 400 || isDenied(type))) {
            return null; // the name of a value or a policy may contain any words
        }
        String said = message == null ? "" : message.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                // The message is more exact than the type: an InvalidSignatureException may be caused by the clock.
                .filter(f -> Arrays.stream(f.messages).anyMatch(said::contains))
                .findFirst()
                .or(() -> Arrays.stream(values()).filter(f -> f.has(type)).findFirst())
                .map(f -> f.advice + NO_PERMISSION)
                .orElse(null);
    }

    private static boolean is(String type) {
        return Arrays.stream(values()).anyMatch(f -> f.has(type));
    }

    private boolean has(String type) {
        return Arrays.asList(types).contains(type);
    }

    private static boolean isDenied(String type) {
        return type.equals("AccessDenied") || type.equals("Forbidden");
    }
}
