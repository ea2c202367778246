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
package io.github.cameliot.emulator;

import io.github.cameliot.emulator.tls.Identity;
import io.github.cameliot.emulator.tls.TestAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Writes the files with which clients use TLS: {@code ca.pem}, {@code client.pem} and {@code client.key}. */
final class CertificateFiles {

    private CertificateFiles() {}

    /** @param things of which {@code THING.pem} and {@code THING.key} are written too */
    static void write(TestAuthority authority, Path directory, List<String> things) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("ca.pem"), authority.certificatePem());
        writeClient(authority, directory, "client");
        for (String thing : things) {
            writeClient(authority, directory, thing);
        }
    }

    private static void writeClient(TestAuthority authority, Path directory, String name) throws IOException {
        Identity client = authority.client(name);
        Files.writeString(directory.resolve(name + ".pem"), client.certificatePem());
        writeSecret(directory.resolve(name + ".key"), client.privateKeyPem());
    }

    /**
     * Readable only by the owner from its creation on. An existing file that others may be able to read is replaced,
     * not reused.
     */
    private static void writeSecret(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        try (OutputStream out = Channels.newOutputStream(FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(file)))) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Empty on file systems without POSIX permissions, as on Windows: there the rights of the directory apply. */
    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
