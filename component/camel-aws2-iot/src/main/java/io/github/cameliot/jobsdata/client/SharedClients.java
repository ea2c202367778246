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

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Clients shared by equal options and counted. The last user's release closes a client, but for one: the client
 * released last is kept for the next user of the same options, so that endpoints which live for one message
 * ({@code toD} without a cache) make no client each. {@link #close()} closes all: users may have been forgotten, as Camel
 * forgets endpoints of {@code toD} that its cache has no room for.
 */
public final class SharedClients<C> implements AutoCloseable {

    private final Function<ClientOptions, SdkClients.Opened<C>> opener;
    private final Map<ClientOptions, Entry<C>> inUse = new HashMap<>();
    private final PlainHttp plainHttp = new PlainHttp();
    private ClientOptions idleOptions;
    private SdkClients.Opened<C> idle;

    private SharedClients(Function<ClientOptions, SdkClients.Opened<C>> opener) {
        this.opener = opener;
    }

    /** @param service makes a new builder of the service's synchronous clients */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkAutoCloseable>
            SharedClients<C> of(Supplier<B> service) {
        return new SharedClients<>(options -> SdkClients.open(service.get(), options));
    }

    /** Clients of the data plane; equal options share their connections too, whether a call retries or not. */
    public static SharedClients<JobsDataClient> ofDataPlane() {
        return ofDataPlane(SdkClients::http);
    }

    /** The same over HTTP clients of the caller's making: for tests and benchmarks without a network. */
    public static SharedClients<JobsDataClient> ofDataPlane(Function<ClientOptions, SdkHttpClient> http) {
        return new SharedClients<>(options -> SdkClients.openDataPlane(options, http));
    }

    private static final class Entry<C> {
        private final SdkClients.Opened<C> opened;
        private int users;

        Entry(SdkClients.Opened<C> opened) {
            this.opened = opened;
        }
    }

    /** The client of these options, made if there is none; each call wants one {@link #release}. */
    public synchronized C acquire(ClientOptions options) {
        Entry<C> entry = inUse.get(options);
        if (entry == null) {
            plainHttp.warn(options);
            entry = new Entry<>(idle != null && options.equals(idleOptions) ? takeIdle() : opener.apply(options));
            inUse.put(options, entry);
        }
        entry.users++;
        return entry.opened.client();
    }

    /** Gives back what {@link #acquire} returned; nothing happens after {@link #close()}. */
    public synchronized void release(ClientOptions options) {
        Entry<C> entry = inUse.get(options);
        if (entry != null && --entry.users == 0) {
            inUse.remove(options);
            closeIdle();
            idleOptions = options;
            idle = entry.opened;
        }
    }

    /** Clients that are open now. */
    public synchronized int open() {
        return inUse.size() + (idle == null ? 0 : 1);
    }

    /** Closes every client; {@link #acquire} makes new ones. */
    @Override
    public synchronized void close() {
        closeIdle();
        inUse.values().forEach(entry -> entry.opened.close());
        inUse.clear();
    }

    private SdkClients.Opened<C> takeIdle() {
        SdkClients.Opened<C> taken = idle;
        idle = null;
        idleOptions = null;
        return taken;
    }

    private void closeIdle() {
        SdkClients.Opened<C> old = takeIdle();
        if (old != null) {
            old.close();
        }
    }
}
