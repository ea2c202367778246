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
package io.github.cameliot.emulator.http;

import java.security.Principal;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** The common name in the client certificate of a TLS connection. */
final class CommonName {

    private CommonName() {}

    /**
     * Null without TLS or without a certificate; empty if the subject of the certificate has no common name.
     *
     * @param session null without TLS
     */
    static String of(SSLSession session) {
        if (session == null) {
            return null;
        }
        Principal subject;
        try {
            subject = session.getPeerPrincipal();
        } catch (SSLPeerUnverifiedException e) {
            return null; // no certificate
        }
        try {
            return new LdapName(subject.getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException e) {
            return "";
        }
    }
}
