import { Knex } from 'knex';
import { inParts } from './inParts';

/** What happened to a finding; `by` is absent for the plugin itself. */
export interface LoggedEvent {
  at: string;
  by?: string;
  action: string;
  from?: string;
  to?: string;
  note?: string;
  scanId?: string;
}

/** Puts on record what happened to findings. */
export async function logEvents(
  tx: Knex,
  events: readonly (LoggedEvent & { findingId: string })[],
): Promise<void> {
  for (const part of inParts(events)) {
    await tx('scan_events').insert(
      part.map(({ findingId, at, by, action, ...detail }) => ({
        finding_id: findingId,
        at,
        by: by ?? null,
        action,
        detail: JSON.stringify(detail),
      })),
    );
  }
}

/** Puts the same on record for several findings. */
export async function logForAll(
  tx: Knex,
  ids: readonly string[],
  event: LoggedEvent,
): Promise<void> {
  await logEvents(
    tx,
    ids.map(findingId => ({ ...event, findingId })),
  );
}
