import { InvalidArgumentError } from 'commander';
import type { RecordTable } from '@commonward/schema';
import { absorb, aggregate, generatorBytes, neuralGeneratorBytes, sampleNeuralTable, sampleSweptTable, sampleTable, tableModel, trainGenerator, trainNeuralGenerator } from '@commonward/synthesis/coordinator';
import type { Contributions } from '@commonward/synthesis/coordinator';
import type { TablePlan } from '@commonward/synthesis/plan';

/**
 * What can be learnt from one release of tables: records that are swept until they fit; a network; and records of that network, swept
 * ten times.
 */
export const GENERATORS = ['records', 'neural', 'neural+sweeps'] as const;
export type GeneratorName = (typeof GENERATORS)[number];

/** What the coordinator has after the round. */
export interface ReleasedTables {
  readonly plan: TablePlan;
  readonly contributions: Contributions;
}

export interface Generated {
  /** of the generator */
  readonly bytes: Uint8Array;
  readonly synthetic: RecordTable;
}

/** The coordinator's part: the same releases give the same generators and the same records; the network is trained once for both. */
export function generatedRecords({ plan, contributions }: ReleasedTables, rows: number): (name: GeneratorName) => Generated {
  const signal = absorb({ ...aggregate(contributions, plan), plan });
  const request = { plan, rows, conditions: [], stream: 'bench-quality' };
  const network = once(() => trainNeuralGenerator(signal, plan));
  return (name) => {
    switch (name) {
      case 'records': {
        const generator = trainGenerator(signal, plan);
        return { bytes: generatorBytes(generator), synthetic: sampleTable({ ...request, generator }) };
      }
      case 'neural':
        return { bytes: neuralGeneratorBytes(network()), synthetic: sampleNeuralTable({ ...request, neural: network() }) };
      case 'neural+sweeps':
        return { bytes: neuralGeneratorBytes(network()), synthetic: sampleSweptTable({ ...request, neural: network(), generator: tableModel(signal) }) };
    }
  };
}

function once<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

export const GENERATOR_HELP = `${GENERATORS.join(', ')}, separated by commas: all learn from the same releases`;

/** The generators that a command line names, separated by commas. */
export function generatorNames(text: string): readonly GeneratorName[] {
  return text.split(',').map((name) => {
    const known = GENERATORS.find((generator) => generator === name);
    if (known === undefined) throw new InvalidArgumentError(`Expected some of ${GENERATORS.join(', ')}, separated by commas.`);
    return known;
  });
}
