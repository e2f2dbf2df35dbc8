import { useState } from 'react';
import type { BenchmarkReport } from '../api/model.js';
import evaluation from '../evaluation/evaluation.module.css';
import { countText, distanceText } from '../figures/numbers.js';
import { Panel } from '../panel/panel.js';
import { ClassifierChoice } from './classifier-choice.js';
import { ConfusionTable } from './confusion-table.js';
import { HeatLegend } from './heat-legend.js';
import classes from './report.module.css';
import { ScoreTable } from './score-table.js';
import { standardError, type ClassifierName, type Training } from './scores.js';

const trainings: readonly Training[] = ['synthetic', 'real'];

function lineOf({ dictionary, classifiers, mean }: BenchmarkReport): string {
  const { support } = classifiers[0].real.macroAverage;
  const error = distanceText(standardError(mean.real.accuracy, support));
  return `Each classifier predicts ${dictionary.target}, once trained on synthetic and once on real records, for the same ${countText(support)} real records that no site held. From that many an accuracy has a standard error of about ${error}; smaller differences say little.`;
}

interface SidesProps {
  readonly classifier: BenchmarkReport['classifiers'][number];
  readonly targets: BenchmarkReport['classes'];
}

function Sides({ classifier, targets }: SidesProps) {
  return (
    <div>
      <div className={classes.sides}>
        {trainings.map((training) => (
          <div key={training}>
            <ScoreTable training={training} scores={classifier[training]} targets={targets} />
            <ConfusionTable scores={classifier[training]} targets={targets} />
          </div>
        ))}
      </div>
      <HeatLegend />
    </div>
  );
}

/** What a classifier learns from the synthetic records, beside what it learns from the real ones. */
export function ClassificationPanel({ report }: { report: BenchmarkReport }) {
  const [chosen, choose] = useState<ClassifierName>(report.classifiers[0].name);
  const classifier = report.classifiers.find(({ name }) => name === chosen);
  return (
    <Panel title="Classification report" line={lineOf(report)} aside={null}>
      <div className={classes.classification}>
        <div className={evaluation.wide}>
          <ClassifierChoice report={report} chosen={chosen} onChoose={choose} />
        </div>
        {classifier === undefined ? null : <Sides classifier={classifier} targets={report.classes} />}
      </div>
    </Panel>
  );
}
