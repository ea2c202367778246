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
package io.github.cameliot.routes.workflow.handler;

import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.jobsdata.model.OneLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/** Checksums of files and texts, 64 lower-case hexadecimal digits. */
final class Sha256 {

    private static final String PREFIX = "sha256:";
    private static final int LONGEST_SHOWN = 100;

    private Sha256() {}

    /**
     * The digits of a checksum as documents write it.
     *
     * @throws JobRejectedException for anything but {@code sha256:} and 64 hexadecimal digits
     */
    static String parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (!lower.startsWith(PREFIX) || !lower.substring(PREFIX.length()).matches("[0-9a-f]{64}")) {
            throw new JobRejectedException("The checksum '" + OneLine.of(text, LONGEST_SHOWN)
                    + "' cannot be used. Write sha256: and 64 hexadecimal digits.");
        }
        return lower.substring(PREFIX.length());
    }

    static String of(String text) {
        return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** @throws InterruptedException when the thread is interrupted meanwhile */
    static String of(Path file) throws IOException, InterruptedException {
        MessageDigest digest = digest();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try (FileChannel in = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            while (in.read(buffer) >= 0) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted in the checksum of " + file);
                }
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256, which every one must have.", e);
        }
    }
}
