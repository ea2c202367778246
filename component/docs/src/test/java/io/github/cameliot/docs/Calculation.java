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
package io.github.cameliot.docs;

import java.math.BigDecimal;
import java.math.MathContext;

/** A calculation as a page shows it: numbers, plus, times, divided by, and parentheses. */
final class Calculation {

    private final String text;
    private int at;

    Calculation(String text) {
        this.text = text.replace(" ", "");
    }

    BigDecimal result() {
        at = 0;
        BigDecimal result = sum();
        if (at < text.length()) {
            throw new IllegalArgumentException("Not a calculation: " + text);
        }
        return result;
    }

    private BigDecimal sum() {
        BigDecimal result = product();
        while (next('+')) {
            result = result.add(product());
        }
        return result;
    }

    private BigDecimal product() {
        BigDecimal result = number();
        while (true) {
            if (next('*')) {
                result = result.multiply(number());
            } else if (next('/')) {
                result = result.divide(number(), MathContext.DECIMAL64);
            } else {
                return result;
            }
        }
    }

    private BigDecimal number() {
        if (next('(')) {
            BigDecimal result = sum();
            at++; // the closing one
            return result;
        }
        int start = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        return new BigDecimal(text.substring(start, at));
    }

    private boolean next(char sign) {
        boolean is = at < text.length() && text.charAt(at) == sign;
        if (is) {
            at++;
        }
        return is;
    }
}
