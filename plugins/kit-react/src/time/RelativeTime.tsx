import { useEffect, useState } from 'react';
import { formatAge } from './formatAge';

/** @public */
export interface RelativeTimeProps {
  /** ISO 8601 time. */
  value: string;
}

const REFRESH_MS = 60_000;

/** The age of a moment, with the exact time on hover. @public */
export function RelativeTime({ value }: RelativeTimeProps) {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);

  const moment = new Date(value);
  if (Number.isNaN(moment.getTime())) {
    return <span title={value}>unknown time</span>;
  }
  return (
    <time
      dateTime={moment.toISOString()}
      title={moment.toLocaleString(undefined, {
        dateStyle: 'full',
        timeStyle: 'long',
      })}
      style={{ whiteSpace: 'nowrap' }}
    >
      {formatAge(moment, now)}
    </time>
  );
}
