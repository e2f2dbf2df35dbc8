/** The only error of the API: `message` is a sentence to show; `status` is 0 when no answer came. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;

  constructor({ status, message }: { status: number; message: string }) {
    super(message);
    this.status = status;
  }
}

interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body: unknown;
}

async function send({ method, path, body }: Call): Promise<Response> {
  const init = body === null ? { method } : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  try {
    return await fetch(path, { ...init, credentials: 'same-origin' });
  } catch {
    throw new ApiError({ status: 0, message: 'The coordinator does not answer. Check that it is running; this page tries again by itself.' });
  }
}

async function sentenceOf(response: Response): Promise<string> {
  const fallback = `The coordinator answered with status ${response.status} and no explanation.`;
  const answer: unknown = await response.json().catch(() => null);
  const told = typeof answer === 'object' && answer !== null && 'message' in answer ? answer.message : null;
  return typeof told === 'string' ? told : fallback;
}

async function answerOf(call: Call): Promise<Response> {
  const response = await send(call);
  if (!response.ok) throw new ApiError({ status: response.status, message: await sentenceOf(response) });
  return response;
}

/** Reads one resource. @throws ApiError */
export async function get<T>(path: string): Promise<T> {
  const response = await answerOf({ method: 'GET', path, body: null });
  return (await response.json()) as T;
}

/** Posts and reads the answer. @throws ApiError */
export async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await answerOf({ method: 'POST', path, body });
  return (await response.json()) as T;
}

/** Posts or deletes where the answer has no body. @throws ApiError */
export async function tell(call: Call): Promise<void> {
  await answerOf(call);
}
