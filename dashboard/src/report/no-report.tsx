import { Link } from '@tanstack/react-router';
import type { Study } from '../api/model.js';
import { Command } from '../figures/command.js';
import { Panel } from '../panel/panel.js';
import { Empty } from '../states/empty.js';
import type { Absence } from './report-state.js';

function Private({ study }: { study: Study }) {
  return (
    <Empty>
      There can be none: the dictionary of this study does not say that its records are public, and an exact score of private records would be a release that no site has paid for. What follows from the
      releases, at no cost, is under{' '}
      <Link to="/studies/$id" params={{ id: study.id }} search={{ view: 'fidelity' }} className="cw-link">
        Fidelity
      </Link>
      .
    </Empty>
  );
}

function Missing({ study }: { study: Study }) {
  return (
    <>
      <Empty>
        There is none yet. The records of this study are public, so its generator can be scored with them: the records that the sites held, and others, which no
        site held, to test on. A study admin who holds both makes the report on the coordinator's machine; the command reads the files, and only the scores reach the coordinator.
      </Empty>
      <Command text={`commonward report ${study.id} --train TRAIN-*.csv --test TEST-*.csv --subgroups COLUMN --directory consortium`} label="Command that makes the report" />
    </>
  );
}

function Reason({ study, absence }: { study: Study; absence: Absence }) {
  switch (absence) {
    case 'private':
      return <Private study={study} />;
    case 'unfinished':
      return <Empty>A report scores the generator; this study has not trained one yet.</Empty>;
    case 'ended':
      return <Empty>A report scores the generator; this study has ended without one.</Empty>;
    case 'missing':
      return <Missing study={study} />;
  }
}

/** Why there is no report, and how one is made where one can be. */
export function NoReport({ study, absence }: { study: Study; absence: Absence }) {
  return (
    <Panel title="Benchmark report" line="Classifiers trained on synthetic records beside the same trained on real ones, for public records only." aside={null}>
      <Reason study={study} absence={absence} />
    </Panel>
  );
}
