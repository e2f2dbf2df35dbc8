import { useQuery } from '@tanstack/react-query';
import type { Preview } from '../api/model.js';
import { previewQuery } from '../api/queries.js';
import { Panel } from '../panel/panel.js';
import { Bones } from '../states/bones.js';
import { Empty } from '../states/empty.js';
import { Loaded } from '../states/loaded.js';
import classes from './exports.module.css';

const isNumber = (text: string): boolean => text !== '' && Number.isFinite(Number(text));

function Value({ text }: { text: string }) {
  if (text === '') return <td className={classes.missing}>missing</td>;
  return <td data-number={isNumber(text)}>{text}</td>;
}

function Rows({ preview }: { preview: Preview }) {
  if (preview.rows.length === 0) return <Empty>This export holds no rows.</Empty>;
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="First rows, scrolls sideways">
      <table className={classes.preview}>
        <thead>
          <tr>
            {preview.columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, index) => (
            <tr key={index}>
              {row.map((text, column) => (
                <Value key={preview.columns[column]} text={text} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The first 20 rows of `data.csv`. */
export function PreviewPanel({ id }: { id: string }) {
  const preview = useQuery(previewQuery(id));
  return (
    <Panel title="First 20 rows" line="Synthetic. Drawn by the generator; looking at them costs nothing." aside={null}>
      <Loaded what="The preview" query={preview} skeleton={<Bones count={21} heightRem={1.7} />}>
        {(found) => <Rows preview={found} />}
      </Loaded>
    </Panel>
  );
}
