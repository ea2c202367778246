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
package io.github.cameliot.benchmarks.scale;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The service of the benchmark. The names of things are numbers. Nothing is pending, or, with {@link #jobs}, there is
 * always one more job for each thing. It keeps nothing that grows, so it does not show in the heap.
 */
final class StubJobs implements StubHttpClient.Service {

    /** Notified of each call, on the thread that makes it. */
    interface Probe {

        Probe NONE = (call, thing) -> {};

        void received(Call call, int thing);

        default void responds(Call call, int thing) {}
    }

    enum Call {
        DESCRIBE,
        START_NEXT,
        UPDATE
    }

    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);

    static final String DOCUMENT = "{\\\"operation\\\":\\\"update\\\",\\\"version\\\":\\\"2.1\\\"}";

    private final boolean jobs;
    private final AtomicLong calls = new AtomicLong();
    private final byte[][] details;
    volatile Probe probe = Probe.NONE;

    /** @param jobs whether each thing always has a job */
    StubJobs(int things, boolean jobs) {
        this.jobs = jobs;
        this.details = new byte[jobs ? things : 0][256];
    }

    static List<String> names(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format("pump-%06d", i))
                .toList();
    }

    long calls() {
        return calls.get();
    }

    @Override
    public byte[] respond(String method, String path, String body) {
        Call call = method.equals("GET") ? Call.DESCRIBE : method.equals("PUT") ? Call.START_NEXT : Call.UPDATE;
        int at = path.indexOf("/jobs/");
        int thing = Integer.parseInt(path, at - 6, at, 10);
        calls.incrementAndGet();
        Probe mine = probe;
        mine.received(call, thing);
        byte[] response = jobs ? job(call, thing, path.substring(0, at), body) : NOTHING;
        mine.responds(call, thing);
        return response;
    }

    private byte[] job(Call call, int thing, String path, String body) {
        String sent = between(body, "\"statusDetails\":{", '}');
        if (sent != null) {
            byte[] bytes = sent.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(bytes, 0, details[thing], 0, bytes.length);
            details[thing][bytes.length] = 0;
        }
        if (call == Call.UPDATE) {
            String status = between(body, "\"status\":\"", '"');
            long version = Long.parseLong(between(body, "\"expectedVersion\":", ',', '}')) + 1;
            return bytes("{\"executionState\":{\"status\":\"" + status + "\",\"statusDetails\":{" + details(thing)
                    + "},\"versionNumber\":" + version + "}}");
        }
        boolean claimed = call == Call.START_NEXT;
        return bytes("{\"execution\":{\"jobId\":\"ota-7\",\"thingName\":\"" + path.substring(path.lastIndexOf('/') + 1)
                + "\",\"status\":\"" + (claimed ? "IN_PROGRESS" : "QUEUED") + "\",\"statusDetails\":{"
                + (claimed ? details(thing) : "") + "},\"queuedAt\":1764000000,\"lastUpdatedAt\":1764000001,"
                + "\"versionNumber\":" + (claimed ? 2 : 1) + ",\"executionNumber\":1"
                + (claimed ? ",\"startedAt\":1764000001,\"jobDocument\":\"" + DOCUMENT + "\"" : "") + "}}");
    }

    private String details(int thing) {
        byte[] all = details[thing];
        int length = 0;
        while (all[length] != 0) {
            length++;
        }
        return new String(all, 0, length, StandardCharsets.US_ASCII);
    }

    private static String between(String text, String before, char... ends) {
        int start = text.indexOf(before);
        if (start < 0) {
            return null;
        }
        start += before.length();
        int end = text.length();
        for (char c : ends) {
            int found = text.indexOf(c, start);
            end = found < 0 ? end : Math.min(end, found);
        }
        return text.substring(start, end);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
