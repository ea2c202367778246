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
 * Clients that are shared by equal options and counted. A client is closed when its last user releases it, with one
 * exception: the client released last is kept for the next user of the same options, so that endpoints that live for
 * one message ({@code toD} without a cache) do not create a client each. {@link #close()} closes all clients, because
 * not all users release theirs: Camel drops endpoints of {@code toD} for which its cache has no room.
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

    /** @param service creates a builder of synchronous clients of the service */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkAutoCloseable>
            SharedClients<C> of(Supplier<B> service) {
        return new SharedClients<>(options -> SdkClients.open(service.get(), options));
    }

    /** Clients of the data plane. Equal options also share their connections, whether a call retries or not. */
    public static SharedClients<JobsDataClient> ofDataPlane() {
        return ofDataPlane(SdkClients::http);
    }

    /** The same with HTTP clients of the caller: for tests and benchmarks without a network. */
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

    /** The client of these options; created if there is none. Each call needs one {@link #release}. */
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

    /** Returns a client of {@link #acquire}; has no effect after {@link #close()}. */
    public synchronized void release(ClientOptions options) {
        Entry<C> entry = inUse.get(options);
        if (entry != null && --entry.users == 0) {
            inUse.remove(options);
            closeIdle();
            idleOptions = options;
            idle = entry.opened;
        }
    }

    /** The number of open clients. */
    public synchronized int open() {
        return inUse.size() + (idle == null ? 0 : 1);
    }

    /** Closes every client; {@link #acquire} creates new ones. */
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
