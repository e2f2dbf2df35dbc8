import type { BenchmarkReport } from '../api/model.js';
import { Status, type Tone } from '../figures/status.js';
import { Panel } from '../panel/panel.js';

type Verdict = BenchmarkReport['verdict'];

const tones: Record<Verdict['kind'], Tone> = { discloses: 'bad', 'cannot be told': 'quiet', 'no better than chance': 'bad', weak: 'warn', useful: 'good' };

const meanings: Record<Verdict['kind'], string> = {
  discloses: 'Attacks tell who was in the real records better than they could by chance. Do not give these records away.',
  'cannot be told': 'Real records teach the classifiers nothing either, so nothing can be said of synthetic ones.',
  'no better than chance': 'Classifiers learn nothing of use from the synthetic records, or columns are unrelated in them.',
  weak: 'Something of the real records is kept, but clearly less than they hold.',
  useful: 'Classifiers learn nearly as much as from real records, and attacks do no better than chance.',
};

/** Is it good, and is it safe: the answer before the numbers, and what it rests on. */
export function VerdictPanel({ verdict: { kind, grounds } }: Pick<BenchmarkReport, 'verdict'>) {
  return (
    <Panel title="Verdict" line={meanings[kind]} aside={<Status tone={tones[kind]}>{kind}</Status>}>
      {grounds.length === 0 ? null : <p className="cw-small">Because of: {grounds.join(', ')}.</p>}
    </Panel>
  );
}
