import type { Forecast } from '../api/model.js';
import { Facts } from '../figures/facts.js';
import { GuaranteeLine } from '../figures/guarantee.js';
import { bytesText, countText, shareText } from '../figures/numbers.js';
import { Panel } from '../panel/panel.js';
import { SettingsTable } from './settings-table.js';
import { outcomeWords } from './words.js';

const noise = (value: number | null): string => (value === null ? 'not released' : shareText(value, 0));

/** What the study was expected to learn and cost, computed from public facts before anything was spent. */
export function ForecastPanel({ forecast }: { forecast: Forecast }) {
  const { title, line } = outcomeWords[forecast.outcome];
  return (
    <Panel title="Forecast" line="From the dictionary and declared sizes only, before any record is read." aside={null}>
      <div className="cw-stack">
        <p>
          <b>{title}.</b> {line}
        </p>
        <Facts
          facts={[
            { term: 'noise per cell, target tables', value: noise(forecast.relativeNoise.target) },
            { term: 'other tables', value: noise(forecast.relativeNoise.other) },
            { term: 'declared cohort', value: forecast.cohort === null ? 'not declared' : countText(forecast.cohort) },
            { term: 'leaves each site', value: bytesText(forecast.releaseBytes) },
          ]}
        />
        {forecast.expectation?.sentences.map((sentence) => <p key={sentence}>{sentence}</p>)}
        <SettingsTable settings={forecast.settings} />
        <p className="cw-small cw-soft">{forecast.reason}</p>
        <p className="cw-small cw-soft">
          Cost at each site: <GuaranteeLine guarantee={forecast.guarantee} />.
        </p>
      </div>
    </Panel>
  );
}
