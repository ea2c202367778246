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
package io.github.cameliot.routes.workflow;

import io.github.cameliot.routes.ExactJson;
import java.util.ArrayList;
import java.util.List;

/**
 * The input of an action.
 *
 * @param path null for none
 * @param json the whole input
 */
record StepInput(String handler, List<String> arguments, String path, String json) {

    static final String RUN_HANDLER = "runHandler";

    /** The type of an action, and the name of its handler: there is none unless the user has written a route for it. */
    static final String RUN_COMMAND = "runCommand";

    static StepInput of(String type, JsonPart action) {
        JsonPart input =
                switch (type) {
                    case RUN_HANDLER, RUN_COMMAND -> action.required("input").object();
                    default -> throw action.required("type").wrongType("\"runHandler\" or \"runCommand\"");
                };
        boolean isCommand = type.equals(RUN_COMMAND);
        return new StepInput(
                isCommand ? RUN_COMMAND : input.required("handler").text(),
                isCommand
                        ? words(input.required("command").text())
                        : input.member("args").map(JsonPart::texts).orElse(List.of()),
                // Managed templates call the parameter so.
                input.member("path")
                        .or(() -> input.member("pathToHandler"))
                        .map(JsonPart::text)
                        .orElse(null),
                ExactJson.write(input.value()));
    }

    /**
     * The words of a command: separated by commas, a comma in a word is written {@code \,}. Blanks belong to the words.
     *
     * <p>Source: awslabs/aws-iot-device-client, source/jobs/README.md, "command".
     */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '\\' && i + 1 < command.length() && command.charAt(i + 1) == ',') {
                word.append(',');
                i++;
            } else if (c == ',') {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return words;
    }
}
