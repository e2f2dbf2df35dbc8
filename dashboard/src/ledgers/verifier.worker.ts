import { verifyLedger, type Evidence } from '@commonward/ledger-verifier';

/** Thousands of signatures take seconds; here they do not hold up the page. */
self.onmessage = ({ data }: MessageEvent<Evidence>) => self.postMessage(verifyLedger(data));
