import type { RecordTable } from '@commonward/schema';
import { readGenerator, readRecordGenerator, sampleRecords, sampleTable } from '@commonward/synthesis/coordinator';
import { parsePlan, type GradientsPlan, type TablePlan } from '@commonward/synthesis/plan';
import type { TrainedFiles } from './generator-report.js';

/** A generator of records, whatever it was learnt from. */
export interface TableSource {
  readonly plan: TablePlan | GradientsPlan;
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
      const generator = readRecordGenerator(bytes, plan.dictionary);
      return { plan, records: generator.records, draw: (rows, stream) => sampleRecords({ generator, plan, rows, conditions: [], stream }) };
    }
    case 'spectrum':
    case 'scores':
    case 'utility':
      throw new RangeError('reports are made of studies of tables');
    default:
      return plan satisfies never;
  }
}
