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
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A document cannot make this process call what its author does not reach. */
class AllowedUrlsTest {

    private final AllowedUrls publicOnly = new AllowedUrls(Set.of("https", "http"), List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://localhost/",
                "http://2130706433/",
                "http://0.0.0.0/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://10.1.2.3/",
                "http://192.168.1.1/",
                "http://172.16.0.1/",
                "http://100.100.100.200/latest/meta-data",
                "http://169.254.169.254/latest/meta-data",
                "http://[fd00:ec2::254]/",
                "http://[fe80::1]/",
                "http://224.0.0.1/"
            })
    void addressesOfThisMachineAndOfPrivateNetworksAreRefused(String url) {
        assertThatThrownBy(() -> publicOnly.check(url))
                .isInstanceOf(JobRejectedException.class)
                .hasMessageContaining("allowedHosts");
    }

    @Test
    void aPublicAddressIsAllowedAndAPrivateOneIfItIsNamed() throws IOException {
        assertThat(publicOnly.check(" https://8.8.8.8/a%2Fb?c=d+e "))
                .isEqualTo(URI.create("https://8.8.8.8/a%2Fb?c=d+e"));
        assertThat(new AllowedUrls(Set.of("http"), List.of("LOCALHOST", "::1")).check("http://localhost/"))
                .isNotNull();
    }

    @Test
    void aWildcardIsOfAllHostsBelowItAndOfNoOther() {
        AllowedUrls named = new AllowedUrls(Set.of("http"), List.of("*.invalid"));

        assertThatThrownBy(() -> named.check("http://a.invalid/"))
                .as("allowed, but no such host")
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> named.check("http://ainvalid/")).isInstanceOf(JobRejectedException.class);
        assertThatThrownBy(() -> named.check("http://a.invalid.example.com/")).isInstanceOf(JobRejectedException.class);
    }

    @Test
    void anAddressOfTheLinkIsAllowedOnlyByItself() throws IOException {
        AllowedUrls named = new AllowedUrls(Set.of("http"), List.of("169.254.169.254"));

        assertThat(named.check("http://169.254.169.254/")).isNotNull();
        assertThatThrownBy(() -> named.check("http://2852039166/")).isInstanceOf(JobRejectedException.class);
        assertThatThrownBy(() -> named.check("http://8.8.8.8/")).hasMessageContaining("not allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no url",
                "http:///a",
                "http://me:pw@8.8.8.8/",
                "https://8.8.8.8/a b",
                "https://8.8.8.8/ä",
                "https://8.8.8.8/{a}",
                "https://8.8.8.8/\u0000",
                "//8.8.8.8/",
                "mailto:a@b",
                "${aws:iot:s3-presigned-url-v2:https://8.8.8.8/a}",
                "file:/etc/passwd",
                "bean:shell",
                "jar:https://8.8.8.8/a!/b"
            })
    void whatIsNoUrlOfHttpIsRejected(String url) {
        assertThatThrownBy(() -> publicOnly.check(url))
                .isInstanceOf(JobRejectedException.class)
                .hasMessageNotContaining("pw");
    }

    @Test
    void httpIsRefusedWhereOnlyHttpsIsAllowed() {
        assertThatThrownBy(() -> new AllowedUrls(Set.of("https"), List.of()).check("http://8.8.8.8/"))
                .hasMessageContainingAll("scheme http", "allowedSchemes");
    }

    @ParameterizedTest
    @CsvSource({
        "X-Amz-Date=20261130T100000Z&X-Amz-Expires=60, true",
        "X-Amz-Date=20261130T100000Z&X-Amz-Expires=3600, false",
        "X-Amz-Date=20261130&X-Amz-Expires=60, false",
        "X-Amz-Date=20261130T100000Z&X-Amz-Expires=99999999999999999999, false",
        "X-Amz-Date=20261130T100000Z, false",
        "a=b, false"
    })
    void aPresignedUrlSaysWhenItsTimeIsOver(String query, boolean expired) {
        Instant now = Instant.parse("2026-11-30T10:01:01Z");

        assertThat(PresignedUrl.isExpired(URI.create("https://8.8.8.8/a?" + query), now))
                .isEqualTo(expired);
        assertThat(PresignedUrl.shown(URI.create("https://8.8.8.8:1/a%2Fb?" + query)))
                .isEqualTo("https://8.8.8.8:1/a%2Fb");
    }
}
