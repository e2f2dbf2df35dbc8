import { describe } from '@jest/globals';

import { accountantContract } from '../accountant-contract.fixture.js';
import { pldAccountant } from './pld-accountant.js';

describe('the PLD accountant', () => {
  accountantContract({ accountant: pldAccountant, slack: 1e-6, runs: 10 });
});
