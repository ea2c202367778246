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
package io.github.cameliot.jobsdata.push;

/**
 * The TLS settings of an MQTT connection, as texts in PEM.
 *
 * @param trusted the certificates of the authorities to trust; null for those of the operating system
 * @param trustAll whether any certificate of the broker is accepted
 * @param certificate the client's certificate, with its chain; null for none
 * @param key the private key of that certificate, PKCS #8; null for none
 */
public record PushTls(String trusted, boolean trustAll, String certificate, String key) {

    /** For a connection that is signed. */
    public PushTls withoutCertificate() {
        return new PushTls(trusted, trustAll, null, null);
    }

    @Override
    public String toString() {
        return "PushTls[trustAll=" + trustAll + ", " + (certificate == null ? "no" : "a") + " client certificate]";
    }
}
