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

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A block of a PEM text. Text between the blocks is a comment.
 *
 * <p>Source: RFC 7468; the headers of an encrypted block are of RFC 1421.
 *
 * @param label as in {@code CERTIFICATE}
 * @param headers the lines before the data, as in {@code Proc-Type: 4,ENCRYPTED}; usually empty
 * @param base64 the data
 */
record Pem(String label, String headers, String base64) {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** The blocks whose end has the label of their beginning. Takes linear time for any text. */
    static List<Pem> blocks(String text) {
        List<Pem> blocks = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int end = text.indexOf(END, begin);
            int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
            if (end < 0 || labelEnd < 0) {
                break;
            }
            String label = text.substring(begin + BEGIN.length(), labelEnd);
            int dataStart = labelEnd + DASHES.length();
            if (dataStart <= end && text.startsWith(label + DASHES, end + END.length())) {
                blocks.add(of(label, text.substring(dataStart, end)));
            }
            begin = text.indexOf(BEGIN, end);
        }
        return blocks;
    }

    /** Source: RFC 1421, section 4.4: headers end with an empty line. */
    private static Pem of(String label, String content) {
        int lastHeader = content.lastIndexOf(':');
        int dataStart = lastHeader < 0 ? 0 : content.indexOf('\n', lastHeader);
        return dataStart < 0
                ? new Pem(label, content, "")
                : new Pem(label, content.substring(0, dataStart), content.substring(dataStart));
    }

    byte[] der() throws GeneralSecurityException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Without the cause: its message may contain a part of the key.
            throw new GeneralSecurityException("its PEM block " + label + " is not Base64");
        }
    }

    /** Without the data, which may be a private key. */
    @Override
    public String toString() {
        return "Pem[" + label + "]";
    }
}
