import type { ColumnShares } from '../columns/shares.js';
import { Panel } from '../panel/panel.js';
import { Empty } from '../states/empty.js';
import { hiddenGroups } from './hidden-groups.js';

/** Whom the release is too noisy to serve. */
export function HiddenGroupsPanel({ columns }: { readonly columns: readonly ColumnShares[] }) {
  const hidden = hiddenGroups(columns);
  return (
    <Panel
      title="Groups that the noise hides"
      line="So few are in them, if anybody, that their noised count may be nobody’s: what the synthetic records say of them is noise. Do not draw conclusions about them. Follows from released counts: costs nothing."
      aside={null}
    >
      {hidden.length === 0 ? (
        <Empty>Every cell of every column stands out of the noise.</Empty>
      ) : (
        <ul>
          {hidden.map(({ column, labels }) => (
            <li key={column}>
              <b>{column}</b>: {labels.join(', ')}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
