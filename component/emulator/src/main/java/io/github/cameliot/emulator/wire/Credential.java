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
package io.github.cameliot.emulator.wire;

/**
 * The credential scope in a signature, not verified.
 *
 * <p>Source: AWS Signature Version 4, credential scope {@code key/date/region/service/aws4_request}.
 */
public record Credential(String accessKeyId, String region, String service) {

    /**
     * The scope in the {@code Authorization} header of a request, or in its presigned query; null if it is not signed. Of an
     * incomplete scope only the key is known; the rest is empty.
     */
    public static Credential of(Request request, Query query) {
        String authorization = request.header("authorization");
        String credential = authorization == null ? null : between(authorization, "Credential=", ",");
        if (credential == null) {
            credential = query.text("X-Amz-Credential");
        }
        if (credential == null) {
            return null;
        }
        String[] scope = credential.trim().split("/", -1);
        int end = scope.length;
        return end < 5 ? new Credential(scope[0], "", "") : new Credential(scope[0], scope[end - 3], scope[end - 2]);
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start);
        if (from < 0) {
            return null;
        }
        int to = text.indexOf(end, from);
        return text.substring(from + start.length(), to < 0 ? text.length() : to);
    }
}
