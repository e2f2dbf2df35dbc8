/** What the known data sets protect one of. */
export function unitOf(data: string): 'patient' | 'image' | 'day' {
  if (data === 'chest-xray') return 'image';
  return data === 'fitbit' ? 'day' : 'patient';
}
