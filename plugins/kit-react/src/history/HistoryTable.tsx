import { nameOfActor } from '../entities/nameOf';
import { rowStyles } from '../layout/rowStyles';
import { RelativeTime } from '../time/RelativeTime';

/** @public */
export interface HistoryTableProps {
  /** Says what it is the history of. */
  label: string;
  /** The newest first; `by` is absent for what Plumbline did by itself. */
  events: readonly { at: string; by?: string; what: string }[];
}

/** What happened when and by whom. @public */
export function HistoryTable({ label, events }: HistoryTableProps) {
  return (
    <table className={rowStyles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event, index) => (
          <tr key={index}>
            <td data-label="When">
              <RelativeTime value={event.at} />
            </td>
            <td data-label="Who" className={rowStyles.name}>
              {nameOfActor(event.by)}
            </td>
            <td data-label="What">{event.what}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
