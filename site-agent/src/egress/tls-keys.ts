import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A TLS key made at the site (PEM), and the request to certify it (PKCS #10, DER). The private key never leaves the site. */
export interface TlsKey {
  readonly privateKey: string;
  readonly certificateRequest: Uint8Array;
}

export async function createTlsKey(): Promise<TlsKey> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({ name: 'CN=commonward site', keys, signingAlgorithm: ALGORITHM });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { privateKey: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'), certificateRequest: new Uint8Array(request.rawData) };
}

export const certificatePem = (der: Uint8Array): string => x509.PemConverter.encode(der.slice().buffer, 'CERTIFICATE');
