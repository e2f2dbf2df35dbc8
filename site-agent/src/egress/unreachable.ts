import { status } from '@grpc/grpc-js';

/** Why the coordinator did not answer, in words for the operator. */
export function reasonOf(error: unknown): string {
  if (!isGrpcError(error)) return error instanceof Error ? error.message : 'unknown error';
  switch (error.code) {
    case status.UNAVAILABLE:
      return /certificate|self.signed|unable to verify/i.test(error.details)
        ? 'The coordinator presented a certificate of another authority than the one this site joined: something intercepts TLS, or the coordinator was set up anew.'
        : 'The coordinator does not answer.';
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

const isGrpcError = (error: unknown): error is Error & { code: status; details: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' && 'details' in error && typeof error.details === 'string';
