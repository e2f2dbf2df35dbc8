import { basename, extname } from 'node:path';
import { draftDictionary } from '@commonward/schema';
import { Command } from 'commander';
import { codeListsOf, columnsOf } from '../records/draft-sources.js';

export const draftCommand = (): Command =>
  new Command('draft-dictionary')
    .description('Draft a data dictionary from a header and public code lists. No value of a record is looked at: bounds, and codes without a list, are left to be filled in.')
    .argument('<file>', 'a CSV file, of which the first line is read, or a Parquet file, of which the schema is')
    .option('--codes <files...>', 'public lists of codes: CSV with the header code,label, each named after its column (sex.csv)', [])
    .addHelpText('after', '\nExample:\n  commonward-site data draft-dictionary records.csv --codes sex.csv ward.csv > dictionary.json')
    .action((file: string, { codes }: { codes: string[] }) => {
      process.stdout.write(draftDictionary({ name: basename(file, extname(file)), columns: columnsOf(file), codeLists: codeListsOf(codes) }));
    });
