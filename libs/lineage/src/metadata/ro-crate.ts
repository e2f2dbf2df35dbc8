import { aboutWords, titleOf, type ExportFacts } from './export-facts.js';

/** What the folder holds beside the data, and for whom. */
const PARTS = [
  ['data.csv', 'text/csv', 'The records.'],
  ['data.parquet', 'application/x-parquet', 'The same records.'],
  ['schema.json', 'application/json', 'What each column means.'],
  ['datacard.md', 'text/markdown', 'To be read first.'],
  ['privacy.json', 'application/json', 'What a patient of each site is promised, and what not.'],
] as const;

/**
 * The export as a research object: what the folder is, who made it with what, and what is in it.
 *
 * @see https://w3id.org/ro/crate/1.2
 */
export function roCrate(facts: ExportFacts): object {
  const { description } = facts;
  const id = (name: string): object => ({ '@id': name });
  return {
    '@context': 'https://w3id.org/ro/crate/1.2/context',
    '@graph': [
      { '@id': 'ro-crate-metadata.json', '@type': 'CreativeWork', conformsTo: id('https://w3id.org/ro/crate/1.2'), about: id('./') },
      {
        '@id': './',
        '@type': 'Dataset',
        identifier: description.id,
        name: titleOf(facts),
        description: aboutWords(facts),
        datePublished: description.requestedAt,
        publisher: id('#consortium'),
        license: id('#terms'),
        hasPart: PARTS.map(([name]) => id(name)),
        mentions: id('#training'),
      },
      ...PARTS.map(([name, encodingFormat, words]) => ({ '@id': name, '@type': 'File', name, encodingFormat, description: words })),
      { '@id': '#consortium', '@type': 'Organization', name: description.consortium },
      { '@id': '#terms', '@type': 'CreativeWork', name: 'Terms of the consortium', description: `Made for: ${description.purpose}. Any other use is for the consortium ${description.consortium} to allow.` },
      { '@id': '#software', '@type': 'SoftwareApplication', name: 'Commonward', softwareVersion: description.software },
      { '@id': '#training', '@type': 'CreateAction', name: `Study "${description.studyName}"`, instrument: id('#software'), agent: id('#consortium'), result: id('data.csv') },
    ],
  };
}
