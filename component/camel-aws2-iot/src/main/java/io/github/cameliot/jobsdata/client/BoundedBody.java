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

import io.github.cameliot.jobsdata.client.ResponseCheck.NotAResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.Abortable;

/**
 * The body of a response, of which at most {@link ResponseBody#MOST_BYTES} are read: it comes from the server at the
 * endpoint, which may not be AWS, and may be endless. Beyond this limit the connection is closed without reading on. A
 * longer result is refused; of an error the beginning is enough.
 */
final class BoundedBody extends PushbackInputStream {

    private final boolean isResult;
    private long missing;
    private int left = ResponseBody.MOST_BYTES;
    private boolean over;
    private boolean closing;
    private final boolean isLengthKnown;

    /**
     * @param start the part that was already read
     * @param length the length in the headers, 0 if they have none
     */
    BoundedBody(byte[] start, InputStream rest, long length, boolean isResult) {
        super(rest);
        if (start.length > 0) {
            buf = start; // as if it had not been read
            pos = 0;
        }
        this.missing = length;
        this.isLengthKnown = length > 0;
        this.isResult = isResult;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        return over ? -1 : counted(super.read(into, from, most));
    }

    @Override
    public int read() throws IOException {
        int next = over ? -1 : super.read();
        return counted(next < 0 ? -1 : 1) < 0 ? -1 : next;
    }

    private int counted(int count) {
        if (count < 0) {
            over = true;
            return count;
        }
        missing -= count;
        left -= count;
        if (left >= 0) {
            return count;
        }
        abort(in);
        over = true;
        if (isResult && !closing) {
            throw tooLong();
        }
        return -1;
    }

    /** Reads the rest of it, so that its connection can be used again; up to the limit. */
    @Override
    public void close() throws IOException {
        closing = true;
        try {
            byte[] rest = new byte[isRead() ? 0 : 512];
            while (!isRead()) {
                read(rest, 0, rest.length);
            }
        } finally {
            super.close();
        }
    }

    private boolean isRead() {
        return over || isLengthKnown && missing <= 0;
    }

    /** How many of the bytes announced in the headers have not arrived. */
    long missing() {
        return missing;
    }

    /** Closes its connection: closing the stream would read to the end. */
    static void abort(InputStream body) {
        if (body instanceof Abortable connection) {
            connection.abort();
        }
    }

    static SdkClientException tooLong() {
        return SdkClientException.create("Not a response of AWS IoT Jobs", new TooLong());
    }

    /** Longer than any response of AWS IoT Jobs. */
    static final class TooLong extends NotAResult {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("more than " + ResponseBody.MOST_BYTES + " bytes");
        }
    }
}
