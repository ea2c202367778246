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

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * Reads private keys in PEM. The JDK reads PKCS #8 only. PKCS #1, which AWS IoT issues, and SEC 1, which
 * {@code openssl ecparam} writes, are the inner part of it: what they lack, the algorithm, is taken from the public key.
 *
 * <p>Source: RFC 5208 (PKCS #8), RFC 8017 (PKCS #1), RFC 5915 (SEC 1), RFC 5280 (SubjectPublicKeyInfo).
 */
final class PrivateKeys {

    private static final byte SEQUENCE = 0x30;
    private static final byte OCTET_STRING = 0x04;
    private static final byte[] VERSION = {0x02, 1, 0};
    private static final String DECRYPT = "it is encrypted: decrypt it, as with openssl pkey -in device.key -out "
            + "plain.key, or use a key store in sslContextParameters";

    private PrivateKeys() {}

    /**
     * The first private key of a PEM text.
     *
     * @param publicKey of its certificate
     * @throws GeneralSecurityException if there is none, it is encrypted, of another kind than the public key, or cannot
     *     be read; the message never contains a part of it
     */
    static PrivateKey read(String pem, PublicKey publicKey) throws GeneralSecurityException {
        for (Pem block : Pem.blocks(pem)) {
            if (block.label().endsWith("PRIVATE KEY")) {
                return read(block, publicKey);
            }
        }
        throw new GeneralSecurityException("it contains no PEM block PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY");
    }

    private static PrivateKey read(Pem block, PublicKey publicKey) throws GeneralSecurityException {
        String label = block.label();
        if (label.equals("ENCRYPTED PRIVATE KEY") || block.headers().contains("ENCRYPTED")) {
            throw new GeneralSecurityException(DECRYPT);
        }
        String algorithm = publicKey.getAlgorithm();
        byte[] pkcs8 =
                switch (label) {
                    case "PRIVATE KEY" -> block.der();
                    case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> {
                        if (!label.startsWith(algorithm)) {
                            throw mismatch(label, algorithm);
                        }
                        yield wrapped(block.der(), publicKey);
                    }
                    default -> throw new GeneralSecurityException("its PEM block " + label + " is not supported");
                };
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw mismatch(label, algorithm);
        }
    }

    /** Without the cause, whose message may contain a part of the key. */
    private static GeneralSecurityException mismatch(String label, String algorithm) {
        return new GeneralSecurityException("its PEM block " + label + " is not an " + algorithm
                + " key, as the certificate has, or it is damaged");
    }

    private static byte[] wrapped(byte[] key, PublicKey publicKey) {
        return encode(SEQUENCE, VERSION, algorithm(publicKey.getEncoded()), encode(OCTET_STRING, key));
    }

    /** The first element in the sequence of a SubjectPublicKeyInfo. */
    private static byte[] algorithm(byte[] publicKeyInfo) {
        ByteBuffer info = ByteBuffer.wrap(publicKeyInfo);
        info.get();
        length(info);
        int start = info.position();
        info.get();
        int length = length(info);
        byte[] algorithm = new byte[info.position() - start + length];
        info.position(start).get(algorithm);
        return algorithm;
    }

    /** Source: X.690, section 8.1.3. */
    private static int length(ByteBuffer der) {
        int first = der.get() & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = first & 0x7f; i > 0; i--) {
            length = length << 8 | der.get() & 0xff;
        }
        return length;
    }

    private static byte[] encode(byte tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        byte[] length = BigInteger.valueOf(content.size()).toByteArray(); // with a leading zero byte from 0x80 on
        if (content.size() < 0x80) {
            der.write(content.size());
        } else {
            int zero = length[0] == 0 ? 1 : 0;
            der.write(0x80 | length.length - zero);
            der.write(length, zero, length.length - zero);
        }
        der.writeBytes(content.toByteArray());
        return der.toByteArray();
    }
}
