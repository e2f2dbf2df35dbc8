import type { RecordTable } from '@commonward/schema';
import { sampleTable, type Generator } from '@commonward/synthesis/coordinator';
import type { TablePlan } from '@commonward/synthesis/plan';

/** The synthetic records that a report scores: always the same ones for the same number, so that its synthetic side replays. */
export const reportSample = ({ generator, plan, rows }: { generator: Generator; plan: TablePlan; rows: number }): RecordTable =>
  sampleTable({ generator, plan, rows, conditions: [], stream: 'report' });
