/** What synthetic shares are compared with, and how that is shown. */
export interface Basis {
  readonly word: string;
  readonly heading: string;
  /** Whether the compared share stands beside the synthetic one as a number; one with noise is told by its interval. */
  readonly isPrinted: boolean;
  readonly legend: readonly { readonly mark: 'compared' | 'interval' | 'synthetic' | 'outside'; readonly text: string }[];
}

export const released: Basis = {
  word: 'released',
  heading: 'Released, with the 95 % interval of its noise',
  isPrinted: false,
  legend: [
    { mark: 'compared', text: 'released share' },
    { mark: 'interval', text: '95 % interval of its noise' },
    { mark: 'synthetic', text: 'synthetic share' },
    { mark: 'outside', text: 'synthetic, outside the interval' },
  ],
};

export const real: Basis = {
  word: 'real',
  heading: 'Real',
  isPrinted: true,
  legend: [
    { mark: 'synthetic', text: 'synthetic share, the first number' },
    { mark: 'compared', text: 'real share, the second number' },
  ],
};
