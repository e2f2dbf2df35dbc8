import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { RequestError, statusOf } from '../errors.js';
import { DatabaseUnavailable, LeaseLost } from '../storage/collection.js';
import { isDiskFull, isDiskReadOnly } from '../storage/passing-trouble.js';

/** Every error leaves as `{statusCode, message}`: a person's mistake in its own words, a bug by constant text. */
@Catch()
export class RequestErrorFilter implements ExceptionFilter {
  readonly #log = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) {
      response.end();
      return;
    }
    const [statusCode, message] = this.#describe(error);
    response.status(statusCode).json({ statusCode, message });
  }

  #describe(error: unknown): [number, string] {
    if (error instanceof RequestError) return [statusOf[error.reason].http, error.message];
    if (error instanceof HttpException) return [error.getStatus(), error.message];
    if (error instanceof LeaseLost) return [503, error.message];
    if (error instanceof DatabaseUnavailable) return [503, 'The store of the coordinator does not answer; try again.'];
    if (isDiskFull(error)) return [507, 'The disk of the coordinator is full; free some space and try again.'];
    if (isDiskReadOnly(error)) return [507, 'The disk of the coordinator is mounted read-only; mount it for writing and try again.'];
    this.#log.error(error instanceof Error ? error.stack : error);
    return [500, 'The coordinator failed; its log says why.'];
  }
}
