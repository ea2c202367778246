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

import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.poll.PollLoop;
import java.util.Collection;
import java.util.concurrent.ThreadFactory;

/** Notifications over MQTT, by the AWS Common Runtime, which an application has only if it wants them. */
public final class Push {

    /** How many things can be subscribed one by one: a quota of AWS. */
    public static final int MOST_SUBSCRIPTIONS = Subscriptions.MOST;

    private static final String CLIENT = "software.amazon.awssdk.crt.mqtt5.Mqtt5Client";

    private Push() {}

    /** Whether the AWS Common Runtime is on the class path. Loads nothing of its native library. */
    public static boolean isPossible() {
        try {
            Class.forName(CLIENT, false, Push.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /**
     * Notifications that are not started.
     *
     * @param counters of the consumer
     * @param threads creates the threads that read credentials
     */
    public static JobNotifications of(String routeId, PushSettings settings, Counters counters, ThreadFactory threads) {
        return new JobNotifications(
                routeId,
                settings,
                events -> new CrtConnection(
                        settings, task -> threads.newThread(task).start(), events),
                counters,
                System::nanoTime);
    }

    /**
     * Begins to connect. Does not wait for the connection.
     *
     * @throws IllegalArgumentException if the AWS Common Runtime does not run on this machine, or refuses the
     *     certificate
     */
    public static void start(JobNotifications notifications, PollLoop loop, Collection<String> things) {
        try {
            notifications.start(Polling.of(loop), things);
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalArgumentException(
                    "push=true is not possible here: the MQTT client of AWS (aws-crt) cannot be created: "
                            + e.getMessage() + ". Check the certificate and its key, and whether aws-crt has a native "
                            + "library for this machine, or leave push out.",
                    e);
        }
    }
}
