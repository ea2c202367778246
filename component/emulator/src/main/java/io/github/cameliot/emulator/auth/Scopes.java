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
package io.github.cameliot.emulator.auth;

import io.github.cameliot.emulator.core.AccountRegion;
import io.github.cameliot.emulator.wire.Credential;
import java.util.regex.Pattern;

/**
 * Which account and region a request is for.
 *
 * @param standard those of unsigned requests, and of all requests unless they are kept apart
 * @param areApart whether each account and region has its own things and jobs
 */
public record Scopes(AccountRegion standard, boolean areApart) {

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    /**
     * Of a signature that was verified.
     *
     * @param account of its key; null for the standard one
     */
    AccountRegion of(String account, String region) {
        return areApart ? new AccountRegion(account == null ? standard.account() : account, region) : standard;
    }

    /**
     * Of a request whose signature is not checked. An access key id of twelve digits is taken for the account, as other
     * emulators of AWS do it.
     *
     * @param credential null if the request is not signed
     */
    AccountRegion ofUnverified(Credential credential) {
        if (credential == null || !areApart) {
            return standard;
        }
        boolean isAccount = ACCOUNT.matcher(credential.accessKeyId()).matches();
        AccountRegion home =
                new AccountRegion(isAccount ? credential.accessKeyId() : standard.account(), credential.region());
        return home.isPossible() ? home : standard;
    }

    /** Refuses a region that is not served. */
    void checkRegion(String region) {
        if (!areApart && !region.equals(standard.region())) {
            throw AuthErrors.invalid("the credential is scoped to another region than " + standard.region());
        }
    }
}
