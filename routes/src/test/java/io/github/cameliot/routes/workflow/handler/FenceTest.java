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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.jobsdata.JobRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets of hostile documents stay inside of the directory. */
class FenceTest {

    @TempDir
    private Path temp;

    private Path directory;
    private Fence fence;

    @BeforeEach
    void fence() throws IOException {
        directory = temp.toRealPath().resolve("downloads");
        fence = new Fence(directory);
    }

    @Test
    void relativeAndAbsoluteTargetsInsideAreTakenAndTheirFoldersMade() throws IOException {
        assertThat(fence.target("a.bin")).isEqualTo(directory.resolve("a.bin"));
        assertThat(fence.target(" fw/v1/a b.bin")).isEqualTo(directory.resolve("fw/v1/a b.bin"));
        assertThat(fence.target(directory + "/x/a.bin")).isEqualTo(directory.resolve("x/a.bin"));
        assertThat(directory.resolve("fw/v1")).isDirectory();
    }

    @Test
    void theDirectoryItselfMayBeALink() throws IOException {
        Path real = Files.createDirectory(temp.resolve("real"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), real);

        assertThat(new Fence(link).target(link + "/a.bin"))
                .isEqualTo(real.toRealPath().resolve("a.bin"));
        assertThat(new Fence(link).target(real.toRealPath() + "/a.bin"))
                .isEqualTo(real.toRealPath().resolve("a.bin"));
    }

    @Test
    void manyThatMakeTheSameFoldersAtTheSameTimeDoNotHinderEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int i = 0; i < 50; i++) {
                Path fresh = directory.resolve("new-" + i);
                Callable<Path> target = () -> new Fence(fresh).target("a/b/c.bin");
                for (Future<Path> made : threads.invokeAll(Collections.nCopies(8, target))) {
                    assertThat(made.get()).isEqualTo(fresh.resolve("a/b/c.bin"));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                ".",
                "..",
                "../a",
                "a/../../b",
                "a/../b",
                "./a",
                "/etc/passwd",
                "a/",
                "a\u0000b",
                "a\nb",
                "..\\..\\a",
                "a.part",
                "a.part.from",
                "//etc/passwd"
            })
    void whatLeavesItOrIsNoFileIsRejected(String target) {
        assertThatThrownBy(() -> fence.target(target))
                .isInstanceOf(JobRejectedException.class)
                .hasMessageContaining("Cannot download to '")
                .hasMessageContaining("inside of " + directory)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n", "\u0000"));
    }

    @Test
    void aNeighbourWithTheSameBeginningIsOutside() {
        assertThatThrownBy(() -> fence.target(directory + "-2/a.bin")).isInstanceOf(JobRejectedException.class);
    }

    @Test
    void aSymbolicLinkOnTheWayIsRejected() throws IOException {
        fence.target("a.bin");
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.createSymbolicLink(directory.resolve("link"), outside);

        assertThatThrownBy(() -> fence.target("link/a.bin")).isInstanceOf(JobRejectedException.class);
        assertThatThrownBy(() -> fence.target("link/b/a.bin")).isInstanceOf(JobRejectedException.class);
        assertThat(outside).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".part", ".part.from"})
    void aSymbolicLinkAtTheTargetOrBesideItIsRejected(String suffix) throws IOException {
        fence.target("a.bin");
        Path outside = Files.createFile(temp.resolve("outside"));
        Files.createSymbolicLink(directory.resolve("a.bin" + suffix), outside);

        assertThatThrownBy(() -> fence.target("a.bin")).hasMessageContaining("symbolic link");
        Files.delete(outside);
        assertThatThrownBy(() -> fence.target("a.bin"))
                .as("one that leads nowhere")
                .hasMessageContaining("symbolic link");
    }

    @Test
    void aDirectoryAsTheTargetIsRejected() throws IOException {
        fence.target("a/b.bin");

        assertThatThrownBy(() -> fence.target("a")).hasMessageContaining("no regular file");
        assertThatThrownBy(() -> fence.target(directory.toString())).isInstanceOf(JobRejectedException.class);
    }

    @Test
    void aFolderThatBecameALinkMeanwhileIsFoundBeforeTheMove() throws IOException {
        Path target = fence.target("fw/a.bin");
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.delete(directory.resolve("fw"));
        Files.createSymbolicLink(directory.resolve("fw"), outside);

        assertThatThrownBy(() -> fence.check(target, "fw/a.bin")).isInstanceOf(JobRejectedException.class);
    }

    @Test
    void longNamesAndManyFoldersAreRejected() {
        assertThatThrownBy(() -> fence.target("a".repeat(241))).hasMessageContaining("longer than 240 bytes");
        assertThatThrownBy(() -> fence.target("ä".repeat(121))).hasMessageContaining("longer than 240 bytes");
        assertThatThrownBy(() -> fence.target("a/".repeat(33) + "b")).hasMessageContaining("deeper than 32");
    }
}
