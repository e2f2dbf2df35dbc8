import createClient from 'openapi-fetch';
import type { paths } from './generated/schema.js';

/** The only error of the API: `message` is a sentence to show; `status` is 0 when no answer came. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;

  constructor({ status, message }: { status: number; message: string }) {
    super(message);
    this.status = status;
  }
}

async function sentenceOf(response: Response): Promise<string> {
  const fallback = `The coordinator answered with status ${response.status} and no explanation.`;
  const answer: unknown = await response.json().catch(() => null);
  const told = typeof answer === 'object' && answer !== null && 'message' in answer ? answer.message : null;
  return typeof told === 'string' ? told : fallback;
}

/** Calls the coordinator: addresses, bodies and answers are those of its own OpenAPI document. @throws ApiError */
export const api = createClient<paths>({ credentials: 'same-origin' });

api.use({
  onError: () => new ApiError({ status: 0, message: 'The coordinator does not answer. Check that it is running; this page tries again by itself.' }),
  async onResponse({ response }) {
    if (!response.ok) throw new ApiError({ status: response.status, message: await sentenceOf(response) });
  },
});

/** What a call answers with. @throws ApiError */
export async function answerOf<T>(call: Promise<{ data?: T; response: Response }>): Promise<T> {
  const { data, response } = await call;
  if (data === undefined) throw new ApiError({ status: response.status, message: 'The answer of the coordinator was empty.' });
  return data;
}
