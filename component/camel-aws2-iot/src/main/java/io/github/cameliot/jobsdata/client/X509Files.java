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

import io.github.cameliot.jobsdata.model.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/**
 * An X.509 identity in PEM files. They are read each time, so that replaced files are found.
 *
 * @param certificateFile the client certificate; certificates of its chain may follow it
 * @param privateKeyFile its private key, unencrypted
 * @param caFile the CA certificates to trust; null for those of the JVM
 */
public record X509Files(String certificateFile, String privateKeyFile, String caFile) implements Tls {

    private static final long LONGEST = 1 << 20;

    /** A file that cannot be used; the message is complete and contains no part of a key. */
    static final class Unusable extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    /**
     * The texts of the files.
     *
     * @throws IllegalArgumentException if a file cannot be read, with the name of the option
     */
    public X509Identity read() {
        return new X509Identity(
                text("certificateFile", certificateFile),
                text("privateKeyFile", privateKeyFile),
                caFile == null ? null : text("caFile", caFile));
    }

    @Override
    public SSLContext context() {
        X509Identity identity = read();
        check("certificateFile", certificateFile, () -> X509Identity.certificates(identity.certificatePem()));
        if (caFile != null) {
            check("caFile", caFile, () -> X509Identity.certificates(identity.caPem()));
        }
        try {
            return identity.context();
        } catch (GeneralSecurityException e) {
            throw unusable("privateKeyFile", privateKeyFile, e.getMessage());
        }
    }

    @FunctionalInterface
    private interface Check {
        void run() throws GeneralSecurityException;
    }

    private static void check(String option, String file, Check check) {
        try {
            check.run();
        } catch (GeneralSecurityException e) {
            throw unusable(option, file, e.getMessage());
        }
    }

    private static String text(String option, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > LONGEST) {
                throw unusable(option, file, "it is longer than 1 MiB");
            }
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw unusable(option, file, "there is no such file");
        } catch (AccessDeniedException e) {
            throw unusable(option, file, "this process may not read it");
        } catch (InvalidPathException e) {
            throw unusable(option, file, "this is not a path");
        } catch (IOException e) {
            throw unusable(option, file, "it cannot be read as a file");
        }
    }

    private static Unusable unusable(String option, String file, String why) {
        return new Unusable(option + "=" + Names.shown(file) + " cannot be used: " + why
                + ". Use a readable PEM file, as in " + option + "=/etc/iot/" + example(option) + ".");
    }

    private static String example(String option) {
        return switch (option) {
            case "privateKeyFile" -> "device.key";
            case "caFile" -> "AmazonRootCA1.pem";
            default -> "device.pem";
        };
    }
}
