import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Study } from '../api/model.js';
import { useMay } from '../session/session.js';
import { PauseStudy } from './pause-study.js';
import { StartStudy } from './start-study.js';
import { StopStudy } from './stop-study.js';

const route = getRouteApi('/studies/$id');

/** What the person at the page can do with a study in its present state. */
export function StudyActions({ study }: { study: Study }) {
  const [asked, ask] = useDisclosure(false);
  const { view } = route.useSearch();
  const mayRun = useMay('run studies');
  const mayRequest = useMay('request exports');
  switch (study.state) {
    case 'draft':
    case 'expired':
      return !mayRun ? null : (
        <>
          <Button onClick={ask.open}>{study.state === 'draft' ? 'Start study' : 'Start again'}</Button>
          <StartStudy study={study} opened={asked} onClose={ask.close} />
        </>
      );
    case 'running':
    case 'paused':
      return !mayRun ? null : (
        <>
          <PauseStudy study={study} />
          <Button variant="default" onClick={ask.open}>
            Stop study
          </Button>
          <StopStudy study={study} opened={asked} onClose={ask.close} />
        </>
      );
    case 'trained':
      return view === 'exports' || !mayRequest ? null : (
        <Button renderRoot={(props) => <Link to="/studies/$id" params={{ id: study.id }} search={{ view: 'exports' }} {...props} />}>
          Request export
        </Button>
      );
    case 'evaluated':
    case 'stopped':
    case 'failed':
      return null;
  }
}
