import type { Export, ExportFile } from '../api/model.js';
import { fileAddress } from '../api/queries.js';
import { DownloadIcon } from '../frame/icons.js';
import { Hash } from '../figures/hash.js';
import { bytesText, countOf } from '../figures/numbers.js';
import { Listing, type ListingColumn } from '../panel/listing.js';
import { Panel } from '../panel/panel.js';
import { Empty } from '../states/empty.js';
import classes from './exports.module.css';

function columnsFor(id: string): readonly ListingColumn<ExportFile>[] {
  return [
    {
      title: 'File',
      align: 'start',
      cell: ({ name }) => (
        <a href={fileAddress(id, name)} download={name.split('/').at(-1)} className={classes.file}>
          <DownloadIcon />
          <span>{name}</span>
        </a>
      ),
    },
    { title: 'Size', align: 'start', cell: ({ bytes }) => <span title={`${bytes} bytes`}>{bytesText(bytes)}</span> },
    { title: 'SHA-256', align: 'start', cell: ({ name, sha256 }) => <Hash of={name} value={sha256} length="full" /> },
  ];
}

const depthOf = ({ name }: ExportFile): number => name.split('/').length;

/** Every file of an export, to download and to compare; what people open stands before what proves it. */
export function FilesPanel({ exported }: { exported: Export }) {
  const { id, files } = exported;
  const inOrder = [...files].sort((a, b) => depthOf(a) - depthOf(b));
  const size = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <Panel title="Files" line={`${countOf(files.length, 'file')}, ${bytesText(size)} in all. The folder on the coordinator: ${exported.directory}`} aside={null}>
      {files.length === 0 ? <Empty>This export holds no files.</Empty> : <Listing caption="Files of this export" columns={columnsFor(id)} rows={inOrder} keyOf={({ name }) => name} />}
    </Panel>
  );
}
