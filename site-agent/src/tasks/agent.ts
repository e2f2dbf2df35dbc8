import { IntegrityError, type Envelope } from '@commonward/envelope';
import { LedgerUnavailableError } from '../ledger/ledger-error.js';
import type { AgentLog } from '../console/agent-log.js';
import { AggregationError } from '@commonward/secure-aggregation';
import type { Link, News } from '../egress/link.js';
import { isClosedRound, reasonOf } from '../egress/unreachable.js';
import { OperatorError } from '../operator-error.js';
import { answerOpened, openOffer, type AnswerToOffer, type Desk, type Paused } from './answer-offer.js';
import { MaskedExchange } from './masked-exchange.js';
import { oneAtATime } from './one-at-a-time.js';
import { acceptReceipt, Session } from './session.js';
import { Quarantined } from './standing.js';
import type { SumOffer } from './sum-terms.js';
import { takeOrders } from './take-orders.js';
import { vetoTeller } from './tell-vetoes.js';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const POSTPONED_MS = 2000;

/** What an agent needs of the world besides its desk. */
export interface Surroundings {
  readonly connect: () => Link;
  /** Resolves after so long, or at once when the signal comes. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Spreads retries; from 0 up to 1, not privacy noise. */
  readonly jitter: () => number;
}

export interface AgentOptions extends Surroundings {
  readonly desk: Desk;
  readonly log: AgentLog;
  readonly stop: AbortSignal;
}

/**
 * Connects, answers every offer, and connects again whenever the connection is lost, until `stop` is signalled.
 * Waiting grows to half a minute and carries jitter, so that many sites do not return in the same instant.
 */
export async function runAgent(options: AgentOptions): Promise<void> {
  const { stop, log } = options;
  let failures = 0;
  while (!stop.aborted) {
    const link = options.connect();
    const abort = () => link.close();
    stop.addEventListener('abort', abort, { once: true });
    try {
      await serve(link, options, () => {
        failures = 0;
      });
    } catch (error) {
      if (error instanceof LedgerUnavailableError) throw error;
      if (error instanceof Quarantined) log.quarantined(error.reason);
      else if (!stop.aborted) log.interrupted(describe(error));
    } finally {
      stop.removeEventListener('abort', abort);
      link.close();
    }
    failures += 1;
    await options.pause(backoffMs(failures, options.jitter()), stop);
  }
}

async function serve(link: Link, { desk, log, pause }: AgentOptions, connected: () => void): Promise<void> {
  const session = await Session.begin(desk, link);
  connected();
  log.connected();
  const inTurn = oneAtATime();
  const ended = new AbortController();
  const exchange = new MaskedExchange(desk, link);
  const tellVetoes = vetoTeller({ desk, link, log });
  let leftUnanswered = false;
  let asksAnew = false;
  /** A vector that is sealed stays here while the site is paused, and so do its shares: the coordinator asks again after the next hello. */
  const takePart = async (work: () => Promise<void>): Promise<void> => {
    if (desk.operator.isPaused()) leftUnanswered = true;
    else await ifItHolds(work, log);
  };
  const answer = (offer: Envelope): Promise<void> =>
    inTurn(async () => {
      const made = await answerNow(desk, offer, log);
      if (made === null) void again(offer);
      else if (made.kind === 'paused') leftUnanswered = true;
      else await deliver(session, { desk, log, made, join: (sum) => takePart(() => exchange.join(sum)) });
    });
  const hear = (news: News): Promise<void> => {
    switch (news.kind) {
      case 'offer':
        return answer(news.offer);
      case 'masked':
        return inTurn(() => takePart(() => exchange.hear(news.call)));
      case 'receipt':
        return inTurn(async () => countersigned(desk, news.receipt, log));
      default:
        return news satisfies never;
    }
  };
  const again = async (offer: Envelope): Promise<void> => {
    await pause(POSTPONED_MS, ended.signal);
    if (!ended.signal.aborted) await answer(offer).catch(() => link.close());
  };
  const obey = (): Promise<void> =>
    inTurn(async () => {
      const ordered = takeOrders(desk);
      await tellVetoes();
      log.paused(desk.operator.isPaused());
      asksAnew = leftUnanswered && (ordered || !desk.operator.isPaused());
    });
  const listen = async (): Promise<void> => {
    for (; !ended.signal.aborted && !asksAnew; await desk.operator.changed(ended.signal)) await obey();
    // What is offered again is still wanted; an offer that was kept might not be, and would be paid for in vain.
    if (asksAnew) link.close();
  };
  const listening = listen().then(
    () => null,
    (error: unknown) => {
      link.close();
      return { error };
    },
  );
  try {
    for await (const news of link.news()) await hear(news);
  } catch (error) {
    ended.abort();
    if (!asksAnew) throw (await listening)?.error ?? error;
  } finally {
    ended.abort();
  }
}

/**
 * What is wrong with one offer, or with the records, does not hold up the offers behind it: the operator is told, and it
 * is tried again.
 * @returns null if it cannot be answered now
 */
async function answerNow(desk: Desk, offer: Envelope, log: AgentLog): Promise<AnswerToOffer | Paused | null> {
  try {
    const opened = openOffer(desk, offer);
    await desk.networks.prepare(opened.plan);
    return answerOpened(desk, opened);
  } catch (error) {
    if (error instanceof LedgerUnavailableError) throw error;
    log.interrupted(describe(error));
    return null;
  }
}

async function deliver(session: Session, { desk, log, made, join }: { desk: Desk; log: AgentLog; made: AnswerToOffer; join: (sum: SumOffer) => Promise<void> }): Promise<void> {
  try {
    const given = await session.deliver(made);
    if (given.kind === 'refusal') log.refused(given);
    else if (given.kind === 'sealed') log.released(given, desk.ledger.budget);
    else {
      log.joined(given, desk.ledger.budget);
      await join(given.sum);
    }
  } catch (error) {
    if (!isClosedRound(error)) throw error;
    log.closed(error.details);
  }
}

/** What the coordinator says in a masked round and does not hold is not followed; the operator is told, and the attempt goes on without this site. */
async function ifItHolds(work: () => Promise<void>, log: AgentLog): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof AggregationError) log.closed(`This site takes no further part in an attempt of a masked round: ${error.message}`);
    else if (isClosedRound(error)) log.closed(error.details);
    else throw error;
  }
}

function countersigned(desk: Desk, receipt: Envelope, log: AgentLog): void {
  const accepted = acceptReceipt(desk, receipt);
  if (accepted === null) log.closed('The coordinator countersigned a masked vector that this site does not remember; its receipt is not recorded.');
  else log.summed(accepted);
}

function describe(error: unknown): string {
  if (error instanceof OperatorError || error instanceof IntegrityError) return error.message;
  return reasonOf(error, new Date());
}

function backoffMs(failures: number, jitter: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  return FIRST_WAIT_MS + jitter * (longest - FIRST_WAIT_MS);
}
