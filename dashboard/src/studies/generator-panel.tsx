import type { Generator, Study } from '../api/model.js';
import { Facts } from '../figures/facts.js';
import { Hash } from '../figures/hash.js';
import { Moment } from '../figures/moment.js';
import { countText } from '../figures/numbers.js';
import { Status } from '../figures/status.js';
import { Panel } from '../panel/panel.js';
import { Empty } from '../states/empty.js';

function GeneratorFacts({ generator }: { generator: Generator }) {
  return (
    <div className="cw-stack">
      <Facts
        facts={[
          { term: 'trained', value: <Moment at={generator.trainedAt} /> },
          { term: 'training time', value: `${generator.seconds.toPrecision(2)} s` },
          { term: 'records, estimated', value: <span title="Estimated from the noised totals">{countText(generator.recordsEstimated)}</span> },
        ]}
      />
      {generator.leftOut.map(({ site, reason }) => (
        <p key={site}>
          <Status tone="bad">left out</Status> <b>{site}</b>. {reason}
        </p>
      ))}
      <div>
        <p className="cw-small cw-soft">SHA-256 of the generator; a replay from the releases gives the same</p>
        <Hash of="generator" value={generator.sha256} length="full" />
      </div>
    </div>
  );
}

const absent: Record<Study['state'], string> = {
  draft: 'The generator is learned when the study has been started and its sites have released.',
  running: 'The generator is learned when the round is complete.',
  paused: 'The generator is learned when the study goes on and its round is complete.',
  expired: 'Too few sites released in time; the generator is learned when the study is started again and they have.',
  trained: 'The generator is being written.',
  evaluated: 'This study evaluates a generator, and learns none.',
  stopped: 'The study was stopped before a generator was learned.',
  failed: 'No generator was learned.',
};

/** The generator, which is a function of the releases and a public seed alone. */
export function GeneratorPanel({ study }: { study: Study }) {
  return (
    <Panel title="Generator" line="Learned from the releases alone: post-processing, so it costs nothing." aside={null}>
      {study.generator === null ? <Empty>{absent[study.state]}</Empty> : <GeneratorFacts generator={study.generator} />}
    </Panel>
  );
}
