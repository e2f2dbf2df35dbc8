import 'reflect-metadata';
import { createHash, randomBytes, webcrypto, X509Certificate as NodeCertificate } from 'node:crypto';
import { COORDINATOR_TLS_NAME } from '@commonward/proto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
const CLOCK_SKEW_MS = 10 * 60_000;
const AUTHORITY_DAYS = 3650;
const SERVER_DAYS = 365;
const SITE_DAYS = 365;

/** A certificate and its private key, both PEM. */
export interface KeyedCertificate {
  readonly certificate: string;
  readonly privateKey: string;
}

const serialNumber = (): string => `00${randomBytes(15).toString('hex')}`;

const validFor = (days: number): { notBefore: Date; notAfter: Date } => ({
  notBefore: new Date(Date.now() - CLOCK_SKEW_MS),
  notAfter: new Date(Date.now() + days * DAY_MS),
});

const generateKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

const importPrivateKey = (pem: string) =>
  webcrypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(pem), ALGORITHM, false, ['sign']);

/** Makes the consortium's own certificate authority; its private key never leaves the coordinator's folder. */
export async function createAuthority(consortium: string): Promise<KeyedCertificate> {
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [`${consortium} authority`] }],
    ...validFor(AUTHORITY_DAYS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), privateKey: await privateKeyPem(keys.privateKey) };
}

interface Leaf {
  readonly authority: KeyedCertificate;
  readonly commonName: string;
  readonly publicKey: webcrypto.CryptoKey | x509.PublicKey;
  readonly names: x509.JsonGeneralNames;
  readonly usage: x509.ExtendedKeyUsage;
  readonly days: number;
}

async function issue(leaf: Leaf): Promise<x509.X509Certificate> {
  const issuer = new x509.X509Certificate(leaf.authority.certificate);
  return x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [leaf.commonName] }],
    issuer: issuer.subject,
    ...validFor(leaf.days),
    signingAlgorithm: ALGORITHM,
    publicKey: leaf.publicKey,
    signingKey: await importPrivateKey(leaf.authority.privateKey),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([leaf.usage]),
      new x509.SubjectAlternativeNameExtension(leaf.names),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  });
}

/** Issues the certificate with which the coordinator answers, under the one name that sites check. */
export async function issueServerCertificate(authority: KeyedCertificate): Promise<KeyedCertificate> {
  const keys = await generateKeys();
  const certificate = await issue({
    authority,
    commonName: 'commonward coordinator',
    publicKey: keys.publicKey,
    names: [{ type: 'dns', value: COORDINATOR_TLS_NAME }],
    usage: x509.ExtendedKeyUsage.serverAuth,
    days: SERVER_DAYS,
  });
  return { certificate: certificate.toString('pem'), privateKey: await privateKeyPem(keys.privateKey) };
}

export const siteUri = (consortium: string, site: string): string => `spiffe://${encodeURIComponent(consortium)}/site/${site}`;

/**
 * Issues a site's client certificate for the key of its certificate request.
 * @returns DER bytes; null if the request is malformed or not signed by its own key
 */
export async function issueSiteCertificate(request: {
  readonly authority: KeyedCertificate;
  readonly consortium: string;
  readonly site: string;
  readonly certificateRequest: Uint8Array;
}): Promise<Uint8Array | null> {
  let parsed: x509.Pkcs10CertificateRequest;
  try {
    parsed = new x509.Pkcs10CertificateRequest(request.certificateRequest.slice().buffer);
    if (!(await parsed.verify())) return null;
  } catch {
    return null;
  }
  const certificate = await issue({
    authority: request.authority,
    commonName: request.site,
    publicKey: parsed.publicKey,
    names: [{ type: 'url', value: siteUri(request.consortium, request.site) }],
    usage: x509.ExtendedKeyUsage.clientAuth,
    days: SITE_DAYS,
  });
  return new Uint8Array(certificate.rawData);
}

/** SHA-256 of a certificate's DER bytes, 64 hex digits. @param certificate PEM, or DER, which is not parsed: it comes with every call */
export const certificateFingerprint = (certificate: string | Uint8Array): string =>
  createHash('sha256').update(typeof certificate === 'string' ? new NodeCertificate(certificate).raw : certificate).digest('hex');
