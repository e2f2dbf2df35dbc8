import type { Guarantee } from '@commonward/accounting';
import type { TrainingPlan } from '@commonward/synthesis/plan';
import type { ExportDescription } from './export-description.js';

export interface RegistryFacts {
  readonly description: ExportDescription;
  readonly plan: TrainingPlan;
  readonly sites: readonly string[];
  /** As booked, which may be below what the plan names. */
  readonly guarantee: Guarantee;
  readonly mechanism: string;
  readonly accounting: string;
  readonly trust: string;
}

/**
 * What public registries of deployments of differential privacy ask for, in one place and in their words; everything in it stands elsewhere in the
 * statement as well.
 */
export function registryEntry({ description, plan, sites, guarantee, mechanism, accounting, trust }: RegistryFacts): object {
  const { epsilon, delta, unit, adjacency } = guarantee;
  return {
    deployment: `synthetic records of the study "${description.studyName}"`,
    curators: sites,
    publisher: description.consortium,
    purpose: description.purpose,
    dataDictionary: { name: plan.dictionary.name, version: plan.dictionary.version },
    flavour: 'approximate differential privacy, from zero-concentrated',
    epsilon,
    delta,
    privacyUnit: unit,
    adjacency,
    mechanism,
    accounting,
    trust,
    scope: 'one study, all of its rounds and every export of it; what a site has released for other studies is added up in its own ledger and capped by its own policy',
    implementation: `Commonward ${description.software}`,
    contact: `the consortium ${description.consortium}, whose coordinator signs with the key ${description.coordinatorKey}`,
  };
}
