import type { Budget, Site, SitePolicy } from '../api/model.js';
import { BudgetMeter } from '../budget/budget-meter.js';
import { Facts } from '../figures/facts.js';
import { Hash } from '../figures/hash.js';
import { Moment } from '../figures/moment.js';
import { deltaText, epsilonText, shareText } from '../figures/numbers.js';
import { Status } from '../figures/status.js';
import { VerifySiteLedger } from '../ledgers/verify-site-ledger.js';
import { useMay } from '../session/session.js';
import classes from './sites.module.css';

function Presence({ site }: { site: Site }) {
  if (site.state === 'invited') return <Status tone="quiet">invited</Status>;
  if (site.state === 'revoked') return <Status tone="quiet">has left</Status>;
  return site.connected ? <Status tone="good">connected</Status> : <Status tone="warn">not connected</Status>;
}

function Times({ joinedAt, lastSeenAt }: Site) {
  if (joinedAt === null) return <>Has not used its token yet.</>;
  return (
    <>
      Joined <Moment at={joinedAt} />
      {lastSeenAt === null ? null : (
        <>
          , last heard <Moment at={lastSeenAt} />
        </>
      )}
    </>
  );
}

function Spent({ site, budget }: { site: string; budget: Budget }) {
  const { spentEpsilon, capEpsilon, spentRhoUnits, capRhoUnits, delta } = budget;
  return (
    <div className={classes.spent}>
      <p>
        epsilon <b>{epsilonText(spentEpsilon)}</b> of {epsilonText(capEpsilon)} spent at delta {deltaText(delta)}
      </p>
      <BudgetMeter site={site} budget={budget} />
      <p className="cw-small cw-soft">{shareText(Math.max(0, 1 - spentRhoUnits / capRhoUnits), 1)} of the cap's rho is left.</p>
    </div>
  );
}

function Policy({ policy }: { policy: SitePolicy }) {
  return (
    <Facts
      facts={[
        { term: 'epsilon, at most', value: epsilonText(policy.epsilonCap) },
        { term: 'delta, at most', value: deltaText(policy.deltaMax) },
        { term: 'unit', value: policy.unit },
        { term: 'adjacency', value: policy.adjacency },
        { term: 'trust', value: policy.trust === 'shared' ? 'local or shared' : 'local only' },
      ]}
    />
  );
}

function Keys({ site }: { site: Site }) {
  return (
    <dl className={classes.keys}>
      <dt>Certificate</dt>
      <dd>{site.certificateFingerprint === null ? 'none yet' : <Hash of={`certificate of ${site.name}`} value={site.certificateFingerprint} length="full" />}</dd>
      <dt>Signing key</dt>
      <dd>
        <Hash of={`signing key of ${site.name}`} value={site.publicKey} length="full" />
      </dd>
    </dl>
  );
}

/** One site as it has signed itself in. */
export function SiteCard({ site }: { site: Site }) {
  const { name, policy, budget, state } = site;
  const mayVerify = useMay('read ledgers') && budget !== null;
  return (
    <section className={classes.card} id={name} aria-labelledby={`site-${name}`}>
      <div className={classes.head}>
        <h2 id={`site-${name}`}>{name}</h2>
        <Presence site={site} />
        <p className="cw-small cw-soft">
          <Times {...site} />
        </p>
      </div>
      {budget === null ? null : <Spent site={name} budget={budget} />}
      {policy === null ? <p className="cw-soft">No policy published yet.</p> : <Policy policy={policy} />}
      {state === 'enrolled' ? <Keys site={site} /> : null}
      {mayVerify ? <VerifySiteLedger site={site} /> : null}
    </section>
  );
}
