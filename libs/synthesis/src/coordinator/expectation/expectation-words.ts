import { durationText, type Effort, type Share } from '../../plan/index.js';
import type { ExpectedError } from './expectation.js';

export function errorSentence(error: ExpectedError): string {
  switch (error.kind) {
    case 'tables': {
      const { oneWay, twoWay, unrelated, patients, turns } = error;
      return (
        `Expected: of 100 synthetic patients ${hundredths(oneWay)} are in a wrong cell of a table of one column, and ${hundredths(twoWay)} of two; ` +
        `with every column right and none related to another it would be ${hundredths(unrelated)} of two. Basis: this plan, rehearsed ${turns === 1 ? 'once' : `${turns} times`} with ${patients} made-up patients.`
      );
    }
    case 'images':
      return `Expected: a Frechet distance of ${error.isLeast ? 'more than ' : ''}${error.frechet.toFixed(2)} between synthetic and real images of a class; of PneumoniaMNIST real images that were held out have 0.08. Basis: measured on that set at three levels of noise, 28 x 28 pixels; other images can have another one.`;
    case 'days':
      return `Expected: a correlation between two steps of a day is off by ${error.correlation.toFixed(2)} on average. Basis: measured on hourly activity, simulated and of 33 real persons, at six levels of noise; other days can have another error.`;
    default:
      return error satisfies never;
  }
}

const hundredths = (distance: number): string => (100 * distance).toFixed(1);

/** @param releaseBytes what leaves one site in all rounds */
export function effortSentence({ site, coordinator }: Effort, releaseBytes: number): string {
  return `Each site sends ${releaseBytes} bytes; the largest needs ${shareWords(site)}, the coordinator ${shareWords(coordinator)}. Basis: cost of each record, table and step, measured on one core of a server.`;
}

const shareWords = ({ seconds, mebibytes }: Share): string => `${durationText(seconds)} of processor time and about ${rounded(mebibytes)} MiB of memory`;

/** To two digits: a rule is not more exact. */
const rounded = (value: number): number => Number(value.toPrecision(2));
