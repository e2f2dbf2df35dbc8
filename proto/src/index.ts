export * from './gen/commonward/federation/v1/federation.js';
export { fromWire, toWire } from './wire-envelope.js';

/**
 * The DNS name in every coordinator's certificate. Sites check this name whatever address they reach the coordinator
 * at: the consortium's own authority, pinned in the join token, certifies it to nobody else.
 */
export const COORDINATOR_TLS_NAME = 'coordinator.commonward.internal';
