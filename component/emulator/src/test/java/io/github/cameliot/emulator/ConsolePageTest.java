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
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.htmlunit.BrowserVersion;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.WebResponseData;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.htmlunit.html.HtmlTextArea;
import org.htmlunit.util.WebConnectionWrapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console page in a browser. HtmlUnit's EventSource does nothing, so it is removed and the page polls. */
class ConsolePageTest {

    private static JobsEmulator emulator;
    private static WebClient browser;

    private final List<String> questions = new ArrayList<>();

    @BeforeAll
    static void start() {
        emulator = JobsEmulator.builder().separateAccounts().start();
        browser = new WebClient(BrowserVersion.FIREFOX);
        browser.getOptions().setCssEnabled(false);
        browser.getOptions().setThrowExceptionOnScriptError(true);
        withoutEventSource(browser);
    }

    private static void withoutEventSource(WebClient browser) {
        new WebConnectionWrapper(browser) {
            @Override
            public WebResponse getResponse(WebRequest request) throws IOException {
                WebResponse response = super.getResponse(request);
                if (!request.getUrl().getPath().endsWith("/console.js")) {
                    return response;
                }
                String script = "window.EventSource = undefined;" + response.getContentAsString(StandardCharsets.UTF_8);
                WebResponseData changed = new WebResponseData(
                        script.getBytes(StandardCharsets.UTF_8), 200, "OK", response.getResponseHeaders());
                return new WebResponse(changed, request, 0);
            }
        };
    }

    @AfterAll
    static void stop() {
        browser.close();
        emulator.close();
    }

    @BeforeEach
    void answerQuestions() {
        browser.setConfirmHandler((page, question) -> questions.add(question));
    }

    @AfterEach
    void reset() {
        browser.getTopLevelWindows().forEach(window -> window.getJobManager().removeAllJobs());
        emulator.reset();
    }

    @Test
    void aThingIsCreatedAndAJobRunsOnIt() throws IOException {
        HtmlPage page = open("new-thing");
        type(page, "name", "pump-12");
        click(page, "create");
        shows(page, "things/pump-12", "No job was given to this thing.");

        click(page, "link-new-job?thing=pump-12");
        shows(page, "new-job?thing=pump-12", "Create job");
        type(page, "job-id", "ota-7");
        ((HtmlTextArea) page.getElementById("document")).setText("{\"version\":7}");
        type(page, "timeout", "5");
        type(page, "retry-failed", "2");
        click(page, "create");
        shows(page, "jobs/ota-7", "\"version\": 7", "5 min", "2 after failed", "queued");

        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.QUEUED);
    }

    @Test
    void whatIsWrongInAJobIsMarkedAndNothingIsSent() throws IOException {
        HtmlPage page = open("new-job");
        type(page, "job-id", "ota-7");
        ((HtmlTextArea) page.getElementById("document")).setText("{version:7}");
        type(page, "timeout", "0");

        click(page, "create");

        shows(
                page,
                "new-job",
                "Name at least one thing",
                "The document is not JSON",
                "Use a whole number from 1 to 10080");
        assertThat(page.getElementById("document").getAttribute("aria-invalid")).isEqualTo("true");
        assertThat(emulator.requests().total()).isZero();
    }

    @Test
    void aRefusalOfTheEmulatorIsShown() throws IOException {
        HtmlPage page = open("new-job");
        type(page, "job-id", "ota 7");
        ((HtmlTextArea) page.getElementById("things")).setText("pump-12");

        click(page, "create");

        shows(page, "new-job", "jobId 'ota 7' is not possible");
    }

    @Test
    void whatAWorkerDoesAppearsByItself() throws IOException {
        emulator.createJob("ota-7", "{}", "pump-12");
        HtmlPage page = open("things");
        shows(page, "things", "pump-12", "queued");

        claim("v1 worker=edge-3 run=1 claim=2 attempt=1 lease=300 state=run");

        shows(page, "things", "in progress", "edge-3", "left");
    }

    @Test
    void theClaimSaysWhoHoldsTheExecutionAndForHowLong() throws IOException {
        emulator.createJob("ota-7", "{}", "pump-12");
        claim("v1 worker=edge-3 run=5f claim=9b attempt=2 lease=300 state=run");

        HtmlPage page = open("executions/pump-12/ota-7/1");

        shows(page, "executions/pump-12/ota-7/1", "edge-3", "Attempt", "left of 5 min 00 s");
        emulator.advance(Duration.ofMinutes(6));
        shows(page, "executions/pump-12/ota-7/1", "lease is over");
    }

    @Test
    void textsOfStrangersAreShownAsText() throws IOException {
        String hostile = "<img src=x onerror=alert(1)>\"'&<script>alert(2)</script>";
        emulator.createJob("ota-7", "{\"a\":\"" + hostile.replace("\"", "\\\"") + "\"}", "pump-12");
        claim(hostile);

        HtmlPage page = open("executions/pump-12/ota-7/1");

        shows(page, "executions/pump-12/ota-7/1", "is not a claim of camel-aws2-iot", "<img src=x onerror=alert(1)>");
        assertThat(page.getByXPath("//main//img | //main//script")).isEmpty();
    }

    @Test
    void jobsAndExecutionsAreCanceledRunAgainAndDeleted() throws IOException {
        emulator.createJob("ota-7", "{\"version\":7}", "pump-12");
        claim("v1 worker=edge-3 run=5f claim=9b attempt=2 lease=300 state=run");

        HtmlPage page = open("jobs/ota-7");
        click(page, "cancel");
        shows(page, "jobs/ota-7", "Job ota-7 was canceled.");
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.IN_PROGRESS);

        page = open("executions/pump-12/ota-7/1");
        click(page, "cancel");
        shows(page, "executions/pump-12/ota-7/1", "canceled", "Run again on this thing as a new job");
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.CANCELED);

        click(page, "link-new-job?like=ota-7&thing=pump-12");
        shows(page, "new-job?like=ota-7&thing=pump-12", "Create job");
        click(page, "create");
        shows(page, "jobs/ota-7-retry-1", "\"version\": 7");
        assertThat(emulator.execution("pump-12", "ota-7-retry-1").status()).isEqualTo(ExecutionStatus.QUEUED);

        click(page, "delete");
        shows(page, "jobs", "Job ota-7-retry-1 was deleted.");
        assertThat(emulator.executions("pump-12")).hasSize(1);
        assertThat(questions).hasSize(3).allSatisfy(question -> assertThat(question)
                .contains("?"));
    }

    @Test
    void faultsAndClockAreAClick() throws IOException {
        HtmlPage page = open("faults");
        shows(page, "faults", "No faults");
        ((HtmlSelect) page.getElementById("kind")).setSelectedAttribute("UNAVAILABLE", true);
        type(page, "first", "2");
        click(page, "add-fault");
        shows(page, "faults", "Fault UNAVAILABLE was added.", "Remove all faults and delays");
        assertThat(emulator.faults().active()).hasSize(1);
        click(page, "remove-1");
        shows(page, "faults", "No faults");
        assertThat(emulator.faults().active()).isEmpty();

        emulator.createJob(JobSpec.of("ota-7").things("pump-12").inProgressTimeout(Duration.ofMinutes(5)));
        claim("x");
        page = open("clock");
        click(page, "advance-10");
        shows(page, "clock", "The clock was moved.");
        assertThat(emulator.execution("pump-12", "ota-7").status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    }

    @Test
    void anotherAccountAndRegionIsChosenInTheHead() throws IOException {
        emulator.createThing("pump-here");
        emulator.in("210987654321", "eu-west-1").createThing("pump-there");

        HtmlPage page = open("things");
        shows(page, "things", "pump-here");
        ((HtmlSelect) page.getElementById("home")).setSelectedAttribute("210987654321/eu-west-1", true);

        shows(page, "things", "pump-there");
        assertThat(text(page)).doesNotContain("pump-here");
    }

    @Test
    void manyThingsComeInPagesAndAreFound() throws IOException {
        for (int i = 100; i < 220; i++) {
            emulator.createThing("pump-" + i);
        }
        HtmlPage page = open("things");
        shows(page, "things", "pump-149", "Page 1");
        assertThat(text(page)).doesNotContain("pump-150");

        click(page, "next");
        shows(page, "things", "pump-150", "Page 2");
        click(page, "previous");
        shows(page, "things", "pump-100", "Page 1");
        type(page, "search", "P-21");
        shows(page, "things", "pump-219");
        assertThat(text(page)).doesNotContain("pump-100");
    }

    @Test
    void everythingThatCanBeUsedHasAName() throws IOException {
        emulator.createJob("ota-7", "{}", "pump-12");
        for (String route :
                List.of("things", "jobs", "jobs/ota-7", "things/pump-12", "new-job", "new-thing", "faults", "clock")) {
            HtmlPage page = open(route);
            List<DomElement> controls = page.getByXPath("//input | //select | //textarea");
            assertThat(controls).as(route).isNotEmpty().allSatisfy(control -> assertThat(page.<DomNode>getByXPath(
                            "//label[@for='" + control.getId() + "'] | //label[.//*[@id='" + control.getId() + "']]"))
                    .as(control.toString())
                    .hasSize(1));
            assertThat(page.<HtmlElement>getByXPath("//button | //a"))
                    .allSatisfy(control -> assertThat(control.getTextContent() + control.getAttribute("aria-label"))
                            .isNotBlank());
            assertThat(page.getByXPath("//table[not(caption)]")).isEmpty();
            assertThat(page.getByXPath("//main//h1")).hasSize(1);
        }
    }

    private static HtmlPage open(String route) throws IOException {
        browser.getPage("about:blank"); // or the same page would go on
        HtmlPage page = browser.getPage(emulator.endpoint() + "/_emulator/#" + route);
        shows(page, route, "");
        return page;
    }

    /** Waits until the page shows a route and these texts. */
    private static void shows(HtmlPage page, String route, String... texts) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(page.getElementById("main").getAttribute("data-route"))
                            .isEqualTo(route);
                    assertThat(text(page)).contains(texts);
                });
    }

    private static String text(HtmlPage page) {
        return page.getElementById("alert").getTextContent()
                + page.getElementById("said").getTextContent()
                + page.getElementById("main").getTextContent();
    }

    private static void type(HtmlPage page, String id, String text) throws IOException {
        HtmlInput input = (HtmlInput) page.getElementById(id);
        input.setValue("");
        input.type(text);
    }

    private static void click(HtmlPage page, String id) throws IOException {
        DomElement element = page.getElementById(id);
        assertThat(element).as(id).isNotNull();
        element.click();
    }

    private static void claim(String claimedBy) {
        String details = "{\"statusDetails\":{\"claimedBy\":\"" + claimedBy.replace("\"", "\\\"") + "\"}}";
        assertThat(new RawHttp(emulator.endpoint())
                        .send("PUT", "/things/pump-12/jobs/$next", details)
                        .statusCode())
                .isEqualTo(200);
    }
}
