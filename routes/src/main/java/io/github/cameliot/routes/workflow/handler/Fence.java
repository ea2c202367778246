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
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The directory that downloads cannot leave, whatever a document names as their target: no {@code ..}, no symbolic link on
 * the way, no directory or device as the target.
 *
 * <p>Documents are not trusted. The users of this machine are: somebody who exchanges a directory for a link between this
 * check and the write is not kept out by it.
 */
final class Fence {

    /** Names of files that stand beside a target while it is downloaded. */
    static final String PART = ".part";

    static final String ORIGIN = ".part.from";

    private static final int LONGEST_NAME = 240;
    private static final int MOST_FOLDERS = 32;
    private static final int LONGEST_SHOWN = 200;

    private final Path given;

    /** @param directory of the operator; it may be a link itself */
    Fence(Path directory) {
        this.given = directory.toAbsolutePath().normalize();
    }

    /**
     * The file that a document names, relative to the directory or absolute inside of it. The folders above it are created.
     *
     * @throws JobRejectedException when it is outside, or can be no file
     * @throws IOException when the file system fails
     */
    Path target(String text) throws IOException {
        Path directory = directory();
        Path relative = relative(text, directory);
        Path folder = directory;
        for (Path name : relative.getParent() == null ? Path.of("") : relative.getParent()) {
            folder = name.toString().isEmpty() ? folder : folder(folder.resolve(name), text);
        }
        if (!folder.toRealPath().equals(folder)) {
            throw refused(text, "a folder of it is a symbolic link");
        }
        Path target = folder.resolve(relative.getFileName());
        check(target, text);
        return target;
    }

    /** Checks a target and the files beside it again, because they may have changed. */
    void check(Path target, String text) throws IOException {
        Path folder = target.getParent();
        if (!folder.toRealPath().equals(folder) || !folder.startsWith(directory())) {
            throw refused(text, "a folder of it is a symbolic link");
        }
        for (String suffix : new String[] {"", PART, ORIGIN}) {
            Path file = folder.resolve(target.getFileName() + suffix);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw refused(
                        text,
                        Files.isSymbolicLink(file)
                                ? file.getFileName() + " is a symbolic link"
                                : file.getFileName() + " is there, and no regular file");
            }
        }
    }

    private Path directory() throws IOException {
        if (!Files.isDirectory(given)) {
            Files.createDirectories(given); // no error where another download has just made it
        }
        return given.toRealPath();
    }

    private Path relative(String text, Path directory) {
        String path = text.strip();
        boolean isClean = path.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '\\');
        if (path.isEmpty() || path.endsWith("/") || !isClean) {
            throw refused(text, "it is empty, ends with /, or has a backslash or a control character");
        }
        Path asked;
        try {
            asked = Path.of(path);
        } catch (InvalidPathException e) {
            throw refused(text, "it is not a valid path: " + e.getReason());
        }
        for (Path name : asked) {
            if (name.toString().equals("..") || name.toString().equals(".")) {
                throw refused(text, "it has . or .. in it");
            }
            if (name.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                throw refused(text, "a name in it is longer than " + LONGEST_NAME + " bytes");
            }
        }
        Path relative = asked.isAbsolute() ? inside(asked, directory, text) : asked;
        String name = relative.getFileName().toString();
        if (name.isEmpty() || relative.getNameCount() > MOST_FOLDERS) {
            throw refused(text, "it is the directory itself, or deeper than " + MOST_FOLDERS + " folders");
        }
        if (name.endsWith(PART) || name.endsWith(ORIGIN)) {
            throw refused(text, PART + " and " + ORIGIN + " are reserved for unfinished downloads");
        }
        return relative;
    }

    private Path inside(Path asked, Path directory, String text) {
        if (asked.startsWith(directory)) {
            return directory.relativize(asked);
        }
        if (asked.startsWith(given)) {
            return given.relativize(asked);
        }
        throw refused(text, "it is outside of the directory");
    }

    /** A folder that is there, or is made; never through a link. */
    private Path folder(Path folder, String text) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.createDirectory(folder);
            } catch (FileAlreadyExistsException e) {
                // made by another download meanwhile, and looked at below like any other
            }
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(
                    text,
                    "'" + OneLine.of(folder.getFileName().toString(), LONGEST_SHOWN)
                            + "' in it is a symbolic link or a file");
        }
        return folder;
    }

    private JobRejectedException refused(String text, String why) {
        return new JobRejectedException("Cannot download to '" + OneLine.of(text, LONGEST_SHOWN) + "': " + why
                + ". A target is a file inside of " + given + ".");
    }
}
