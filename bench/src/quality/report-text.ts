import { aligned } from './aligned.js';
import type { QualityReport } from './report.js';
import type { Spread } from './spread.js';

/** The report for people. */
export function reportText(report: QualityReport): string {
  const { epsilon, delta, unit, adjacency } = report;
  const scores = (name: string, { accuracy, auroc }: { accuracy: number; auroc: number }): string[] => [name, number(accuracy), number(auroc)];
  const table = [
    ['', 'accuracy', 'AUROC'],
    ['synthetic records', spread(report.accuracy), spread(report.auroc)],
    ...Object.entries(report.classifiers).map(([name, value]) => scores(`  ${words(name)}`, value)),
    scores('real records, pooled', report.trtr),
    ...report.singleSites.map((site) => scores(`real records, ${site.site} only`, site)),
    [`synthetic less ${report.lessReference.setting}, ${report.lessReference.generator}`, spread(report.lessReference.accuracy), spread(report.lessReference.auroc)],
    ['synthetic less best site', spread(report.aboveBestSite.accuracy), spread(report.aboveBestSite.auroc)],
    scores('independent columns', report.independentColumns),
    scores('shuffled target', report.shuffledTarget),
  ];
  return [
    `${report.dataset} (${report.label})`,
    `epsilon ${epsilon}, delta ${delta}, unit ${unit}, ${adjacency}, trust ${report.trust}, at each site; setting ${report.setting}; workload ${report.workload}; generator ${report.generator}; seeds ${report.seeds}`,
    '',
    ...aligned(table),
    '',
    `total variation: ${number(report.tv1)} one-way, ${number(report.tv2)} two-way; correlation difference ${number(report.corr)}`,
    `forecast: ${number(report.forecast.tv1)} one-way, ${number(report.forecast.tv2)} two-way; forecast over measured ${ratio(report.forecast.tv1Ratio)}, ${ratio(report.forecast.tv2Ratio)}`,
    `per synthetic table: ${report.copies} exact copies, ${report.outOfDictionaryCells} cells outside the dictionary, ${report.ruleViolations} rule violations`,
    `${report.seconds.toFixed(1)} seconds`,
    '',
  ].join('\n');
}

export function spread({ mean, sd }: Spread): string {
  return sd === null ? number(mean) : `${number(mean)} (sd ${number(sd)})`;
}

export function number(value: number): string {
  return value.toFixed(3);
}

const ratio = (value: number): string => value.toFixed(2);

function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
