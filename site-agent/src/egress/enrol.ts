import { credentials, Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { parseJoinToken, signEnrolment, type Identity, type JoinToken } from '@commonward/envelope';
import { COORDINATOR_TLS_NAME, EnrolmentServiceClient, type EnrolResponse } from '@commonward/proto';
import { OperatorError } from '../operator-error.js';
import { addressesIn, splitAddress } from './address.js';
import { fetchAuthority, NoLeaderHere } from './authority.js';
import { certificatePem, type TlsKey } from './tls-keys.js';
import { handshakeTrouble } from './unreachable.js';

export interface Enrolment {
  readonly site: string;
  readonly consortium: string;
  /** host:port of every coordinator's federation service, with commas between. */
  readonly address: string;
  readonly authority: string;
  readonly certificate: string;
  readonly coordinatorKey: string;
}

const DEADLINE_MS = 20_000;
const OPTIONS = { 'grpc.ssl_target_name_override': COORDINATOR_TLS_NAME };

/** Turns a join token into a certificate for keys that were made here, at whichever coordinator of the token leads. @throws OperatorError */
export async function enrol(token: string, identity: Identity, key: TlsKey): Promise<Enrolment> {
  const parsed = parseJoinToken(token.trim());
  if (parsed === null) throw new OperatorError('This is not a join token; copy the whole string that begins with commonward-join-1.');
  const addresses = addressesIn(parsed.address);
  for (const address of addresses) {
    try {
      return await enrolAt(address, { ...parsed, identity, key });
    } catch (error) {
      if (!(error instanceof NoLeaderHere) || address === addresses.at(-1)) throw error;
    }
  }
  throw new OperatorError('The join token names no coordinator; ask the consortium for a new invitation.');
}

type Applicant = JoinToken & { readonly identity: Identity; readonly key: TlsKey };

async function enrolAt(address: string, { authority: fingerprint, secret, identity, key: { certificateRequest }, address: all }: Applicant): Promise<Enrolment> {
  const authority = await fetchAuthority(address, fingerprint);
  const proof = signEnrolment({ secret, certificateRequest }, identity.secretKey);
  const response = await call(address, authority, {
    token: secret,
    certificateRequest: Buffer.from(certificateRequest),
    identityKey: Buffer.from(identity.publicKey, 'hex'),
    proof: Buffer.from(proof),
  });
  return {
    site: response.site,
    consortium: response.consortium,
    address: addressesIn(all).map((each) => `${splitAddress(each).host}:${response.federationPort}`).join(','),
    authority,
    certificate: certificatePem(new Uint8Array(response.certificate)),
    coordinatorKey: Buffer.from(response.coordinatorKey).toString('hex'),
  };
}

function call(address: string, authority: string, request: Parameters<EnrolmentServiceClient['enrol']>[0]): Promise<EnrolResponse> {
  const client = new EnrolmentServiceClient(address, credentials.createSsl(Buffer.from(authority)), OPTIONS);
  return new Promise((resolve, reject) => {
    client.enrol(request, new Metadata(), { deadline: Date.now() + DEADLINE_MS }, (error, response) => {
      client.close();
      if (error === null) resolve(response);
      else reject(explain(error, address));
    });
  });
}

function explain(error: ServiceError, address: string): OperatorError {
  if (error.code === status.UNAUTHENTICATED || error.code === status.INVALID_ARGUMENT) return new OperatorError(error.details);
  const kind = error.code === status.UNAVAILABLE ? NoLeaderHere : OperatorError;
  return new kind(handshakeTrouble(error.details, new Date()) ?? `The coordinator at ${address} did not enrol this site (${error.details || status[error.code]}).`);
}
