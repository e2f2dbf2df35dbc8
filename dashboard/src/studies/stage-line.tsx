import type { Study } from '../api/model.js';
import { CheckIcon, ClockIcon, CrossIcon, DotIcon } from '../frame/icons.js';
import { stagesOf, type Stage } from './stages.js';
import classes from './studies.module.css';

const icons: Record<Stage['state'], () => React.JSX.Element> = { done: CheckIcon, now: ClockIcon, next: DotIcon, broken: CrossIcon };

/** The way of a study, from its plan to its exports. */
export function StageLine({ study }: { study: Study }) {
  return (
    <ol className={classes.stages} aria-label="Stages of the study">
      {stagesOf(study).map(({ name, detail, state }) => {
        const Icon = icons[state];
        return (
          <li key={name} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
            <span className={classes.knob}>
              <Icon />
            </span>
            <span>
              <b>{name}</b>
              <small>{detail}</small>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
