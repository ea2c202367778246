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
package io.github.cameliot.emulator.edge;

import io.github.cameliot.emulator.wire.Response;
import io.github.cameliot.emulator.wire.Responses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The files of the console page. They hold no data, so everybody who may reach the emulator gets them. */
final class ConsolePage {

    static final String PATH = "/_emulator/";

    private static final String FOLDER = "/io/github/cameliot/emulator/console/";

    /** File and content type by path. */
    private static final Map<String, String[]> FILES = Map.of(
            PATH,
            new String[] {"index.html", "text/html; charset=utf-8"},
            PATH + "console.css",
            new String[] {"console.css", "text/css; charset=utf-8"},
            PATH + "console.js",
            new String[] {"console.js", "text/javascript; charset=utf-8"},
            PATH + "icon.svg",
            new String[] {"icon.svg", "image/svg+xml"});

    /** No script and style but those of the files, nothing from elsewhere, and no frame around the page. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'";

    private ConsolePage() {}

    static boolean has(String path) {
        return FILES.containsKey(path);
    }

    static Response file(String path) {
        String[] file = FILES.get(path);
        Response response = Responses.of(file[1], bytes(FOLDER + file[0]));
        response.headers().put("content-security-policy", POLICY);
        response.headers().put("x-frame-options", "DENY");
        response.headers().put("cross-origin-opener-policy", "same-origin");
        return response;
    }

    /** {@code /_emulator} is not a folder: links in the page are relative. */
    static Response redirect() {
        Response response = Responses.redirect(PATH);
        response.headers().put("content-security-policy", POLICY);
        return response;
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = ConsolePage.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
