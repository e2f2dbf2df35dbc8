import { certificateFingerprint } from '../../../coordinator/src/identity/certificate-authority.js';
import { invitedSite, type Site } from '../../../coordinator/src/enrolment/site.js';
import { PlanStore } from '../../../coordinator/src/studies/plan-store.js';
import type { Study } from '../../../coordinator/src/studies/study.js';
import { guarantee, planOf, siteKeys } from './cast.js';
import type { Conditions } from './conditions.js';
import { dateAt } from './virtual-date.js';
import type { SimStore, StoreUser } from './sim-store.js';

const nobody: StoreUser = { replica: 'nobody', lives: () => true, later: (_kind, work) => work(false), hears: (work) => work(), isAway: () => false };

/** Writes down who the sites are and what studies there are, as enrolling and planning them would have. */
export async function fillStore(store: SimStore, { sites, studies }: Conditions): Promise<void> {
  const database = store.database(nobody);
  const plans = new PlanStore(store.blobsFor(nobody));
  for (const { name, identity, certificate } of siteKeys.filter((site) => sites.includes(site.name))) {
    const site: Site = { ...invitedSite(name), state: 'enrolled', publicKey: identity.publicKey, certificateFingerprint: certificateFingerprint(certificate) };
    await database.collection<Site>('sites').insert(name, site);
  }
  for (const terms of studies) {
    const { id, quorum, answerWithinMs, trust } = terms;
    const { plan, forecast } = planOf(terms);
    const at = dateAt(0).toISOString();
    const study: Study = {
      ...{ id, name: id, state: 'draft', guarantee, trust, aggregation: plan.aggregation, sites, quorum, answerWithinMs, attempt: 0 },
      ...{ dictionary: plan.dictionary, forecast: { ...forecast, expectation: null, settings: [] }, round: 1, planSha256: await plans.put(plan) },
      ...{ summedAt: null, generator: null, fidelity: null, report: null, evaluates: null, evaluation: null, failure: null, createdAt: at, updatedAt: at },
    };
    await database.collection<Study>('studies').insert(id, study);
  }
}
