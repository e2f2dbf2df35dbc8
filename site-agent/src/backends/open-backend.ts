import { OperatorError } from '../operator-error.js';
import { BackendAbsent, type Candidate, type Started } from './candidate.js';

/** The backend that computes at this site, and why it and no faster one. */
export interface Backend extends Started {
  readonly name: Candidate['name'];
  readonly reason: string;
}

/**
 * Starts the first backend that can compute here.
 *
 * Guarantee: the choice is never silent. The reason names every faster backend that was passed over, and a site that
 * expects a GPU gets an error instead of a slower device.
 * @param candidates fastest first
 * @param check throws if the backend that was just started computes wrongly
 * @throws OperatorError if a GPU is expected and none computes, or nothing can
 */
export async function openBackend({ candidates, check, expectGpu }: {
  readonly candidates: readonly Candidate[];
  readonly check: () => Promise<void>;
  readonly expectGpu: boolean;
}): Promise<Backend> {
  const passedOver: string[] = [];
  for (const candidate of candidates) {
    const started = await startedOrWhyNot(candidate);
    if (typeof started === 'string') {
      passedOver.push(`${candidate.name}: ${started}`);
      continue;
    }
    await check();
    const reason = reasonFor(started, passedOver);
    if (expectGpu && started.device !== 'gpu') throw new OperatorError(`A GPU is expected, but ${candidate.name} computes on the CPU (${reason}); see "GPU" in docs/operator.md.`);
    return { name: candidate.name, ...started, reason };
  }
  throw new OperatorError(`No backend can compute here (${passedOver.join('; ')}).`);
}

async function startedOrWhyNot(candidate: Candidate): Promise<Started | string> {
  try {
    return await candidate.start();
  } catch (error) {
    if (error instanceof BackendAbsent) return error.message;
    throw error;
  }
}

function reasonFor({ device }: Started, passedOver: readonly string[]): string {
  if (passedOver.length > 0) return passedOver.join('; ');
  return device === 'gpu' ? 'the fastest one there is' : 'TensorFlow is installed, but it finds no GPU with a working driver';
}
