import type { Study } from '../api/model.js';
import { GuaranteeFacts } from '../figures/guarantee.js';
import { TrustViews } from './trust-views.js';
import classes from './studies.module.css';

const trustWords: Record<Study['trust'], string> = {
  local: 'Each site adds the full noise itself, so this guarantee needs nobody else to be honest.',
  shared: 'Each site adds only its share of the noise, so this guarantee needs other sites to be honest.',
};

const aggregationWords: Record<Study['aggregation'], string> = {
  plain: 'The coordinator sees the noised release of each site.',
  masked: 'The coordinator sees nothing but the sum of the releases.',
};

/** What every patient of every site is promised, in the four words that belong together. */
export function StudyGuarantee({ study }: { study: Study }) {
  return (
    <section className={classes.guarantee} aria-labelledby="guarantee">
      <h2 id="guarantee">Guarantee at each site</h2>
      <GuaranteeFacts guarantee={study.guarantee} />
      <p>
        Trust <b>{study.trust}</b>, aggregation <b>{study.aggregation}</b>. {trustWords[study.trust]} {aggregationWords[study.aggregation]}
      </p>
      {study.forecast.views === null ? null : <TrustViews views={study.forecast.views} guarantee={study.guarantee} />}
    </section>
  );
}
