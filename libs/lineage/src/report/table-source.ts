import type { DataDictionary, RecordTable } from '@commonward/schema';
import { readGenerator, readNetworkGenerator, sampleRecords, sampleTable } from '@commonward/synthesis/coordinator';
import { isOf, parsePlan, type GradientsPlan, type TablePlan } from '@commonward/synthesis/plan';
import type { TrainedFiles } from './generator-report.js';

/** A generator of records, whatever it was learnt from. */
export interface TableSource {
  readonly plan: TablePlan | GradientsPlan<DataDictionary>;
  /** estimated number of records that it learnt from */
  readonly records: number;
  /** Always the same ones for the same number and stream. */
  readonly draw: (rows: number, stream: string) => RecordTable;
}

/** Names the draw that a report scores. */
export const REPORTED = 'report';

/** @throws RangeError if the generator is not one of the plan, or not of tables: there are no reports on others */
export function tableSource({ plan: text, generator: bytes }: TrainedFiles): TableSource {
  const plan = parsePlan(text);
  switch (plan.encoding) {
    case 'pairs':
    case 'noisy-input': {
      const generator = readGenerator(bytes, plan);
      return { plan, records: generator.records, draw: (rows, stream) => sampleTable({ generator, plan, rows, conditions: [], stream }) };
    }
    case 'gradients': {
      if (!isOf(plan, 'table')) throw notOfTables();
      const generator = readNetworkGenerator(bytes, plan);
      return { plan, records: generator.records, draw: (rows, stream) => sampleRecords({ generator, plan, rows, conditions: [], stream }) };
    }
    case 'spectrum':
    case 'scores':
    case 'utility':
      throw notOfTables();
    default:
      return plan satisfies never;
  }
}

const notOfTables = (): RangeError => new RangeError('reports are made of studies of tables');
