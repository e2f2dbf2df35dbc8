import { EstimateText, IntervalBar } from '../evaluation/interval-bar.js';
import evaluation from '../evaluation/evaluation.module.css';
import type { BenchmarkReport, Estimate } from '../api/model.js';
import { countText } from '../figures/numbers.js';
import { Status } from '../figures/status.js';
import { Panel } from '../panel/panel.js';

interface Attack {
  readonly name: string;
  readonly estimate: Estimate;
  /** What an attack that knows nothing comes to. */
  readonly nothing: number;
}

function attacksOf({ membership, singlingOut, linkability, attributeInference }: BenchmarkReport['disclosure']): readonly Attack[] {
  return [
    { name: 'Membership by distance, AUROC', estimate: membership.distance.auroc, nothing: 0.5 },
    { name: 'Membership by density, AUROC', estimate: membership.densityRatio.auroc, nothing: 0.5 },
    { name: 'Singling out by one column, risk', estimate: singlingOut.univariate.risk, nothing: 0 },
    { name: 'Singling out by three columns, risk', estimate: singlingOut.multivariate.risk, nothing: 0 },
    { name: 'Linking two halves of a record, risk', estimate: linkability.risk, nothing: 0 },
    { name: 'Inferring the target, risk', estimate: attributeInference.risk, nothing: 0 },
  ];
}

/** The guarantee, put to the test by guesses. */
function Shown({ audit }: Pick<BenchmarkReport, 'audit'>) {
  if (audit === null) return <p className="cw-small">The guarantee was not put to the test: nobody said of which hospital the held-out records are.</p>;
  const { pairs, guesses, correct, claim, shownEpsilon } = audit;
  const broken = shownEpsilon > claim.epsilon;
  return (
    <p>
      <Status tone={broken ? 'bad' : 'good'}>{broken ? 'guarantee broken' : 'nothing against the guarantee'}</Status> Of {countText(pairs)} pairs of a training and a held-out record {countText(guesses)} could be guessed about, {countText(correct)} were right. That shows, at 95 %, at least
      epsilon <b>{shownEpsilon.toFixed(2)}</b> where {claim.epsilon} is promised.
    </p>
  );
}

/** What attacks that were tried found out about the patients; dashed is what they would by chance. */
export function RiskPanel({ report: { disclosure, audit } }: { readonly report: BenchmarkReport }) {
  return (
    <Panel title="Disclosure risk" line="Attacks on training records, with held-out ones as control, and 95 % intervals; dashed: nothing learnt. What holds against every attack is the guarantee." aside={null}>
      <div className="cw-stack">
        <Shown audit={audit} />
        <div className={evaluation.wide}>
          <table className={evaluation.models}>
            <caption className="cw-heard">How far each attack got, with 95 % intervals</caption>
            <tbody>
              {attacksOf(disclosure).map(({ name, estimate, nothing }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>
                    <IntervalBar estimate={estimate} guess={nothing} />
                  </td>
                  <td>
                    <EstimateText estimate={estimate} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Panel>
  );
}
