import { status } from '@grpc/grpc-js';

/**
 * Why a request was not carried out. The reason decides the status on both wires; the message is one plain sentence
 * for the person who asked.
 */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly reason: RequestErrorReason;

  constructor(reason: RequestErrorReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

export type RequestErrorReason = 'invalid' | 'unauthenticated' | 'forbidden' | 'too many' | 'absent' | 'exists' | 'conflict' | 'refused';

/** One table for both wires. */
export const statusOf: Readonly<Record<RequestErrorReason, { readonly http: number; readonly grpc: status }>> = {
  invalid: { http: 400, grpc: status.INVALID_ARGUMENT },
  unauthenticated: { http: 401, grpc: status.UNAUTHENTICATED },
  forbidden: { http: 403, grpc: status.PERMISSION_DENIED },
  'too many': { http: 429, grpc: status.RESOURCE_EXHAUSTED },
  absent: { http: 404, grpc: status.NOT_FOUND },
  exists: { http: 409, grpc: status.ALREADY_EXISTS },
  conflict: { http: 409, grpc: status.FAILED_PRECONDITION },
  refused: { http: 422, grpc: status.FAILED_PRECONDITION },
};
