import { status, type ServiceError } from '@grpc/grpc-js';
import type { CoordinatorHost } from './coordinator-host.js';
import type { World } from './world.js';

/** What a call fails with when nobody knows whether it arrived. */
const ended = (code: status, details: string): Error => Object.assign(new Error(details), { code, details });
/** What a handler failed with, as a client is told it. */
export const told = ({ code, details }: Failure): Error => ended(code ?? status.UNKNOWN, details ?? '');
export const brokenConnection = (): Error => ended(status.UNAVAILABLE, 'The connection ended.');
const noAnswer = (): Error => ended(status.DEADLINE_EXCEEDED, 'No answer came in time.');

const DEADLINE_MS = 60_000;

/** How one message travels: after how long each copy of it arrives. */
export function arrivals({ chance, conditions, faultsAreOn }: World): readonly number[] {
  const delay = () => (faultsAreOn && chance.happens(conditions.slow) ? chance.between(100, 4000) : chance.between(1, 60));
  if (!faultsAreOn) return [delay()];
  if (chance.happens(conditions.drop)) return [];
  return chance.happens(conditions.duplicate) ? [delay(), delay()] : [delay()];
}

/** A handler of the coordinator's, called once: it replies, or fails. */
export type Handled<T> = (reply: Reply<T>) => void;
export type Reply<T> = (error: Failure | null, response: T | null) => void;
export type Failure = Partial<Pick<ServiceError, 'code' | 'details'>>;

/**
 * One call: the request may be lost, come twice, or late, and so may each reply; then the caller hears that the connection
 * ended, or nothing until its time is up. A handler runs for each copy that arrives, also when its caller has given up.
 */
export function callOver<T>(world: World, host: Pick<CoordinatorHost, 'whenAwake'>, handlerNow: () => Handled<T> | null): Promise<T> {
  const { schedule, chance } = world;
  return new Promise<T>((resolve, reject) => {
    const reply: Reply<T> = (error, response) => {
      for (const delay of arrivals(world)) schedule.after(delay, () => (error === null ? resolve(response as T) : reject(told(error))));
    };
    const request = arrivals(world);
    const arrives = (): void => {
      const handler = handlerNow();
      if (handler === null) reject(brokenConnection());
      else handler(reply);
    };
    for (const delay of request) schedule.after(delay, () => host.whenAwake(arrives));
    const patience = world.faultsAreOn && chance.happens(0.8) ? chance.between(200, 5000) : DEADLINE_MS;
    schedule.after(patience, () => reject(patience === DEADLINE_MS ? noAnswer() : brokenConnection()));
  });
}

/** The parts of a message as they come in: while faults are on, the connection may end before the last of them. */
export function cutShort<T>({ chance, conditions, faultsAreOn }: World, parts: readonly T[]): readonly (T | Error)[] {
  if (!faultsAreOn || !chance.happens(conditions.drop / parts.length)) return parts;
  return [...parts.slice(0, Math.floor(chance.unit() * parts.length)), brokenConnection()];
}
