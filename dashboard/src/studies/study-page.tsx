import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Study } from '../api/model.js';
import { studyQuery } from '../api/queries.js';
import { StudyExports } from '../exports/study-exports.js';
import { FidelityView } from '../fidelity/fidelity-view.js';
import { Status } from '../figures/status.js';
import { LoadedPage } from '../frame/loaded-page.js';
import { PageHead } from '../frame/page-head.js';
import { ReportView } from '../report/report-view.js';
import { Bones } from '../states/bones.js';
import { Failure } from '../states/failure.js';
import { StudyActions } from './study-actions.js';
import { StudyGuarantee } from './study-guarantee.js';
import { StudyProgress } from './study-progress.js';
import { isView, views } from './views.js';
import { failureTitle, stateTones } from './words.js';

const route = getRouteApi('/studies/$id');

const parent = (
  <Link to="/studies" className="cw-link">
    Studies
  </Link>
);

function Views({ study }: { study: Study }) {
  const { view } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (next: string | null): void => {
    if (isView(next)) void navigate({ search: { view: next }, replace: true });
  };
  return (
    <Tabs value={view} onChange={open} keepMounted={false}>
      <Tabs.List mb="md">
        {Object.entries(views).map(([name, label]) => (
          <Tabs.Tab key={name} value={name}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="progress">
        <StudyProgress study={study} />
      </Tabs.Panel>
      <Tabs.Panel value="fidelity">
        <FidelityView study={study} />
      </Tabs.Panel>
      <Tabs.Panel value="report">
        <ReportView study={study} />
      </Tabs.Panel>
      <Tabs.Panel value="exports">
        <StudyExports study={study} />
      </Tabs.Panel>
    </Tabs>
  );
}

function Page({ study }: { study: Study }) {
  return (
    <div className="cw-stack">
      <PageHead
        title={study.name}
        mark={<Status tone={stateTones[study.state]}>{study.state}</Status>}
        line={`${study.dictionary.title}.${study.dictionary.target === null ? '' : ` Target: ${study.dictionary.target}.`}`}
        actions={<StudyActions study={study} />}
        parent={parent}
      />
      {study.failure === null ? null : <Failure what={failureTitle(study.state)} error={new Error(study.failure)} retry={null} />}
      <StudyGuarantee study={study} />
      {study.evaluates === null ? <Views study={study} /> : <StudyProgress study={study} />}
    </div>
  );
}

export function StudyPage() {
  const { id } = route.useParams();
  const study = useQuery(studyQuery(id));
  return (
    <LoadedPage title="Study" what="This study" query={study} skeleton={<Bones count={8} heightRem={4} />}>
      {(found) => <Page study={found} />}
    </LoadedPage>
  );
}
