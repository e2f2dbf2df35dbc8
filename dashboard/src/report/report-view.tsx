import { useQuery } from '@tanstack/react-query';
import type { BenchmarkReport, StatedReport, Study } from '../api/model.js';
import { reportQuery } from '../api/queries.js';
import { real } from '../columns/basis.js';
import { ColumnsPanel } from '../columns/columns-panel.js';
import { Summaries } from '../figures/summaries.js';
import { Panel } from '../panel/panel.js';
import { Bones } from '../states/bones.js';
import { Loaded } from '../states/loaded.js';
import { EvaluationsPanel } from '../evaluation/evaluations-panel.js';
import { AssociationPanel } from './association-panel.js';
import { ClassificationPanel } from './classification-panel.js';
import { fidelityGlance, utilityGlance } from './glance.js';
import { GroupsPanel } from './groups-panel.js';
import { ImportancePanel } from './importance-panel.js';
import { NoReport } from './no-report.js';
import { realShares } from './real-shares.js';
import { ReportLabel } from './report-label.js';
import { reportState } from './report-state.js';
import { RiskPanel } from './risk-panel.js';
import { SourcePanel } from './source-panel.js';
import { VerdictPanel } from './verdict-panel.js';

function Found({ report, stated }: { report: BenchmarkReport; stated: StatedReport }) {
  return (
    <div className="cw-stack">
      <ReportLabel basis={report.basis} />
      <VerdictPanel verdict={report.verdict} />
      <Panel title="Utility" line={`What ${report.classifiers.length} classifiers learn from the synthetic records: their mean scores on real ones.`} aside={null}>
        <Summaries summaries={utilityGlance(report)} />
      </Panel>
      <ClassificationPanel report={report} />
      <ImportancePanel importance={report.importance} />
      <RiskPanel report={report} />
      <GroupsPanel groups={report.groups} />
      <Panel title="Fidelity to the real records" line="How near the synthetic records are to the real ones that the sites held." aside={null}>
        <Summaries summaries={fidelityGlance(report)} />
      </Panel>
      <ColumnsPanel line="Share of the records in each cell, synthetic beside the real ones that the sites held." basis={real} columns={report.marginals.map(realShares)} />
      <AssociationPanel association={report.association} />
      <SourcePanel report={report} stated={stated} />
    </div>
  );
}

function Stated({ id, stated }: { id: string; stated: StatedReport }) {
  const report = useQuery(reportQuery(id));
  return (
    <Loaded what="The report" query={report} skeleton={<Bones count={10} heightRem={4} />}>
      {(found) => <Found report={found} stated={stated} />}
    </Loaded>
  );
}

/** What a study's generator is worth: evaluations that its sites have paid for, and the benchmark report on public records. */
export function ReportView({ study }: { study: Study }) {
  return (
    <div className="cw-stack">
      <EvaluationsPanel study={study} />
      <Benchmark study={study} />
    </div>
  );
}

function Benchmark({ study }: { study: Study }) {
  const state = reportState(study);
  return state.kind === 'stated' ? <Stated id={study.id} stated={state.stated} /> : <NoReport study={study} absence={state.absence} />;
}
