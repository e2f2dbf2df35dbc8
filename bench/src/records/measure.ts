import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wideDictionary, writeWideTable } from './wide-table.js';

const SITE_AGENT = fileURLToPath(new URL('../../../site-agent/bin/commonward-site.js', import.meta.url));

/** What one release took, in a process of its own. */
export interface ReleaseCost {
  readonly rows: number;
  readonly fileBytes: number;
  readonly cpuSeconds: number;
  readonly peakMemoryBytes: number;
  /** of the release */
  readonly bytes: number;
}

/** Has the site agent make one release from a simulated file, which is removed again. */
export function releaseCost(rows: number, { epsilon, delta }: { epsilon: number; delta: number }): ReleaseCost {
  const folder = mkdtempSync(join(tmpdir(), 'commonward-bench-'));
  const [records, dictionary] = ['records.csv', 'dictionary.json'].map((name) => join(folder, name));
  try {
    writeFileSync(dictionary, wideDictionary({ rows }));
    writeWideTable(records, { rows, seed: 'bench:records' });
    const rehearsal = ['data', 'rehearse', '--records', records, '--dictionary', dictionary, '--epsilon', String(epsilon), '--delta', String(delta), '--json'];
    const cost = JSON.parse(execFileSync(process.execPath, [SITE_AGENT, ...rehearsal], { encoding: 'utf8' })) as Omit<ReleaseCost, 'rows' | 'fileBytes'>;
    return { rows, fileBytes: statSync(records).size, ...cost };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
