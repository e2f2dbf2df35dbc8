/** Rates of false positives at which the curves of a report are read. */
export const ROC_RATES: readonly number[] = Array.from({ length: 51 }, (_, k) => k / 50);
