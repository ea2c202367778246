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
package io.github.cameliot.emulator;

/**
 * Credentials with which a client must sign.
 *
 * @param accessKeyId the public part of the key
 * @param secretAccessKey the secret part of the key
 * @param sessionToken the token of temporary credentials; null for long-term ones
 * @param account the account that the key belongs to; null for the emulator's own
 */
public record AccessKey(String accessKeyId, String secretAccessKey, String sessionToken, String account) {

    /** A key of the emulator's own account. */
    public AccessKey(String accessKeyId, String secretAccessKey, String sessionToken) {
        this(accessKeyId, secretAccessKey, sessionToken, null);
    }

    /** Long-term credentials, without a session token. */
    public static AccessKey of(String accessKeyId, String secretAccessKey) {
        return new AccessKey(accessKeyId, secretAccessKey, null);
    }

    /** The same key in another account, twelve digits. */
    public AccessKey inAccount(String value) {
        return new AccessKey(accessKeyId, secretAccessKey, sessionToken, value);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "AccessKey[" + accessKeyId + "]";
    }
}
