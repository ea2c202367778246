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

import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/**
 * How a TLS connection is made: the certificates that it trusts and presents, and its protocols and ciphers. Equal
 * sources share a client.
 */
public interface Tls {

    /** Its sockets are configured already. */
    SSLContext context() throws GeneralSecurityException;
}
