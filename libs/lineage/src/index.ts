export { signFiles } from './checksums.js';
export { composeFiles } from './compose.js';
export type { ExportDescription } from './export-description.js';
export { fidelitySample } from './fidelity-sample.js';
export type { Files, Lineage, SiteAnswer } from './lineage.js';
export { replayGenerator, type Replay } from './replay.js';
export { verifyExport, type Check, type Verification } from './verify.js';
