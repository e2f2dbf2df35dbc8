import { Link } from '@tanstack/react-router';
import type { Export } from '../api/model.js';
import { Facts } from '../figures/facts.js';
import { GuaranteeLine } from '../figures/guarantee.js';
import { Hash } from '../figures/hash.js';
import { Moment } from '../figures/moment.js';
import { Panel } from '../panel/panel.js';

const By = ({ name, at }: { name: string; at: string }) => (
  <>
    by {name}, <Moment at={at} />
  </>
);

/** Leads to the study's report; the hash is of the report in this export, after which the study may have had another. */
function ReportLink({ study, sha256 }: { study: string; sha256: string }) {
  return (
    <>
      <Link to="/studies/$id" params={{ id: study }} search={{ view: 'report' }} className="cw-link">
        Report
      </Link>{' '}
      <Hash of="benchmark report" value={sha256} length="short" />
    </>
  );
}

/** What was asked for, by whom, and what it rests on. */
export function AboutPanel({ exported }: { exported: Export }) {
  const { study, studyName, requestedAt, requestedBy, decision, generatorSha256, reportSha256, guarantee, purpose } = exported;
  return (
    <Panel title="About" line={null} aside={null}>
      <div className="cw-stack">
        <p>{purpose}</p>
        <Facts
          facts={[
            {
              term: 'study',
              value: (
                <Link to="/studies/$id" params={{ id: study }} search={{ view: 'fidelity' }} className="cw-link">
                  {studyName}
                </Link>
              ),
            },
            { term: 'requested', value: <By name={requestedBy} at={requestedAt} /> },
            ...(decision === null ? [] : [{ term: decision.reason === null ? 'approved' : 'refused', value: <By name={decision.by} at={decision.at} /> }]),
            { term: 'generator', value: <Hash of="generator" value={generatorSha256} length="short" /> },
            ...(reportSha256 === null ? [] : [{ term: 'benchmark report', value: <ReportLink study={study} sha256={reportSha256} /> }]),
          ]}
        />
        <p className="cw-small cw-soft">
          Guarantee at each site: <GuaranteeLine guarantee={guarantee} />. {exported.state === 'ready' ? 'This export added nothing to it.' : 'An export adds nothing to it.'}
        </p>
      </div>
    </Panel>
  );
}
