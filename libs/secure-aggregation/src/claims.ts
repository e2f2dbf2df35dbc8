import { claim } from './primitives/derive.js';

/** What the coordinator signs when it fixes who takes part. */
export const rollClaim = (context: Uint8Array): Uint8Array => claim('roll', context);

/** What a site signs with its masked vector: whom it has masked with. */
export const sharersClaim = (sharersSha256: Uint8Array): Uint8Array => claim('sharers', sharersSha256);

/** What a site signs when it consents to a set of survivors. */
export const consentClaim = (survivorsSha256: Uint8Array): Uint8Array => claim('survivors', survivorsSha256);
