export { boundPairs, releaseVariances } from './bound-pairs.js';
