import type { BenchmarkReport, StatedReport } from '../api/model.js';
import { Command } from '../figures/command.js';
import { Facts } from '../figures/facts.js';
import { Hash } from '../figures/hash.js';
import { Moment } from '../figures/moment.js';
import { countText } from '../figures/numbers.js';
import { Panel } from '../panel/panel.js';

interface SourcePanelProps {
  readonly report: BenchmarkReport;
  readonly stated: StatedReport;
}

/** Whose statement the report is, of what, and how somebody else makes it again. */
export function SourcePanel({ report, stated }: SourcePanelProps) {
  const { rows, recordsSha256, generatorSha256, seed } = report;
  return (
    <Panel title="Where this report comes from" line={null} aside={null}>
      <div className="cw-stack">
        <p>
          Computed and stated by <b>{stated.statedBy}</b>, <Moment at={stated.statedAt} />, from real records that never reached the coordinator: a statement, which does not follow from the releases of the sites.
          Exports that are approved from now on carry it as report.html and report.json, and whoever holds the same records can check it there:
        </p>
        <Command text="commonward verify EXPORT --train TRAIN-*.csv --test TEST-*.csv" label="Command that makes the report of an export again" />
        <Facts
          facts={[
            { term: 'synthetic records', value: countText(rows.synthetic) },
            { term: 'real, to train on', value: countText(rows.train) },
            { term: 'real, to test on', value: countText(rows.test) },
            { term: "classifiers' seed", value: seed },
            { term: 'generator', value: <Hash of="generator" value={generatorSha256} length="short" /> },
            { term: 'training records', value: <Hash of="training records" value={recordsSha256.train} length="short" /> },
            { term: 'test records', value: <Hash of="test records" value={recordsSha256.test} length="short" /> },
            { term: 'report', value: <Hash of="report" value={stated.sha256} length="short" /> },
          ]}
        />
      </div>
    </Panel>
  );
}
