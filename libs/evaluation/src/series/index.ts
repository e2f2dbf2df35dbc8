export { busyHalfAuroc, weekendAuroc } from './day-tasks.js';
export { dayScores, type DayComparison, type DayScores } from './day-scores.js';
export { dayTotals, scaledDays, takeDays, type ChannelScale, type DaySet } from './day-set.js';
export { forecastR2 } from './next-step-forecast.js';
