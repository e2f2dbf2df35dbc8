export { agreementSha256, checkAgreement, defaultGraph, rosterSha256, type Agreement, type Member } from './agreement.js';
export { agreementFor, rosterOf, type PlannedSum } from './planned-sum.js';
export { AggregationError, type AggregationReason } from './aggregation-error.js';
export { blinded, commitToVector, vectorIn } from './commitment.js';
export { coordinatorStep, openAttempt, type CoordinatorEvent, type CoordinatorStep, type CoordinatorTools } from './coordinator/coordinator.js';
export {
  answered,
  decodeCoordinatorState,
  encodeCoordinatorState,
  expected,
  missing,
  type CollectingPhase,
  type CollectingState,
  type CoordinatorState,
  type CoordinatorStateOf,
} from './coordinator/coordinator-state.js';
export { messageFor, type Outgoing } from './coordinator/outgoing.js';
export { decodeFrame, encodeFrame, FRAME_WORDS, frameAt, framesOf, vectorSha256, type VectorFrame } from './frames/frames.js';
export { IncomingVector, type AwaitedVector } from './frames/incoming-vector.js';
export { graphOf, type MaskGraph } from './graph.js';
export { addWords, applyMasks, inverseMasks, type Chunk, type Masks } from './masks/masks.js';
export {
  decodeCoordinatorMessage,
  decodeSiteMessage,
  encodeCoordinatorMessage,
  encodeSiteMessage,
  type Advert,
  type Box,
  type CoordinatorMessage,
  type RevealedShare,
  type SignedBySite,
  type SiteMessage,
} from './messages.js';
export { nativePrimitives } from './primitives/native-primitives.js';
export { portablePrimitives } from './primitives/portable-primitives.js';
export type { Primitives } from './primitives/primitives.js';
export { freshKey, type Words } from './random.js';
export { beginAttempt, type Beginning, type SiteTools } from './site/begin.js';
export { masksOf } from './site/masks-of.js';
export { siteStep } from './site/site.js';
export { encodeSiteState, restoreSiteState, wipe, type SiteState } from './site/site-state.js';
export type { SiteEffect, SiteEvent, SiteStep } from './site/site-step.js';
export { isNewRecord, type UnmaskRecord } from './site/unmask-record.js';
export { FEWEST_SITES, localTrustThreshold, MOST_SITES, neighboursOfRegular } from './thresholds.js';
export { auditTranscript, type Audit, type AuditedSum, type MaskedVector } from './transcript/audit-transcript.js';
export { decodeTranscript, encodeTranscript, publishedTranscript, type Transcript } from './transcript/transcript.js';
