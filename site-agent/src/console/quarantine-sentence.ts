import type { QuarantineReason } from '@commonward/envelope';

/** Why nothing is debited or sent, and the way out, in one sentence for the operator. */
export function quarantineSentence(reason: QuarantineReason, home: string): string {
  const wayOut = `commonward-site ledger reconcile --home ${home} --accept-loss`;
  switch (reason) {
    case 'rollback':
      return (
        'Stopped: the coordinator has witnessed records that this ledger does not hold, so this home was restored from a backup or is in use elsewhere; ' +
        `stop any other copy and put the newest home back here, or, if it is lost, give up what only this copy holds: ${wayOut}`
      );
    case 'witness-rollback':
      return (
        'Stopped: the coordinator has forgotten records that it had witnessed, so its store was set back; ' +
        `ask the consortium to put its newest store back, or, if that is lost, go on with the records that are here: ${wayOut}`
      );
    case 'equivocation':
      return (
        'Stopped: the coordinator has signed two different histories of one ledger, and both statements are kept in conflict.json beside the ledger; ' +
        `show them to the consortium, and once it is explained go on: ${wayOut}`
      );
    default:
      return reason satisfies never;
  }
}
