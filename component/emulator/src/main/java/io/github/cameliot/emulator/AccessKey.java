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
 */
public record AccessKey(String accessKeyId, String secretAccessKey, String sessionToken) {

    /** Long-term credentials, without a session token. */
    public static AccessKey of(String accessKeyId, String secretAccessKey) {
        return new AccessKey(accessKeyId, secretAccessKey, null);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "AccessKey[" + accessKeyId + "]";
    }
}
