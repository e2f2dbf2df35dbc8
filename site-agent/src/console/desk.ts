import { systemRandom } from '@commonward/privacy';
import type { Home } from '../home/home.js';
import { OperatorFiles } from '../operator/operator-files.js';
import { readAnyDictionary } from '../records/dictionary-file.js';
import { openRecords } from '../records/open-records.js';
import type { Desk } from '../tasks/answer-offer.js';

/** All that this site answers with. @throws OperatorError if its dictionary cannot be read */
export function deskOf({ directory, membership, policy, identity }: Home, { ledger, networks }: Pick<Desk, 'ledger' | 'networks'>): Desk {
  const dictionary = readAnyDictionary(membership.dictionary);
  return {
    sender: { site: membership.site, consortium: membership.consortium, identity },
    coordinatorKey: membership.coordinatorKey,
    dictionary,
    policy,
    ledger,
    records: openRecords(membership.records, dictionary),
    random: systemRandom,
    networks,
    operator: new OperatorFiles(directory),
  };
}
