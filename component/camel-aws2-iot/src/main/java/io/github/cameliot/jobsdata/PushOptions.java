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
package io.github.cameliot.jobsdata;

import io.github.cameliot.jobsdata.client.X509Use;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.options.ClientSettings;
import io.github.cameliot.jobsdata.options.MaxDelay;
import io.github.cameliot.jobsdata.options.OptionTexts;
import io.github.cameliot.jobsdata.options.PemTls;
import io.github.cameliot.jobsdata.push.JobNotifications;
import io.github.cameliot.jobsdata.push.Push;
import io.github.cameliot.jobsdata.push.PushAddress;
import io.github.cameliot.jobsdata.push.PushSettings;
import io.github.cameliot.jobsdata.push.PushSettings.Subscription;
import io.github.cameliot.jobsdata.push.PushTls;
import io.github.cameliot.jobsdata.push.Topics;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;

/** The options of a consumer for push: refuses those that cannot work, and makes its notifications of them. */
final class PushOptions {

    private static final String MISSING_ADDRESS =
            "push=true needs the address of the account's MQTT broker: the general "
                    + "endpoint of a region has none. Set uriEndpointOverride to the iot:Data-ATS endpoint of your account, as in "
                    + "uriEndpointOverride=https://PREFIX-ats.iot.eu-west-1.amazonaws.com, or set pushEndpoint, as in "
                    + "pushEndpoint=wss://PREFIX-ats.iot.eu-west-1.amazonaws.com.";

    /** Source: AWS IoT developer guide, "Protocols, port mappings, and authentication": HTTPS with a certificate. */
    private static final int PORT_OF_CERTIFICATES = 8443;

    private PushOptions() {}

    static void check(IotJobsDataEndpoint endpoint) {
        IotJobsDataConfiguration c = endpoint.getConfiguration();
        OptionTexts texts = endpoint.texts();
        if (!c.isPush()) {
            for (String option :
                    new String[] {"pushEndpoint", "pushMaxDelay", "pushSubscriptions", "pushGroup", "pushClientId"}) {
                if (texts.isWritten(option)) {
                    throw new IllegalArgumentException(option + " has no effect without push=true. Set it, too, or "
                            + "leave " + option + " out.");
                }
            }
            return;
        }
        if (!Push.isPossible()) {
            throw new IllegalArgumentException(
                    "push=true needs the MQTT client of AWS, which is not on the class path. "
                            + "Add the dependency software.amazon.awssdk.crt:aws-crt, or leave push out.");
        }
        ClientSettings.positive("pushMaxDelay", c.getPushMaxDelay(), MaxDelay.LONGEST, "15m", texts);
        if (c.getPushMaxDelay().compareTo(c.getMaxDelay()) < 0) {
            throw new IllegalArgumentException(texts.shown("pushMaxDelay", c.getPushMaxDelay()) + " is less than "
                    + texts.shown("maxDelay", c.getMaxDelay())
                    + ": push would poll more often than without it. Set pushMaxDelay to at least maxDelay, as in "
                    + "pushMaxDelay=15m.");
        }
        refuseUnless("pushGroup", c.getPushGroup(), "[a-zA-Z0-9_.:@-]{1,128}", "fleet");
        refuseUnless("pushClientId", c.getPushClientId(), "[a-zA-Z0-9_.:@-]{1,128}", "edge-3");
        tooMany(c);
        if (blankToNull(c.getPushEndpoint()) != null) {
            address(c, null);
        }
    }

    private static void refuseUnless(String option, String value, String pattern, String example) {
        if (value != null && !value.matches(pattern)) {
            throw new IllegalArgumentException(option + "=" + Names.shown(value) + " is not possible: it has 1 to 128 "
                    + "characters of a-z A-Z 0-9 _ . : @ -, as in " + option + "=" + example + ".");
        }
    }

    private static void tooMany(IotJobsDataConfiguration c) {
        int things = c.getThings() == null ? OptionCheck.thing(c).size() : 0;
        if (c.getPushSubscriptions() == PushSubscriptions.each && things > Push.MOST_SUBSCRIPTIONS) {
            throw new IllegalArgumentException("pushSubscriptions=each is not possible with " + things + " things: AWS "
                    + "allows " + Push.MOST_SUBSCRIPTIONS
                    + " subscriptions for each connection. Use pushSubscriptions=wildcard, "
                    + "or several routes with fewer things.");
        }
    }

    /** Null without push. */
    static JobNotifications notifications(IotJobsDataEndpoint endpoint, EndpointWorker worker, String routeId) {
        IotJobsDataConfiguration c = endpoint.getConfiguration();
        if (!c.isPush()) {
            return null;
        }
        PushAddress address = address(c, endpoint.client().endpoint());
        boolean signs = address.isWebSocket();
        PushTls tls = address.isTls() ? PemTls.of(c, endpoint.getCamelContext()) : null;
        if (!signs && tls != null && tls.certificate() == null && isOfAws(address.host())) {
            throw new IllegalArgumentException(
                    "push=true is not possible at " + address + " without a client certificate: "
                            + "AWS accepts other credentials over WebSocket only. Set certificateFile and privateKeyFile, or use "
                            + "pushEndpoint=wss://" + address.host() + ".");
        }
        PushSettings settings = new PushSettings(
                address,
                c.getPushClientId() != null ? c.getPushClientId() : clientId(c),
                new Topics(c.getFilter() == null ? Topics.NEXT : Topics.ALL_PENDING, c.getPushGroup()),
                isWildcard(c) ? Subscription.ALL : Subscription.EACH,
                new PushSettings.Access(
                        signs ? endpoint.client().identity() : null,
                        signs && tls != null ? tls.withoutCertificate() : tls,
                        ClientSettings.proxy(c)));
        return Push.of(
                routeId, settings, worker.counters(), endpoint.component().pushThreads());
    }

    /** @param endpoint of the calls; null for that of the region */
    private static PushAddress address(IotJobsDataConfiguration c, URI endpoint) {
        String text = blankToNull(c.getPushEndpoint());
        if (text != null) {
            PushAddress address = PushAddress.parse(text);
            if (address == null) {
                throw new IllegalArgumentException(
                        "pushEndpoint=" + ClientSettings.withoutSecrets(text) + " is not the "
                                + "address of an MQTT broker. Use wss, ws, mqtts or mqtt with a host, as in "
                                + "pushEndpoint=wss://PREFIX-ats.iot.eu-west-1.amazonaws.com.");
            }
            if (c.getX509() == X509Use.mutualTls && address.isWebSocket()) {
                throw new IllegalArgumentException("pushEndpoint=" + ClientSettings.withoutSecrets(text) + " is not "
                        + "possible with x509=mutualTls: AWS accepts a certificate only without WebSocket. Use mqtts, as in "
                        + "pushEndpoint=mqtts://PREFIX-ats.iot.eu-west-1.amazonaws.com, or x509=credentials.");
            }
            return address;
        }
        if (endpoint == null || endpoint.getHost().startsWith("data.jobs.iot.")) {
            throw new IllegalArgumentException(MISSING_ADDRESS);
        }
        return c.getX509() == X509Use.mutualTls || endpoint.getPort() == PORT_OF_CERTIFICATES
                ? PushAddress.parse("mqtts://" + endpoint.getHost())
                : PushAddress.of(endpoint);
    }

    private static boolean isOfAws(String host) {
        return host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn");
    }

    private static boolean isWildcard(IotJobsDataConfiguration c) {
        return switch (c.getPushSubscriptions()) {
            case wildcard -> true;
            case each -> false;
            case auto -> c.getThings() != null || OptionCheck.thing(c).size() > Push.MOST_SUBSCRIPTIONS;
        };
    }

    /** No two consumers have the same: AWS disconnects the older client. */
    private static String clientId(IotJobsDataConfiguration c) {
        String worker = c.getWorkerId() == null ? EndpointWorker.host() : c.getWorkerId();
        return "iot-jobs-" + worker + "-"
                + Integer.toString(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE), Character.MAX_RADIX);
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
