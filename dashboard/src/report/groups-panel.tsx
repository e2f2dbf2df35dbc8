import { EstimateText, IntervalBar } from '../evaluation/interval-bar.js';
import evaluation from '../evaluation/evaluation.module.css';
import type { Estimate } from '../api/model.js';
import { countText } from '../figures/numbers.js';
import { Status } from '../figures/status.js';
import { Panel } from '../panel/panel.js';
import { groupText, inhabited, type ReportedGroup } from './groups.js';
import { findingWords } from './words.js';

const COIN = 0.5;
const HEADINGS = ['real records', 'of them held out', 'synthetic'];

function Scored({ estimate, guess }: { readonly estimate: Estimate | null; readonly guess: number }) {
  if (estimate === null) return <td className="cw-soft">too few</td>;
  return (
    <td>
      <IntervalBar estimate={estimate} guess={guess} /> <EstimateText estimate={estimate} />
    </td>
  );
}

function Row({ group }: { readonly group: ReportedGroup }) {
  const { records, accuracy, membership } = group;
  return (
    <tr>
      <th scope="row">{groupText(group)}</th>
      <td>{countText(records.train + records.test)}</td>
      <td>{countText(records.test)}</td>
      <td>{records.synthetic === null ? '' : countText(records.synthetic)}</td>
      <Scored estimate={accuracy === null ? null : accuracy.synthetic} guess={accuracy === null ? COIN : accuracy.real.value} />
      <Scored estimate={membership} guess={COIN} />
    </tr>
  );
}

function Findings({ groups }: { readonly groups: readonly ReportedGroup[] }) {
  const found = groups.flatMap((group) => group.findings.map((finding) => ({ group, finding })));
  if (found.length === 0) return <p>None of these groups is surely served worse, hardly there or exposed.</p>;
  return (
    <ul className={evaluation.findings}>
      {found.map(({ group, finding }) => (
        <li key={`${groupText(group)} ${finding}`}>
          <Status tone={finding === 'too few to tell' ? 'quiet' : 'bad'}>{finding}</Status> <b>{groupText(group)}</b>: {findingWords[finding]}.
        </li>
      ))}
    </ul>
  );
}

/** Whom the synthetic records serve worse than everyone, and whom they expose. */
export function GroupsPanel({ groups }: { readonly groups: readonly ReportedGroup[] }) {
  const there = inhabited(groups);
  return (
    <Panel title="For whom" line="Mean accuracy of the classifiers on held-out records of each group; dashed: trained on real records. Guessing who was trained on, by distance; dashed: a coin." aside={null}>
      <div className="cw-stack">
        <Findings groups={there} />
        <div className={evaluation.wide}>
          <table className={evaluation.models}>
            <caption className="cw-heard">Records, accuracy and membership guesses of each group, with 95 % intervals</caption>
            <thead>
              <tr>
                <td />
                {[...HEADINGS, 'accuracy', 'AUROC of guessing members'].map((heading) => (
                  <th key={heading} scope="col">
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {there.map((group) => (
                <Row key={groupText(group)} group={group} />
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Panel>
  );
}
