const today = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const otherDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const otherYear = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

function formatFor(date: Date, now: Date): Intl.DateTimeFormat {
  if (date.toDateString() === now.toDateString()) return today;
  return date.getFullYear() === now.getFullYear() ? otherDay : otherYear;
}

/** A time in the reader's zone, as short as it can be; its ISO form is the title. */
export function Moment({ at }: { at: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={at} className="cw-keep">
      {formatFor(date, new Date()).format(date)}
    </time>
  );
}
