import { useQuery } from '@tanstack/react-query';
import type { Study } from '../api/model.js';
import { studiesQuery } from '../api/queries.js';
import { Command } from '../figures/command.js';
import { deltaText } from '../figures/numbers.js';
import { Panel } from '../panel/panel.js';
import { Bones } from '../states/bones.js';
import { Empty } from '../states/empty.js';
import { Loaded } from '../states/loaded.js';
import { StudyList } from '../studies/study-list.js';

/** The paid evaluations of a study's generator, and how one is asked for. */
export function EvaluationsPanel({ study }: { readonly study: Study }) {
  const studies = useQuery(studiesQuery);
  if (study.generator === null || study.dictionary.kind !== 'table') return null;
  return (
    <Panel title="Evaluations at the sites" line="How well models that saw synthetic records only do on the real ones: a release of its own, paid for from the same budgets, for private records too." aside={null}>
      <div className="cw-stack">
        <Loaded what="The evaluations" query={studies} skeleton={<Bones count={2} heightRem={2.5} />}>
          {(all) => {
            const own = all.filter(({ evaluates }) => evaluates?.study === study.id);
            return own.length === 0 ? <Empty>There is none yet.</Empty> : <StudyList studies={own} />;
          }}
        </Loaded>
        <Command text={`commonward study evaluate ${study.id} --epsilon 1 --delta ${deltaText(study.guarantee.delta)} --trust ${study.trust} --directory consortium`} label="Command that plans one" />
      </div>
    </Panel>
  );
}
