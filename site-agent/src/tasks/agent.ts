import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { IntegrityError, type Envelope } from '@commonward/envelope';
import { LedgerUnavailableError } from '../ledger/ledger-error.js';
import type { AgentLog } from '../console/agent-log.js';
import { CoordinatorLink } from '../egress/coordinator-link.js';
import { policyEnvelope } from '../egress/outgoing.js';
import { reasonOf } from '../egress/unreachable.js';
import type { Membership } from '../home/home.js';
import { OperatorError } from '../operator-error.js';
import { acceptReceipt, answerOffer, type AnswerToOffer, type Desk } from './answer-offer.js';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const POSTPONED_MS = 2000;

/**
 * Connects, answers every offer, and connects again whenever the connection is lost, until `stop` is signalled.
 * Waiting grows to half a minute and carries jitter, so that many sites do not return in the same instant.
 */
export async function runAgent(options: {
  readonly desk: Desk;
  readonly membership: Membership;
  readonly tlsKey: string;
  readonly log: AgentLog;
  readonly stop: AbortSignal;
}): Promise<void> {
  const { stop, log } = options;
  let failures = 0;
  while (!stop.aborted) {
    const link = new CoordinatorLink(options.membership, options.tlsKey);
    const abort = () => link.close();
    stop.addEventListener('abort', abort, { once: true });
    try {
      await serve(link, options.desk, log, () => {
        failures = 0;
      });
    } catch (error) {
      if (error instanceof LedgerUnavailableError) throw error;
      if (!stop.aborted) log.interrupted(describe(error));
    } finally {
      stop.removeEventListener('abort', abort);
      link.close();
    }
    failures += 1;
    await wait(backoffMs(failures), undefined, { signal: stop }).catch(() => undefined);
  }
}

async function serve(link: CoordinatorLink, desk: Desk, log: AgentLog, connected: () => void): Promise<void> {
  await link.publishPolicy(policyEnvelope(desk.sender, desk.policy, desk.ledger.budget));
  connected();
  log.connected();
  const postponed = new Set<NodeJS.Timeout>();
  const answer = async (offer: Envelope): Promise<void> => {
    const made = answerNow(desk, offer, log);
    if (made !== null) return send(link, { desk, log, made });
    const again = setTimeout(() => {
      postponed.delete(again);
      answer(offer).catch(() => link.close());
    }, POSTPONED_MS);
    postponed.add(again);
  };
  try {
    for await (const offer of link.offers()) await answer(offer);
  } finally {
    for (const timer of postponed) clearTimeout(timer);
  }
}

/**
 * What is wrong with one offer, or with the records, does not hold up the offers behind it: the operator is told, and it
 * is tried again.
 * @returns null if it cannot be answered now
 */
function answerNow(desk: Desk, offer: Envelope, log: AgentLog): AnswerToOffer | null {
  try {
    return answerOffer(desk, offer);
  } catch (error) {
    if (error instanceof LedgerUnavailableError) throw error;
    log.interrupted(describe(error));
    return null;
  }
}

async function send(link: CoordinatorLink, { desk, log, made }: { desk: Desk; log: AgentLog; made: AnswerToOffer }): Promise<void> {
  if (made.kind === 'refusal') {
    await link.submitRefusal(made.envelope);
    log.refused(made);
  } else {
    acceptReceipt(desk, made, await link.submitRelease(made.envelope));
    log.released(made, desk.ledger.budget);
  }
}

function describe(error: unknown): string {
  if (error instanceof OperatorError || error instanceof IntegrityError) return error.message;
  return reasonOf(error);
}

function backoffMs(failures: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  return FIRST_WAIT_MS + jitter() * (longest - FIRST_WAIT_MS);
}

/** Spreads retries; not privacy noise. */
const jitter = (): number => randomInt(1000) / 1000;
