/** A duration in words, to as many digits as a rule is exact. */
export function durationText(seconds: number): string {
  if (seconds < 1) return 'less than 1 s';
  if (seconds < 120) return `about ${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `about ${minutes} min` : `about ${Math.round(minutes / 60)} h`;
}
