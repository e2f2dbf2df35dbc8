/** A few audits in every run of the tests; many in the long tier, COMMONWARD_LONG=1. */
export const seeds = Array.from({ length: process.env.COMMONWARD_LONG === '1' ? 50 : 3 }, (_, i) => `seed ${i}`);

/** Asked of each audit, so that all audits of a test together are right with 99.9 %: of 50 at 99.9 % each, one in twenty runs of the test would have one wrong. */
export const CONFIDENCE = 1 - 0.001 / seeds.length;
