import { IntegrityError } from '@commonward/envelope';
import { AggregationError } from '@commonward/secure-aggregation';

/** What a masked round's own rules refuse is an export that does not hold. @throws IntegrityError with the same sentence */
export function inExport<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof AggregationError) throw new IntegrityError(error.reason === 'signature' || error.reason === 'format' ? error.reason : 'chain', error.message);
    throw error;
  }
}
