import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { COORDINATOR_TLS_NAME } from '@commonward/proto';
import { OperatorError } from '../operator-error.js';
import { splitAddress } from './address.js';
import { certificatePem } from './tls-keys.js';

/** Nobody answers at an address, or a coordinator that stands by: another one may. */
export class NoLeaderHere extends OperatorError {}

const CONNECT_MS = 10_000;

/**
 * Fetches the consortium's authority from the coordinator and accepts it only if its SHA-256 is the one that the
 * join token pins. Nothing is sent on this connection.
 * @returns PEM
 */
export async function fetchAuthority(address: string, fingerprint: string): Promise<string> {
  const socket = await open(address);
  try {
    for (const certificate of chain(socket.getPeerCertificate(true))) {
      if (certificate.fingerprint256.replaceAll(':', '').toLowerCase() === fingerprint) return certificatePem(new Uint8Array(certificate.raw));
    }
  } finally {
    socket.destroy();
  }
  throw new OperatorError(
    `The server at ${address} is not certified by the authority in the join token: either the token belongs to another coordinator, or something between here and there intercepts TLS.`,
  );
}

function open(address: string): Promise<TLSSocket> {
  const { host, port } = splitAddress(address);
  return new Promise((resolve, reject) => {
    const fail = (why: string) =>
      reject(new NoLeaderHere(`Cannot reach the coordinator at ${address} (${why}): check that it runs, the address, and that the firewall lets this machine out.`));
    // The certificate is checked by the pin above, not by the machine's own authorities.
    const socket = connect({ host, port, rejectUnauthorized: false, ALPNProtocols: ['h2'], servername: COORDINATOR_TLS_NAME });
    socket.setTimeout(CONNECT_MS, () => {
      socket.destroy();
      fail('no answer in 10 s');
    });
    socket.once('error', (error: Error) => fail('code' in error ? String(error.code) : error.message));
    socket.once('secureConnect', () => resolve(socket));
  });
}

function* chain(leaf: DetailedPeerCertificate): Generator<DetailedPeerCertificate> {
  const seen = new Set<string>();
  let certificate: DetailedPeerCertificate | undefined = leaf;
  while (certificate?.fingerprint256 !== undefined && !seen.has(certificate.fingerprint256)) {
    seen.add(certificate.fingerprint256);
    yield certificate;
    certificate = certificate.issuerCertificate;
  }
}
