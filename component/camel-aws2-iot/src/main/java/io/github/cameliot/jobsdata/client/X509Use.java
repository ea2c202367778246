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

/**
 * How an X.509 client certificate authenticates calls.
 *
 * <p>Source: AWS IoT Core developer guide, "Authorizing direct calls to AWS services using AWS IoT Core credential
 * provider", and "Device communication protocols" for mutual TLS on port 8443.
 */
public enum X509Use {
    /** The credential provider of AWS IoT exchanges it for temporary AWS credentials, and calls are signed with these. */
    credentials,

    /** The TLS connection of the call itself presents it, and the call is not signed: data plane only. */
    mutualTls
}
