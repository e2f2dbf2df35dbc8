import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Export } from '../api/model.js';
import { exportQuery, fileAddress } from '../api/queries.js';
import { Status } from '../figures/status.js';
import { LoadedPage } from '../frame/loaded-page.js';
import { PageHead } from '../frame/page-head.js';
import { Bones } from '../states/bones.js';
import { Empty } from '../states/empty.js';
import { Failure } from '../states/failure.js';
import { AboutPanel } from './about-panel.js';
import { useContentText } from './content.js';
import { Decision } from './decision.js';
import { FilesPanel } from './files-panel.js';
import { PreviewPanel } from './preview-panel.js';
import { VerifyPanel } from './verify-panel.js';
import { exportTones, waitingLines } from './words.js';

const route = getRouteApi('/exports/$id');

const parent = (
  <Link to="/exports" className="cw-link">
    Exports
  </Link>
);

const mainFile = 'data.csv';

function Download({ exported }: { exported: Export }) {
  if (!exported.files.some(({ name }) => name === mainFile)) return null;
  return (
    <Button component="a" href={fileAddress(exported.id, mainFile)} download={mainFile}>
      Download {mainFile}
    </Button>
  );
}

function Ready({ exported }: { exported: Export }) {
  return (
    <>
      <div className="cw-columns" data-split="1-1">
        <AboutPanel exported={exported} />
        <VerifyPanel directory={exported.directory} />
      </div>
      <PreviewPanel id={exported.id} />
      <FilesPanel exported={exported} />
    </>
  );
}

function Content({ exported }: { exported: Export }) {
  if (exported.state === 'ready') return <Ready exported={exported} />;
  const waiting = waitingLines[exported.state];
  return (
    <>
      {waiting === null ? null : <Empty>{waiting}</Empty>}
      <AboutPanel exported={exported} />
    </>
  );
}

function Page({ exported }: { exported: Export }) {
  return (
    <div className="cw-stack">
      <PageHead
        title={useContentText(exported)}
        mark={<Status tone={exportTones[exported.state]}>{exported.state}</Status>}
        line={`Export ${exported.id}. Synthetic records${exported.state === 'ready' ? ', drawn by the generator' : ''}.`}
        actions={exported.state === 'requested' ? <Decision exported={exported} /> : <Download exported={exported} />}
        parent={parent}
      />
      {exported.state === 'refused' ? <Failure what="This request was refused." error={new Error(exported.decision?.reason ?? '')} retry={null} /> : null}
      {exported.failure === null ? null : <Failure what="This export failed." error={new Error(exported.failure)} retry={null} />}
      <Content exported={exported} />
    </div>
  );
}

export function ExportPage() {
  const { id } = route.useParams();
  const exported = useQuery(exportQuery(id));
  return (
    <LoadedPage title="Export" what="This export" query={exported} skeleton={<Bones count={8} heightRem={4} />}>
      {(found) => <Page exported={found} />}
    </LoadedPage>
  );
}
