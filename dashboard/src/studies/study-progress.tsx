import type { Study } from '../api/model.js';
import { BurnDownPanel } from '../budget/burn-down-panel.js';
import { EvaluationPanel } from '../evaluation/evaluation-panel.js';
import { Panel } from '../panel/panel.js';
import { RoundPanel } from '../rounds/round-panel.js';
import { Empty } from '../states/empty.js';
import { ForecastPanel } from './forecast-panel.js';
import { GeneratorPanel } from './generator-panel.js';
import { PlanPanel } from './plan-panel.js';
import { StageLine } from './stage-line.js';

function Rounds({ study }: { study: Study }) {
  if (study.rounds.length > 0) return [...study.rounds].reverse().map((round) => <RoundPanel key={round.round} round={round} />);
  return (
    <Panel title="Rounds" line={null} aside={null}>
      <Empty>No round has been opened. Start the study to ask its sites for their releases; nothing is read at a site before its ledger has been debited.</Empty>
    </Panel>
  );
}

/** The study as it happens: stages, rounds, budgets, and what they lead to. */
export function StudyProgress({ study }: { study: Study }) {
  return (
    <div className="cw-stack">
      <StageLine study={study} />
      {study.evaluates === null ? null : <EvaluationPanel study={study} />}
      <Rounds study={study} />
      <BurnDownPanel study={study} />
      <div className="cw-columns" data-split="1-1">
        <ForecastPanel forecast={study.forecast} />
        <div className="cw-stack">
          {study.evaluates === null ? <GeneratorPanel study={study} /> : null}
          <PlanPanel plan={study.plan} />
        </div>
      </div>
    </div>
  );
}
