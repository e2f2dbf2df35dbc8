import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { identityFromSeed } from '@commonward/envelope';
import { Command } from 'commander';
import { makeKey, readKey } from '../at-rest/key-file.js';
import { config } from '../config.js';
import { assertNoHome, draftHome, readHome } from '../home/home.js';
import { openSiteLedger } from '../home/site-ledger.js';
import { OperatorError } from '../operator-error.js';
import { readPolicy } from '../policy/policy.js';
import { readAnyDictionary } from '../records/dictionary-file.js';
import { absoluteSource, openRecords, RECORDS_HELP } from '../records/open-records.js';
import type { Checked } from '../records/record-source.js';
import { addresses } from './addresses-option.js';
import { dataReport, isError } from './data-report.js';

interface JoinOptions {
  readonly home: string;
  readonly records: string;
  readonly dictionary: string;
  readonly policy: string;
  /** `--key-file`, or where the key goes without it. */
  readonly keyFile?: string;
  /** host:port of each coordinator, with commas between; without it they are where the join token says. */
  readonly coordinator?: string;
  /** false with `--no-encryption` */
  readonly encryption: boolean;
}

export const joinCommand = (): Command =>
  new Command('join')
    .description('Join a consortium: checks the records here, makes the keys here, and enrols with the one-time token.')
    .argument('<token>', 'the string the consortium gave you (begins with commonward-join-1.)')
    .requiredOption('--home <folder>', 'folder for keys, policy and ledger of this site')
    .requiredOption('--records <source>', RECORDS_HELP)
    .requiredOption('--dictionary <file>', 'the public data dictionary (JSON)')
    .option('--coordinator <addresses>', 'where this site connects once it has joined, as host:port,host:port (default: the hosts of the token, all at the port of the one that answers)', addresses)
    .requiredOption('--policy <file>', 'what this hospital allows (JSON: epsilonCap, deltaMax, unit, adjacency; "trust": "shared" to allow shared noise too)')
    .option('--key-file <file>', 'key under which keys, ledger and releases are encrypted; made if it is not there (default: beside the home folder, with .key added to its name)')
    .option('--no-encryption', 'leave them unencrypted, for a disk that is encrypted already')
    .addHelpText('after', '\nExample:\n  commonward-site join TOKEN --home site --records site-va.csv --dictionary dictionary.json --policy policy.json')
    .action(join);

/** Everything that can be wrong at the site is found before the token is used up. */
async function join(token: string, options: JoinOptions): Promise<void> {
  assertNoHome(options.home);
  const policy = readPolicy(options.policy);
  const dictionary = readAnyDictionary(options.dictionary);
  checkRecords(options.records, openRecords(options.records, dictionary));
  // Loaded here, so that every other command, and a mistake above, is answered without the libraries of the network.
  const [{ enrol }, { createTlsKey }] = await Promise.all([import('../egress/enrol.js'), import('../egress/tls-keys.js')]);
  const keyFile = options.encryption ? resolve(options.keyFile ?? config.keyFile ?? `${resolve(options.home)}.key`) : null;
  if (keyFile !== null) makeKey(keyFile, options.home);
  const key = keyFile === null ? null : readKey(keyFile);
  const identitySeed = randomBytes(32);
  const tlsKey = await createTlsKey();
  const draft = draftHome(options.home, { policy, identitySeed, tlsKey: tlsKey.privateKey, key });
  try {
    const enrolment = await enrol(token, identityFromSeed(identitySeed), tlsKey);
    draft.complete({ ...enrolment, address: options.coordinator ?? enrolment.address, records: absoluteSource(options.records), dictionary: resolve(options.dictionary), keyFile });
    openSiteLedger(readHome(options.home)).close();
    process.stdout.write(
      `This site is now ${enrolment.site} of ${enrolment.consortium}. Its keys were made here and stay in ${options.home}.\n` +
        `${keyFile === null ? 'Nothing in it is encrypted.' : `They and its ledger open with ${keyFile} only: keep a copy of it elsewhere, and no copy with the home.`}\n` +
        `Start it with: commonward-site run --home ${options.home}\n`,
    );
  } catch (error) {
    draft.discard();
    throw error;
  }
}

function checkRecords(path: string, records: Checked): void {
  const report = records.check();
  const hasErrors = report.findings.some(isError);
  const lines = dataReport(path, report).join('\n');
  (hasErrors ? process.stderr : process.stdout).write(`${lines}\n`);
  if (hasErrors) throw new OperatorError('The records have errors (above); put them right and join again. The token is still good.');
}
