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
package io.github.cameliot.benchmarks.calls;

/** The code that makes the call. */
enum Caller {
    /** The SDK alone, with the same values; the others are compared with it. */
    raw,
    /** The same again: shows the result of a comparison where there is no difference. */
    control,
    /** The component, with a client that it has built. */
    own,
    /** The component, with a client of the user. */
    user,
    /** camel-aws2-sqs. */
    sqs,
    /** A producer that only sets the headers and the body that the call returns. */
    trivial;

    boolean isCamel() {
        return this != raw && this != control;
    }
}
