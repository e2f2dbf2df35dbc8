import { status } from '@grpc/grpc-js';

/** Why the coordinator did not answer, in words for the operator. @param now the time of day by this machine's clock */
export function reasonOf(error: unknown, now: Date): string {
  if (!isGrpcError(error)) return error instanceof Error ? error.message : 'unknown error';
  switch (error.code) {
    case status.UNAVAILABLE:
      return handshakeTrouble(error.details, now) ?? answeredBy(error);
    case status.UNAUTHENTICATED:
    case status.FAILED_PRECONDITION:
    case status.ALREADY_EXISTS:
    case status.INVALID_ARGUMENT:
      return `The coordinator refused: ${error.details}`;
    case status.DEADLINE_EXCEEDED:
      return 'The coordinator did not answer in time.';
    default:
      return `The connection to the coordinator ended (${status[error.code] ?? error.code}).`;
  }
}

/** Whether the coordinator heard an answer and has no use for it any more: the round is closed, and it says so. */
export const isClosedRound = (error: unknown): error is Error & { details: string } => isGrpcError(error) && error.code === status.FAILED_PRECONDITION;

/**
 * Why no connection could be secured. Certificates hold for a time, by the clock of the one who checks them; a coordinator that
 * refuses a site's only closes the connection.
 * @param details of the status, as the library words them
 * @returns null if it is not that
 */
export function handshakeTrouble(details: string, now: Date): string | null {
  const today = now.toISOString().slice(0, 10);
  if (/certificate has expired/.test(details)) {
    return `The coordinator's certificate has expired by the clock of this machine, which says ${today}: set that clock right; if it is right, the coordinator has to be started again, which renews its certificate.`;
  }
  if (/certificate is not yet valid/.test(details)) {
    return `The coordinator's certificate is not valid yet by the clock of this machine, which says ${today}: one of the two clocks is wrong, so set it right, and start the coordinator again if it was that one's.`;
  }
  if (/certificate|self.signed|unable to verify/i.test(details)) {
    return 'The coordinator presented a certificate of another authority than the one this site joined: something intercepts TLS, or the coordinator was set up anew.';
  }
  if (/^No connection established.*(ECONNRESET|Failed to connect)/.test(details)) {
    return `The coordinator closes the connection before it is secured: compare its clock with this machine's, which says ${today}, because it refuses this site's certificate outside of the year for which it was issued; if both are right, look for what closes connections in between.`;
  }
  return null;
}

/** A coordinator that answers UNAVAILABLE says why; where none answers, the library says so in its own words. */
const answeredBy = ({ details }: { readonly details: string }): string => (details.startsWith('This coordinator stands by') ? details : 'The coordinator does not answer.');

const isGrpcError = (error: unknown): error is Error & { code: status; details: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' && 'details' in error && typeof error.details === 'string';
