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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * An X.509 identity as PEM texts, for this JVM's TLS and for clients that bring their own.
 *
 * @param certificatePem the client certificate; certificates of its chain may follow it
 * @param privateKeyPem its private key, unencrypted: PKCS #8, PKCS #1 (RSA) or SEC 1 (EC)
 * @param caPem the CA certificates to trust; null for those of the JVM
 */
public record X509Identity(String certificatePem, String privateKeyPem, String caPem) {

    private static final byte[] PROBE = {1};

    /**
     * A context whose connections present this certificate, whatever issuers the server names, and trust its CA.
     *
     * @throws GeneralSecurityException if a part of it cannot be read, or the key does not belong to the certificate; the
     *     message says which and never contains the key
     */
    SSLContext context() throws GeneralSecurityException {
        X509Certificate[] chain = certificates(certificatePem).toArray(new X509Certificate[0]);
        PrivateKey key = PrivateKeys.read(privateKeyPem, chain[0].getPublicKey());
        if (!belongs(key, chain[0])) {
            throw new GeneralSecurityException("the private key does not belong to the certificate");
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new OneIdentity(chain, key)}, caPem == null ? null : trust(), null);
        return context;
    }

    private TrustManager[] trust() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException("An empty key store cannot be created", e);
        }
        List<X509Certificate> trusted = certificates(caPem);
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("ca-" + i, trusted.get(i));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers.getTrustManagers();
    }

    /** The certificates of a PEM text, at least one. */
    static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem block : Pem.blocks(pem)) {
            if (block.label().endsWith("CERTIFICATE")) {
                Certificate certificate = factory.generateCertificate(new ByteArrayInputStream(block.der()));
                certificates.add((X509Certificate) certificate);
            }
        }
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("it contains no PEM block CERTIFICATE");
        }
        return certificates;
    }

    private static boolean belongs(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        try {
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // another algorithm or another length
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "X509Identity[xxxxxx]";
    }
}
