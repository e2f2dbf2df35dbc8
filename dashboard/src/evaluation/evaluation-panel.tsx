import { Link } from '@tanstack/react-router';
import type { Evaluation, Study, ToldUtility } from '../api/model.js';
import { countText } from '../figures/numbers.js';
import { Status } from '../figures/status.js';
import { Panel } from '../panel/panel.js';
import report from '../report/report.module.css';
import { Empty } from '../states/empty.js';
import { ClassTable } from './class-table.js';
import { ModelsTable } from './models-table.js';

const LINE =
  'Models that learnt from synthetic records alone, tried on the real records at the sites. Each site paid for its counts; the intervals are what their noise leaves, at 95 %. Dashed: what guessing gets.';

function Told({ utility, study }: { readonly utility: ToldUtility; readonly study: Study }) {
  const targets = study.dictionary.columns.find(({ name }) => name === study.dictionary.target)?.categories ?? [];
  return (
    <div className="cw-stack">
      <ModelsTable utility={utility} />
      <div className={report.sides}>
        {utility.models.map((model) => (
          <div key={model.model}>
            <ClassTable model={model} support={utility.support} targets={targets} />
          </div>
        ))}
      </div>
    </div>
  );
}

function Found({ evaluation: { utility, leftOut }, study }: { readonly evaluation: Evaluation; readonly study: Study }) {
  return (
    <>
      {utility.kind === 'estimated' ? (
        <Told utility={utility} study={study} />
      ) : (
        <Empty>Not enough budget: with about {utility.support.map(countText).join(' and ')} records of the classes the noise hides how well models do. Evaluate again with a larger epsilon.</Empty>
      )}
      {leftOut.map(({ site, reason }) => (
        <p key={site}>
          <Status tone="bad">left out</Status> <b>{site}</b>. {reason}
        </p>
      ))}
    </>
  );
}

/** What a paid evaluation has found. */
export function EvaluationPanel({ study }: { readonly study: Study }) {
  const aside =
    study.evaluates === null ? null : (
      <Link to="/studies/$id" params={{ id: study.evaluates.study }} search={{ view: 'progress' }} className="cw-link">
        The study it evaluates
      </Link>
    );
  return (
    <Panel title="Utility on real records" line={LINE} aside={aside}>
      {study.evaluation === null ? <Empty>Nothing is known yet: it follows from the sum of the sites’ releases.</Empty> : <Found evaluation={study.evaluation} study={study} />}
    </Panel>
  );
}
