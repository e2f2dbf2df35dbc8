import { status, type ServiceError } from '@grpc/grpc-js';
import { IntegrityError } from '@commonward/envelope';
import { AggregationError } from '@commonward/secure-aggregation';
import { Logger } from '@nestjs/common';
import { RequestError, statusOf } from '../errors.js';
import { DatabaseUnavailable, LeaseLost } from '../storage/collection.js';
import { isDiskFull, isDiskReadOnly } from '../storage/passing-trouble.js';

const log = new Logger('Federation');

/** What the other side is told: a mistake in its own words, an integrity failure by name, anything else by constant text. */
export function failure(error: unknown): Partial<ServiceError> {
  if (error instanceof RequestError) return { code: statusOf[error.reason].grpc, details: error.message };
  if (error instanceof IntegrityError) {
    log.warn(`Integrity: ${error.message}`);
    return { code: status.UNAUTHENTICATED, details: error.message };
  }
  if (error instanceof AggregationError) {
    log.warn(`Masked round: ${error.message}`);
    return { code: status.INVALID_ARGUMENT, details: error.message };
  }
  if (isDiskFull(error)) {
    log.error('The disk is full; sites send again until there is space.');
    return { code: status.UNAVAILABLE, details: 'The disk of the coordinator is full.' };
  }
  if (isDiskReadOnly(error)) {
    log.error('The disk is mounted read-only; sites send again until it can be written.');
    return { code: status.UNAVAILABLE, details: 'The disk of the coordinator is read-only.' };
  }
  if (error instanceof LeaseLost) return { code: status.UNAVAILABLE, details: error.message };
  if (error instanceof DatabaseUnavailable) {
    log.error(`${error.message} Sites send again until it does.`);
    return { code: status.UNAVAILABLE, details: 'The store of the coordinator does not answer.' };
  }
  log.error(error instanceof Error ? error.stack : error);
  return { code: status.INTERNAL, details: 'The coordinator failed; its log says why.' };
}
