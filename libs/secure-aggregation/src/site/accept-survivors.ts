import type { Agreement } from '../agreement.js';
import { AggregationError } from '../aggregation-error.js';
import { consentClaim, sharersClaim } from '../claims.js';
import { sharersSha256 } from '../context.js';
import { graphOf } from '../graph.js';
import type { CoordinatorMessage } from '../messages.js';
import { sameBytes } from '../primitives/derive.js';
import type { Primitives } from '../primitives/primitives.js';
import { checkEnough } from './accept-roll.js';
import type { SiteTools } from './begin.js';
import type { StageOf } from './site-stage.js';
import { recordOf, type SiteState } from './site-state.js';
import { sends, type SiteEffect, type SiteStep } from './site-step.js';
import { isNewRecord } from './unmask-record.js';

type Survivors = Extract<CoordinatorMessage, { kind: 'survivors' }>;

/**
 * Consents to whose vectors are in the sum, if each of them was masked with the same sharers as this site's own.
 *
 * Without that check a coordinator could show different sharers to different sites, and the masks of a few honest sites
 * could cancel among themselves: their partial sum would be bare.
 * @throws AggregationError `context`, `members`, `threshold`, `survivors` or `unmasked`
 */
export function acceptSurvivors(tools: SiteTools, { bound, stage }: SiteState, message: Survivors): SiteStep {
  const sites = message.inputs.map(({ site }) => site);
  switch (stage.kind) {
    case 'masked':
      checkSurvivors(tools.primitives, stage, message);
      return bindOr(tools, { bound, stage: { ...stage, kind: 'consented', survivors: sites } });
    case 'recording':
    case 'consented':
      if (!sameBytes(message.context, stage.context) || !sameList(sites, stage.survivors)) throw new AggregationError('survivors', 'This site has consented to other survivors.');
      return stage.kind === 'consented' ? { state: { bound, stage }, effects: consent(tools, stage) } : { state: { bound, stage }, effects: [{ kind: 'record', record: recordOf(stage) }] };
    case 'advertised':
    case 'shared':
    case 'masking':
    case 'finished':
      throw new AggregationError('phase', 'Survivors have no place at this point.');
    default:
      return stage satisfies never;
  }
}

export function consent({ primitives, identity }: SiteTools, stage: StageOf<'consented'>): readonly SiteEffect[] {
  return sends({ kind: 'consent', context: stage.context, signature: primitives.sign(consentClaim(recordOf(stage).survivorsSha256), identity) });
}

/**
 * When a vector is bound to its survivors for ever. In a complete graph two sets of shares have more than a third of the
 * sites in common, so it is enough to bind before a share is given, and a failed attempt can be repeated until then. In a
 * regular graph two majorities of one neighbourhood can almost miss each other, so consent itself binds.
 */
export function bindsBefore({ graph }: Agreement): 'consent' | 'reveal' {
  switch (graph) {
    case 'complete':
      return 'reveal';
    case 'regular':
      return 'consent';
    default:
      return graph satisfies never;
  }
}

function bindOr(tools: SiteTools, { bound, stage }: { bound: SiteState['bound']; stage: StageOf<'consented'> }): SiteStep {
  const record = recordOf(stage);
  if (isNewRecord(bound, record) && bindsBefore(stage.agreement) === 'consent') return { state: { bound, stage: { ...stage, kind: 'recording', next: 'consent' } }, effects: [{ kind: 'record', record }] };
  return { state: { bound, stage }, effects: consent(tools, stage) };
}

function checkSurvivors(primitives: Primitives, stage: StageOf<'masked'>, { context, inputs }: Survivors): void {
  if (!sameBytes(context, stage.context)) throw new AggregationError('context', 'The survivors belong to another context.');
  const sites = inputs.map(({ site }) => site);
  if (!sites.every((site) => stage.sharers.includes(site))) throw new AggregationError('members', 'A survivor is not among the sharers.');
  if (!sites.includes(stage.me)) throw new AggregationError('members', 'The survivors leave this site out.');
  checkEnough(sites.length, stage.agreement.threshold);
  const graph = graphOf(stage.agreement);
  checkEnough(graph.group(stage.me).filter((site) => sites.includes(site)).length, graph.sharesNeeded);
  const bytes = sharersClaim(sharersSha256(stage.context, stage.sharers));
  const odd = inputs.find(({ site, signature }) => !primitives.verify(bytes, signature, stage.agreement.roster[site].identityKey));
  if (odd !== undefined) throw new AggregationError('survivors', `Site ${odd.site} has not signed that it masked with the same sharers.`);
}

function sameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((site, k) => site === b[k]);
}
