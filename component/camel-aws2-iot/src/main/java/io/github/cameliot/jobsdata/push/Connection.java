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

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An MQTT connection that is made again when it is lost. No method blocks. */
interface Connection {

    /** Makes the connection, and makes it again until {@link #stop()}. */
    void start();

    /**
     * Subscribes these filters, at most {@link #MOST_FILTERS}.
     *
     * @return why each of them was refused, in their order; null for one that was accepted. It fails if there is no
     *     response
     */
    CompletableFuture<List<String>> subscribe(List<String> filters);

    void unsubscribe(List<String> filters);

    /** Replaces what hangs; called several times a second. */
    void tick();

    /** Ends the connection for good, within a time limit, in the background. */
    void stop();

    /** Source: AWS IoT Core quotas, "subscriptions per subscribe request". */
    int MOST_FILTERS = 8;

    /** What happens to the connection. Called by the threads of the connection; must not block. */
    interface Events {

        /** A new connection, without subscriptions. */
        void connected();

        /** An attempt to connect has failed; there will be another one. */
        void notConnected(Cause cause);

        /** The connection has ended, with its subscriptions; it will be made again. */
        void lost(Cause cause);

        void received(String topic, byte[] payload);
    }

    /** What happens to a native client, besides. */
    interface Attempts extends Events {

        /** An attempt to connect begins. Its result is connected or not connected. */
        void connecting();

        /** It has ended for good, after {@link Connection#stop()}. */
        void ended();
    }

    /**
     * Why there is no connection.
     *
     * @param what on one line
     * @param isRefused whether permissions or credentials are the likely reason
     */
    record Cause(String what, boolean isRefused) {}
}
