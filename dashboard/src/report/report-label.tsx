import type { BenchmarkReport } from '../api/model.js';
import classes from './report.module.css';

/** What every number below it is, before any of them. */
export function ReportLabel({ basis }: Pick<BenchmarkReport, 'basis'>) {
  return (
    <section className={classes.label} aria-labelledby="report-label">
      <h2 id="report-label">{basis}</h2>
      <p>
        Every number here is an exact score of real records that anyone may read: this study's dictionary says that its records are public. No site paid for it and no guarantee covers it, so there is no
        such report on records of patients that are not public.
      </p>
    </section>
  );
}
