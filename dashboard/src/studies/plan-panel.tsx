import type { Plan } from '../api/model.js';
import { Facts } from '../figures/facts.js';
import { Hash } from '../figures/hash.js';
import { countText } from '../figures/numbers.js';
import { Listing, type ListingColumn } from '../panel/listing.js';
import { Panel } from '../panel/panel.js';

type Block = Plan['blocks'][number];

const columns: readonly ListingColumn<Block>[] = [
  { title: 'Block', align: 'start', cell: ({ name }) => name.replaceAll('-', ' ') },
  { title: 'Tables', align: 'end', cell: ({ tables }) => countText(tables) },
  { title: 'Noise, standard deviation', align: 'end', cell: ({ name, noiseStdDev }) => `${noiseStdDev.toPrecision(3)} ${name === 'step' ? 'clipping norms' : 'records'}` },
];

/** The frozen training plan that every site checks before it debits. */
export function PlanPanel({ plan }: { plan: Plan }) {
  return (
    <Panel title="Training plan" line="Frozen: every site checks this hash before it debits its ledger." aside={null}>
      <div className="cw-stack">
        <Facts
          facts={[
            { term: 'tables', value: countText(plan.tables) },
            { term: 'cells', value: countText(plan.cells) },
            { term: 'grid', value: `1/${plan.grid} record` },
            { term: 'plan hash', value: <Hash of="training plan" value={plan.sha256} length="short" /> },
            ...(plan.rosterSha256 === null ? [] : [{ term: 'roster hash', value: <Hash of="roster" value={plan.rosterSha256} length="short" /> }]),
          ]}
        />
        <Listing caption="Noise of each block of tables" columns={columns} rows={plan.blocks} keyOf={({ name }) => name} />
      </div>
    </Panel>
  );
}
