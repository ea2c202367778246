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

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The document as a thing gets it, and as its creator sees it. */
class JobDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SIGNATURE =
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=[0-9TZ]+&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=[0-9a-f]+";

    private JobsEmulator emulator = JobsEmulator.start();

    @AfterEach
    void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3-presigned-url-v2:https://s3.eu-west-1.amazonaws.com/b/fw%20v1%2B2.bin | https://s3.eu-west-1.amazonaws.com/b/fw%20v1%2B2.bin?",
                "s3-presigned-url-v2:https://b.s3.amazonaws.com/fw v1.bin | https://b.s3.amazonaws.com/fw%20v1.bin?",
                "s3-presigned-url-v2:https://b.s3.amazonaws.com/fw?versionId=a%2Fb | https://b.s3.amazonaws.com/fw?versionId=a%2Fb&",
                "s3-presigned-url:https://s3.amazonaws.com/b/fw v1.bin | https://s3.amazonaws.com/b/fw%20v1.bin?",
                "s3-presigned-url:https://s3.amazonaws.com/b/fw?versionId=1 | https://s3.amazonaws.com/b/fw?versionId=1&",
                "s3-presigned-url:https:\\/\\/s3.amazonaws.com\\/b\\/fw | https://s3.amazonaws.com/b/fw?",
                "s3-presigned-url:bucket/path/fw v1.bin | https://s3.amazonaws.com/bucket/path/fw%20v1.bin?",
                "s3-presigned-url:https://s3.amazonaws.com/b/é | https://s3.amazonaws.com/b/%C3%A9?"
            })
    void everyFormOfAPresignedUrlIsFilled(String placeholder, String url) throws IOException {
        emulator.createJob("ota-7", "{\"url\":\"${aws:iot:" + placeholder + "}\",\"then\":\"}\"}", "pump-1");

        JsonNode document = JSON.readTree(delivered());

        assertThat(document.path("url").textValue()).startsWith(url);
        assertThat(document.path("url").textValue().substring(url.length())).matches(SIGNATURE);
        assertThat(document.path("then").textValue()).isEqualTo("}");
    }

    @Test
    void aPresignedUrlIsSignedAnewEachTimeTheDocumentIsRequested() {
        emulator.createJob("ota-7", "${aws:iot:s3-presigned-url-v2:https://s3.example/fw.bin}", "pump-1");

        assertThat(delivered()).isNotEqualTo(delivered());
    }

    @Test
    void otherPlaceholdersStayAndAreToldOnce() throws IOException {
        Logger logger = Logger.getLogger("io.github.cameliot.emulator.core.UnfilledPlaceholders");
        Messages messages = new Messages();
        logger.addHandler(messages);
        String sent = resource("placeholders.json");
        try {
            emulator.createJob("ota-6", "${aws:iot:thing.name} ${aws:iot:package:app", "pump-2");
            emulator.createJob("ota-7", sent, "pump-1");
            emulator.createJob("ota-8", sent, "pump-2");
        } finally {
            logger.removeHandler(messages);
        }

        JsonNode document = JSON.readTree(delivered());

        assertThat(document.path("new").textValue())
                .startsWith("https://s3.eu-west-1.amazonaws.com/bucket/fw%20v1%2B2.bin?X-Amz-");
        assertThat(document.path("old").textValue()).startsWith("https://s3.amazonaws.com/bucket/fw%20v1.bin?X-Amz-");
        for (String name : List.of("package", "parameter", "camel")) {
            assertThat(document.path(name)).isEqualTo(JSON.readTree(sent).path(name));
        }
        assertThat(messages.texts)
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).contains("job ota-6 ", "${aws:iot:thing...}"),
                        text -> assertThat(text).contains("job ota-6 ", "${aws:iot:package...}"),
                        text -> assertThat(text).contains("job ota-7 ", "${aws:iot:parameter...}"));
    }

    @Test
    void parametersOfAManagedTemplateMayBePlaceholdersAndNothingIsToldAboutThem() throws IOException {
        Logger logger = Logger.getLogger("io.github.cameliot.emulator.core.UnfilledPlaceholders");
        Messages messages = new Messages();
        logger.addHandler(messages);
        emulator.createThing("pump-1");
        int status;
        try {
            status = new RawHttp(emulator.endpoint())
                    .send("PUT", "/jobs/ota-7", resource("managed.json"))
                    .statusCode();
        } finally {
            logger.removeHandler(messages);
        }

        JsonNode input = JSON.readTree(delivered()).at("/steps/0/action/input");

        assertThat(status).isEqualTo(200);
        assertThat(input.at("/args/0").textValue()).startsWith("https://s3.example/fw.bin?X-Amz-Algorithm=");
        assertThat(input.at("/args/1").textValue()).isEqualTo("${aws:iot:parameter:filePath} \\ \"$1\"");
        assertThat(input.at("/path").textValue()).isEmpty();
        assertThat(messages.texts).singleElement().asString().contains("${aws:iot:parameter...}");
    }

    @ParameterizedTest
    @CsvSource({
        "${aws:iot:s3-presigned-url-v2:bucket/key}",
        "${aws:iot:s3-presigned-url:}",
        "${aws:iot:s3-presigned-url}",
        "${aws:iot:s3-presigned-url:https://}",
        "${aws:iot:s3-presigned-url-v3:https://s3.example/a}",
        "${aws:iot:code-sign-signature:s3://eu-west-1.bucket/file@1}",
        "${aws:iot:}",
        "${aws:iot:s3-presigned-url:https://s3.example/a",
        "${header.foo} {{bar}}"
    })
    void whatIsNotAPresignedUrlStaysAsItIs(String text) {
        emulator.createJob("ota-7", text, "pump-1");

        assertThat(delivered()).isEqualTo(text);
    }

    @Test
    void thingsGetNoMembersThatAreNullAndNumbersAsTheyWereSent() throws IOException {
        String sent = resource("nulls.json");

        emulator.createJob("ota-7", sent, "pump-1");

        assertThat(delivered())
                .isEqualTo("{\"b\":{},\"d\":[null,1],\"e\":1.10,\"big\":12345678901234567890,\"f\":1e2}");
        assertThat(shown("")).isEqualTo(sent);
        assertThat(shown("?beforeSubstitution=false")).isEqualTo(sent);
    }

    @Test
    void thingsGetThemIfThatIsTheReading() throws IOException {
        emulator.close();
        emulator = JobsEmulator.builder()
                .readings(Readings.DEFAULT.nullMembersDropped(false))
                .start();
        String sent = resource("nulls.json");

        emulator.createJob("ota-7", sent, "pump-1");

        assertThat(delivered()).isEqualTo(sent);
    }

    @Test
    void theCreatorSeesTheDocumentBeforeOrAfterItsPlaceholdersAreFilled() {
        String sent = "{\"url\":\"${aws:iot:s3-presigned-url:https://s3.example/fw.bin}\",\"n\":null}";
        emulator.createJob("ota-7", sent, "pump-1");

        assertThat(shown("")).isEqualTo(sent);
        assertThat(shown("?beforeSubstitution=true")).isEqualTo(sent);
        assertThat(shown("?beforeSubstitution=false"))
                .startsWith("{\"url\":\"https://s3.example/fw.bin?X-Amz-")
                .endsWith("\",\"n\":null}");
        assertThat(get("/jobs/ota-7/job-document?beforeSubstitution=yes").statusCode())
                .isEqualTo(400);
        assertThat(get("/jobs/ota-7?beforeSubstitution=false").statusCode()).isEqualTo(200);
        assertThat(get("/jobs/ota-7?beforeSubstitution=yes").statusCode()).isEqualTo(400);
    }

    private String delivered() {
        return member(get("/things/pump-1/jobs/ota-7").body(), "/execution/jobDocument");
    }

    private String shown(String query) {
        return member(get("/jobs/ota-7/job-document" + query).body(), "/document");
    }

    private HttpResponse<String> get(String path) {
        return new RawHttp(emulator.endpoint()).send("GET", path, "");
    }

    private static String member(String body, String pointer) {
        try {
            return JSON.readTree(body).at(pointer).textValue();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = JobDocumentTest.class.getResourceAsStream("/documents/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).trim();
        }
    }

    private static final class Messages extends Handler {

        private final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord record) {
            texts.add(new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
