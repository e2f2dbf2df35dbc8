import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { RequestError } from '../errors.js';

/** Checks a request body against its schema; the first problem becomes one sentence. */
export class ZodPipe<T extends z.ZodType> implements PipeTransform<unknown, z.output<T>> {
  readonly #schema: T;

  constructor(schema: T) {
    this.#schema = schema;
  }

  transform(value: unknown): z.output<T> {
    const parsed = this.#schema.safeParse(value ?? {});
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? 'The request' : `The field ${issue.path.join('.')}`;
    throw new RequestError('invalid', `${where} is not valid: ${issue?.message ?? 'unknown problem'}.`);
  }
}
