import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { previewDocument } from './preview.js';

/** Writes the committed `openapi.json`, from which the dashboard's types are generated. */
const FILE = join(import.meta.dirname, '..', '..', 'openapi.json');

writeFileSync(FILE, `${JSON.stringify(await previewDocument(), null, 2)}\n`);
