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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * The bytes of a download that have arrived, in {@code <target>.part}, and what they are a part of, in {@code
 * <target>.part.from}. Both exist after a kill, and the next run continues. Only one process and one thread has it at a time.
 */
final class PartFile implements AutoCloseable {

    /**
     * What the bytes are a part of.
     *
     * @param url a hash of the URL without its query
     * @param validator an ETag or a Last-Modified, as in the header; empty where the server gave none
     */
    record Origin(String url, String validator) {}

    private static final String VERSION = "v1";
    private static final int LONGEST_ORIGIN = 4096;
    private static final Set<OpenOption> WRITE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final Path target;
    private final Path part;
    private final Path origin;
    private final FileChannel channel;
    private boolean isMoved;

    private PartFile(Path target, Path part, Path origin, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.origin = origin;
        this.channel = channel;
    }

    /** @throws DownloadFailedException when another download has it */
    static PartFile open(Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + Fence.PART);
        FileChannel channel = FileChannel.open(part, WRITE);
        // If another download has just moved its part to the target, the lock is on the target and the part is gone.
        if (lock(channel) == null || !Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
            channel.close();
            throw new DownloadFailedException("Another job downloads to " + target + " at this moment.");
        }
        return new PartFile(target, part, target.resolveSibling(target.getFileName() + Fence.ORIGIN), channel);
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // a thread of this process has it
        }
    }

    Path path() {
        return part;
    }

    long length() throws IOException {
        return channel.size();
    }

    /** What the existing bytes belong to; null if a download cannot continue from them. */
    Origin origin() throws IOException {
        String text;
        try (FileChannel in = FileChannel.open(origin, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(in.size(), LONGEST_ORIGIN));
            while (bytes.hasRemaining() && in.read(bytes) >= 0) {
                // until all of it is read
            }
            text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return null;
        }
        String[] lines = text.split("\n", -1);
        boolean isWhole = lines.length == 4 && lines[0].equals(VERSION) && lines[3].isEmpty();
        return isWhole && length() > 0 ? new Origin(lines[1], lines[2]) : null;
    }

    /** Begins again. A kill during this leaves a part of length zero, which belongs to nothing. */
    void begin(Origin from) throws IOException {
        channel.truncate(0);
        try (FileChannel out = FileChannel.open(origin, WRITE)) {
            out.truncate(0);
            String text = VERSION + "\n" + from.url() + "\n" + from.validator() + "\n";
            write(out, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    void append(ByteBuffer bytes) throws IOException {
        channel.position(channel.size());
        write(channel, bytes);
    }

    private static void write(FileChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    /** Drops the bytes that have arrived: an empty part is deleted when it is closed. */
    void reset() throws IOException {
        channel.truncate(0);
        Files.deleteIfExists(origin);
    }

    /** Makes it the target, atomically: the bytes are on the disk before the name is. */
    void moveToTarget() throws IOException {
        channel.force(true);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        isMoved = true;
        Files.deleteIfExists(origin);
        try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // Not every system can do this. Then the name may be lost in a power failure, and the step runs again.
        }
    }

    /** Keeps the bytes. */
    @Override
    public void close() throws IOException {
        if (!isMoved && length() == 0) {
            Files.deleteIfExists(origin);
            Files.deleteIfExists(part);
        }
        channel.close();
    }
}
