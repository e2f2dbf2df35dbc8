export type { Day } from './day.js';
export { binScores } from './bin-scores.js';
export { planScores, type ScoresPlanning, type ScoresStudy } from './plan-scores.js';
export { scoreColumns, type ScoreColumn, type ScoreColumns } from './score-columns.js';
export { scoreTables, type ScoreTable, type ScoreTableBlock } from './score-tables.js';
export { correlationErrorOf, scoresForecast, type ScoresForecast } from './scores-forecast.js';
export { scoresLength, stepsOf, type ScoresBlock, type ScoresPart, type ScoresPlan, type ScoresScope, type ScoresStage, type ScoreStandards } from './scores-plan.js';
export { seriesNoise, verdictOf, type SeriesNoise, type SeriesTerms, type SeriesVerdict } from './series-gate.js';
