import { Skeleton } from '@mantine/core';
import classes from './states.module.css';

/** Placeholders as tall as the rows that will replace them, so that nothing moves. */
export function Bones({ count, heightRem }: { count: number; heightRem: number }) {
  return (
    <div className={classes.bones}>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} style={{ height: `${heightRem}rem` }}>
          <Skeleton height={12} width={index % 2 === 0 ? '72%' : '58%'} radius="sm" />
        </div>
      ))}
    </div>
  );
}
