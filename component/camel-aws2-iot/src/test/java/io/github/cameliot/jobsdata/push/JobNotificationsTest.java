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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.jobsdata.LogCapture;
import io.github.cameliot.jobsdata.counters.Counter;
import io.github.cameliot.jobsdata.counters.Counters;
import io.github.cameliot.jobsdata.poll.FailureLog;
import io.github.cameliot.jobsdata.push.PushSettings.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Notifications without a broker: the connection does what a test says, and time is a number. */
class JobNotificationsTest {

    private static final String JOB = "{\"execution\":{\"jobId\":\"ota\"}}";

    private final Counters counters = new Counters();
    private final List<Broker> brokers = new ArrayList<>();
    private final Polls polls = new Polls();
    private long now = 1_000;
    private Error shortage;

    @Test
    void aThingIsNotifiedFromWhenItsSubscriptionWasAccepted() {
        JobNotifications notifications = started(Subscription.EACH, null, "a", "b");
        assertThat(notifications.contains("a", now)).isFalse();

        broker().events.connected();
        assertThat(notifications.contains("a", now)).isFalse();
        now = 2_000;
        broker().accept();

        assertThat(notifications.contains("a", 2_000)).isTrue();
        assertThat(notifications.contains("a", 1_999))
                .as("a poll that began before")
                .isFalse();
        assertThat(notifications.contains("c", 2_000)).isFalse();
        assertThat(notifications.status().isConnected()).isTrue();
        assertThat(notifications.status().subscriptions()).isEqualTo(2);
    }

    @Test
    void manyThingsAreSubscribedEightInARequest() {
        started(Subscription.EACH, null, names(20));

        broker().events.connected();

        assertThat(broker().requests).extracting(r -> r.filters.size()).containsExactly(8, 8, 4);
    }

    @Test
    void withAWildcardOneFilterIsForAllThings() {
        JobNotifications notifications = started(Subscription.ALL, "fleet", "a");

        broker().events.connected();
        broker().accept();

        assertThat(broker().requests)
                .singleElement()
                .extracting(r -> r.filters)
                .asList()
                .containsExactly("$share/fleet/$aws/things/+/jobs/notify-next");
        assertThat(notifications.contains("any", now)).isTrue();
    }

    @Test
    void aThingWhoseSubscriptionIsRefusedIsNotNotifiedAndTheSubscriptionIsTriedAgain() {
        JobNotifications notifications = started(Subscription.EACH, null, "a", "b");
        broker().events.connected();
        broker().requests.remove(0).response.complete(Arrays.asList(null, "NOT_AUTHORIZED"));

        assertThat(notifications.contains("a", now)).isTrue();
        assertThat(notifications.contains("b", now)).isFalse();
        assertThat(notifications.status().isConnected()).isFalse();
        assertThat(notifications.status().failure()).contains("$aws/things/b/jobs/notify-next", "NOT_AUTHORIZED");

        notifications.tick();
        assertThat(broker().requests).isEmpty();
        now += Duration.ofSeconds(1).toNanos();
        notifications.tick();
        assertThat(broker().requests)
                .singleElement()
                .extracting(r -> r.filters)
                .asList()
                .hasSize(1);
        broker().accept();

        assertThat(notifications.contains("b", now)).isTrue();
        assertThat(notifications.status().isConnected()).isTrue();
        assertThat(notifications.status().failure()).isNull();
    }

    @Test
    void aSubscriptionWithoutAResponseIsTriedAgain() {
        JobNotifications notifications = started(Subscription.ALL, null);
        broker().events.connected();
        broker().requests.remove(0).response.completeExceptionally(new IllegalStateException("thrown by a test"));

        now += Duration.ofSeconds(1).toNanos();
        notifications.tick();
        broker().accept();

        assertThat(notifications.status().isConnected()).isTrue();
    }

    @Test
    void whenTheConnectionIsLostNoThingIsNotifiedAndThePollsAreTold() {
        JobNotifications notifications = connected("a");

        broker().events.lost(new Connection.Cause("thrown by a test", false));

        assertThat(notifications.contains("a", now)).isFalse();
        assertThat(polls.notNotified).isEqualTo(1);
        assertThat(notifications.status().isConnected()).isFalse();
        assertThat(notifications.status().failure()).isEqualTo("thrown by a test");

        broker().events.connected();
        broker().accept();
        assertThat(notifications.status().isConnected()).isTrue();
        assertThat(counters.get(Counter.pushReconnects)).isEqualTo(1);
    }

    @Test
    void aResponseToASubscriptionOfALostConnectionHasNoEffect() {
        JobNotifications notifications = started(Subscription.EACH, null, "a");
        broker().events.connected();
        Request late = broker().requests.remove(0);
        broker().events.lost(new Connection.Cause("thrown by a test", false));
        broker().events.connected();

        late.response.complete(Arrays.asList((String) null));

        assertThat(notifications.contains("a", now)).isFalse();
    }

    @Test
    void onlyANotificationOfAJobOfAnOwnThingHasItPolled() {
        connected("a");
        polls.own = Set.of("a");

        receive("a", JOB);
        receive("b", JOB);
        receive("a", "{\"timestamp\":1}");
        receive("a", "no JSON");
        broker().events.received("$aws/things/a/jobs/notify", JOB.getBytes(StandardCharsets.UTF_8));
        broker().events.received("a/b", null);

        assertThat(polls.polled).containsExactly("a", "b", "a");
        assertThat(counters.get(Counter.notifications)).isEqualTo(6);
        assertThat(counters.get(Counter.thingsWoken)).isEqualTo(2);
        assertThat(counters.get(Counter.notificationsEmpty)).isEqualTo(1);
        assertThat(counters.get(Counter.notificationsIgnored)).isEqualTo(3);
    }

    @Test
    void afterABurstOfNotificationsEachThingIsPolledOnceBecauseTheBrokerMayHaveDroppedSome() {
        JobNotifications notifications = connected("a");
        polls.own = Set.of("a");

        receive("a", JOB, Burst.MOST_PER_SECOND - 1);
        now += Duration.ofSeconds(3).toNanos();
        notifications.tick();
        assertThat(polls.notNotified).as("no burst").isZero();

        receive("a", JOB, Burst.MOST_PER_SECOND);
        notifications.tick();
        assertThat(polls.notNotified).as("it may not be over").isZero();
        now += Duration.ofSeconds(3).toNanos();
        notifications.tick();
        notifications.tick();
        assertThat(polls.notNotified).isEqualTo(1);
    }

    @Test
    void aBurstIsNoticedWhereverItsSecondBegins() {
        JobNotifications notifications = connected("a");

        receive("a", JOB);
        now += Duration.ofMillis(900).toNanos();
        receive("a", JOB, Burst.MOST_PER_SECOND / 2);
        now += Duration.ofMillis(200).toNanos();
        receive("a", JOB, Burst.MOST_PER_SECOND / 2);
        now += Duration.ofSeconds(3).toNanos();
        notifications.tick();

        assertThat(polls.notNotified).isEqualTo(1);
    }

    @Test
    void manyNotificationsOverMoreThanASecondAreNoBurst() {
        JobNotifications notifications = connected("a");

        for (int i = 0; i < 3 * Burst.MOST_PER_SECOND; i++) {
            receive("a", JOB);
            now += Duration.ofSeconds(1).dividedBy(Burst.MOST_PER_SECOND - 2).toNanos();
        }
        now += Duration.ofSeconds(3).toNanos();
        notifications.tick();

        assertThat(polls.notNotified).isZero();
    }

    @Test
    void thePermissionsAreLoggedAndShownAlsoIfAnotherFailureCameFirst() {
        JobNotifications notifications = started(Subscription.EACH, null, "a");
        String permissions = "allow iot:Connect on client/client-1";

        try (LogCapture log = LogCapture.start()) {
            broker().events.notConnected(new Connection.Cause("no network", false));
            broker().events.notConnected(new Connection.Cause("no network", false));
            assertThat(notifications.status().failure()).isEqualTo("no network");
            broker().events.notConnected(new Connection.Cause("NOT_AUTHORIZED", true));
            broker().events.notConnected(new Connection.Cause("NOT_AUTHORIZED", true));
            broker().events.notConnected(new Connection.Cause("no network", false));

            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN"))
                    .satisfiesExactly(
                            line -> assertThat(line).contains("no network").doesNotContain(permissions),
                            line -> assertThat(line).contains("NOT_AUTHORIZED", permissions));
        }

        broker().events.notConnected(new Connection.Cause("NOT_AUTHORIZED", true));
        assertThat(notifications.status().failure())
                .startsWith("NOT_AUTHORIZED. If the credentials are right, " + permissions)
                .endsWith("iot:Receive on topic/$aws/things/*/jobs/notify-next.");
    }

    @Test
    void failuresThatBecomeAndCeaseToBeRefusalsAreLoggedAFewTimes() {
        JobNotifications notifications = connected("a");

        try (LogCapture log = LogCapture.start()) {
            for (int i = 0; i < 10; i++) {
                broker().events.lost(new Connection.Cause("no network", false));
                broker().events.notConnected(new Connection.Cause("NOT_AUTHORIZED", true));
                broker().events.connected();
                broker().accept();
            }

            assertThat(log.lines()).filteredOn(line -> line.startsWith("WARN")).hasSize(FailureLog.MOST);
        }
        assertThat(notifications.status().isConnected()).isTrue();
    }

    @Test
    void thingsComeAndGo() {
        JobNotifications notifications = connected("a", "b");

        notifications.update(List.of("c"), List.of("a"));
        assertThat(broker().unsubscribed).containsExactly("$aws/things/a/jobs/notify-next");
        assertThat(notifications.contains("a", now)).isFalse();
        broker().accept();

        assertThat(notifications.contains("b", now)).isTrue();
        assertThat(notifications.contains("c", now)).isTrue();
    }

    @Test
    void thingsBeyondTheQuotaOfAConnectionAreNotNotifiedUntilOthersAreRemoved() {
        JobNotifications notifications = connected(names(60));
        assertThat(notifications.status().subscriptions()).isEqualTo(50);
        assertThat(notifications.contains("thing-50", now)).isFalse();

        notifications.update(List.of(), List.of("thing-0"));
        broker().accept();

        assertThat(notifications.contains("thing-50", now)).isTrue();
        assertThat(notifications.status().subscriptions()).isEqualTo(50);
    }

    @Test
    void aPausedMemberOfAGroupEndsItsConnectionAndResumesWithANewOne() {
        JobNotifications notifications = started(Subscription.ALL, "fleet");
        broker().events.connected();
        broker().accept();

        notifications.pause();
        assertThat(broker().stopped).isTrue();
        assertThat(notifications.contains("a", now)).isFalse();
        assertThat(polls.notNotified).isEqualTo(1);

        Broker first = broker();
        notifications.resume();
        assertThat(brokers).hasSize(2);
        first.events.connected();
        assertThat(broker().requests).as("of the old connection").isEmpty();
        broker().events.connected();
        broker().accept();
        assertThat(notifications.status().isConnected()).isTrue();
        assertThat(counters.get(Counter.pushReconnects)).isZero();
    }

    @Test
    void aResumptionThatCannotConnectIsReportedAndTriedAgain() {
        JobNotifications notifications = started(Subscription.ALL, "fleet");
        notifications.pause();
        shortage = new OutOfMemoryError("thrown by a test");
        notifications.resume();
        assertThat(notifications.status().failure())
                .isEqualTo("cannot create the MQTT client: java.lang.OutOfMemoryError: thrown by a test");

        now += Duration.ofSeconds(1).toNanos();
        notifications.tick();
        shortage = null;
        assertThat(brokers).hasSize(1);
        now += Duration.ofMinutes(10).toNanos();
        notifications.tick();
        notifications.tick();
        assertThat(brokers).hasSize(2);
        broker().events.connected();
        broker().accept();

        assertThat(notifications.status().isConnected()).isTrue();
        assertThat(notifications.status().failure()).isNull();
    }

    @Test
    void aPauseEndsTheAttemptsToResume() {
        JobNotifications notifications = started(Subscription.ALL, "fleet");
        notifications.pause();
        shortage = new OutOfMemoryError("thrown by a test");
        notifications.resume();
        shortage = null;
        notifications.pause();

        now += Duration.ofMinutes(10).toNanos();
        notifications.tick();

        assertThat(brokers).hasSize(1);
    }

    @Test
    void aStartThatCannotConnectIsRefused() {
        shortage = new NoClassDefFoundError("thrown by a test");

        assertThatThrownBy(() -> started(Subscription.ALL, null)).isSameAs(shortage);
    }

    @Test
    void withoutAGroupAPauseKeepsTheConnection() {
        JobNotifications notifications = connected("a");

        notifications.pause();
        notifications.resume();

        assertThat(brokers).hasSize(1);
        assertThat(broker().stopped).isFalse();
        assertThat(notifications.contains("a", now)).isTrue();
    }

    @Test
    void whatHappensAfterAStopHasNoEffect() {
        JobNotifications notifications = connected("a");
        notifications.stop();

        broker().events.lost(new Connection.Cause("thrown by a test", false));
        broker().events.connected();
        notifications.tick();
        notifications.stop();

        assertThat(polls.notNotified).isEqualTo(1);
        assertThat(broker().requests).as("that of the start").hasSize(1);
    }

    private JobNotifications connected(String... things) {
        JobNotifications notifications = started(Subscription.EACH, null, things);
        broker().events.connected();
        broker().accept();
        return notifications;
    }

    private JobNotifications started(Subscription which, String group, String... things) {
        PushSettings settings = new PushSettings(
                PushAddress.parse("wss://broker.example"),
                "client-1",
                new Topics(Topics.NEXT, group),
                which,
                new PushSettings.Access(null, null, null));
        JobNotifications notifications = new JobNotifications("jobs", settings, Broker::new, counters, () -> now);
        notifications.start(polls, List.of(things));
        return notifications;
    }

    private void receive(String thing, String payload, int times) {
        for (int i = 0; i < times; i++) {
            receive(thing, payload);
        }
    }

    private void receive(String thing, String payload) {
        broker().events
                .received("$aws/things/" + thing + "/jobs/notify-next", payload.getBytes(StandardCharsets.UTF_8));
    }

    private Broker broker() {
        return brokers.get(brokers.size() - 1);
    }

    private static String[] names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "thing-" + i).toArray(String[]::new);
    }

    private record Request(List<String> filters, CompletableFuture<List<String>> response) {}

    /** A connection that does nothing by itself. */
    private final class Broker implements Connection {

        private final Events events;
        private final List<Request> requests = new ArrayList<>();
        private final List<String> unsubscribed = new ArrayList<>();
        private boolean stopped;

        Broker(Events events) {
            if (shortage != null) {
                throw shortage;
            }
            this.events = events;
            brokers.add(this);
        }

        /** Accepts all subscriptions that have no response yet. */
        void accept() {
            new ArrayList<>(requests).forEach(r -> r.response.complete(Arrays.asList(new String[r.filters.size()])));
        }

        @Override
        public void start() {}

        @Override
        public CompletableFuture<List<String>> subscribe(List<String> filters) {
            Request request = new Request(filters, new CompletableFuture<>());
            requests.add(request);
            return request.response;
        }

        @Override
        public void unsubscribe(List<String> filters) {
            unsubscribed.addAll(filters);
        }

        @Override
        public void tick() {}

        @Override
        public void stop() {
            stopped = true;
        }
    }

    private static final class Polls implements Polling {

        private final List<String> polled = new ArrayList<>();
        private Set<String> own = Set.of();
        private int notNotified;

        @Override
        public boolean pollNow(String thing) {
            polled.add(thing);
            return own.contains(thing);
        }

        @Override
        public void notNotified() {
            notNotified++;
        }
    }
}
