import { SEVERITIES } from '@plumbline/backstage-plugin-scans-formats';
import { Knex } from 'knex';
import { noSeverities } from '../domain/records';

const DAY_MS = 24 * 60 * 60 * 1000;
const NEW_DAYS = 7;
const FIXED_DAYS = 30;

const before = (time: string, days: number) =>
  new Date(Date.parse(time) - days * DAY_MS).toISOString();
const after = (time: string, days: number) =>
  new Date(Date.parse(time) + days * DAY_MS).toISOString();

/** What counts as open at a time: a decision that has expired hides nothing. */
export function isOpenAt(query: Knex.QueryBuilder, now: string): void {
  query.where(open =>
    open
      .where('shown', 'open')
      .orWhere(expired => expired.modify(isDecisionExpiredAt, now)),
  );
}

/** Findings that were decided about until a time that is over, and are open again. */
export function isDecisionExpiredAt(
  query: Knex.QueryBuilder,
  now: string,
): void {
  query
    .where({ shown: 'decided', tool_suppressed: false })
    .where('decision_expires_at', '<=', now);
}

/**
 * What was open at the end of a day that is over, as far as it is known now:
 * without what came later, with what was fixed since.
 */
async function countAtEndOf(
  tx: Knex,
  entityRef: string,
  options: { day: string; now: string },
): Promise<ReturnType<typeof noSeverities>> {
  const end = after(`${options.day}T00:00:00.000Z`, 1);
  const rows = await tx('scan_findings')
    .where({ entity_ref: entityRef })
    .where('first_seen', '<', end)
    .where(open =>
      open
        .where(still => still.modify(isOpenAt, options.now))
        .orWhere(fixed =>
          fixed.where('shown', 'fixed').where('fixed_at', '>=', end),
        ),
    )
    .groupBy('severity')
    .select('severity')
    .count({ amount: '*' });
  const counts = noSeverities();
  for (const { severity, amount } of rows as any[]) {
    counts[severity as keyof typeof counts] = Number(amount);
  }
  return counts;
}

/** The earliest of some times. */
const earliest = (times: (string | null | undefined)[]) =>
  times.filter(time => typeof time === 'string').sort()[0] ?? null;

/**
 * Counts the findings of an entity anew, and remembers when time alone makes
 * that wrong.
 *
 * @param day - that the counts are of, when it is not today: of a scan that ran earlier
 */
export async function countEntity(
  tx: Knex,
  entityRef: string,
  now: string,
  day = now.slice(0, 10),
): Promise<void> {
  const of = () => tx('scan_findings').where({ entity_ref: entityRef });
  const open = () => of().modify(isOpenAt, now);
  const fresh = before(now, NEW_DAYS);
  const countIf = (name: string, sql: string, values: unknown[] = []) =>
    tx.raw(`count(case when ${sql} then 1 end) as ??`, [
      ...(values as string[]),
      name,
    ]);
  const bySeverity = await open()
    .groupBy('severity')
    .select('severity')
    .select(
      tx.raw('count(*) as amount'),
      countIf('overdue', 'due_at <= ?', [now]),
      countIf('new', 'first_seen > ?', [fresh]),
      countIf('fixable', 'is_fixable = ?', [true]),
      countIf('exploited', 'is_exploited = ?', [true]),
    );
  const [{ decided }] = await of()
    .where('shown', 'decided')
    .where(holds =>
      holds
        .whereNull('decision_expires_at')
        .orWhere('decision_expires_at', '>', now)
        .orWhere('tool_suppressed', true),
    )
    .count({ decided: '*' });
  const [{ fixed }] = await of()
    .where('shown', 'fixed')
    .where('fixed_at', '>', before(now, FIXED_DAYS))
    .count({ fixed: '*' });
  const [due] = await open().where('due_at', '>', now).min({ at: 'due_at' });
  const [expires] = await of()
    .where('shown', 'decided')
    .where('decision_expires_at', '>', now)
    .min({ at: 'decision_expires_at' });
  const [ages] = await open()
    .where('first_seen', '>', fresh)
    .min({ at: 'first_seen' });
  const [leaves] = await of()
    .where('shown', 'fixed')
    .where('fixed_at', '>', before(now, FIXED_DAYS))
    .min({ at: 'fixed_at' });
  const counts = noSeverities();
  const sums = { overdue: 0, new: 0, fixable: 0, exploited: 0 };
  for (const row of bySeverity as any[]) {
    counts[row.severity as keyof typeof counts] = Number(row.amount);
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) {
      sums[key] += Number(row[key]);
    }
  }
  await tx('scan_entities')
    .where({ entity_ref: entityRef })
    .update({
      ...Object.fromEntries(
        SEVERITIES.map(severity => [`open_${severity}`, counts[severity]]),
      ),
      count_overdue: sums.overdue,
      count_new: sums.new,
      count_fixable: sums.fixable,
      count_exploited: sums.exploited,
      count_decided: Number(decided),
      count_fixed: Number(fixed),
      next_change_at: earliest([
        due?.at?.startsWith('9999') ? null : due?.at,
        expires?.at,
        ages?.at && after(ages.at, NEW_DAYS),
        leaves?.at && after(leaves.at, FIXED_DAYS),
      ]),
    });
  // A scan that ran earlier changes today as well, which may have been counted before it came
  const today = now.slice(0, 10);
  const counted = [
    ...(day === today
      ? []
      : [{ day, open: await countAtEndOf(tx, entityRef, { day, now }) }]),
    { day: today, open: counts },
  ];
  await tx('scan_days')
    .insert(
      counted.map(one => ({
        entity_ref: entityRef,
        day: one.day,
        open: JSON.stringify(one.open),
      })),
    )
    .onConflict(['entity_ref', 'day'])
    .merge();
}
