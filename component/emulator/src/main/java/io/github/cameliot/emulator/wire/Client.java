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
package io.github.cameliot.emulator.wire;

/**
 * The client that sent a request.
 *
 * @param connection the number of its connection, counted from 1
 * @param isLocal whether it came from this machine, through a loopback address
 * @param certificateName the common name of its client certificate; null without a certificate
 */
public record Client(long connection, boolean isLocal, String certificateName) {

    /** A client without a certificate. */
    public Client(long connection, boolean isLocal) {
        this(connection, isLocal, null);
    }
}
