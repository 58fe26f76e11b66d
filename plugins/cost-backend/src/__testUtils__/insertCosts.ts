import {
  AllocationDimension,
  COST_METRICS,
  CostAmounts,
  readAmount,
  reconcileCosts,
  UnattributedReason,
} from '@plumbline/backstage-plugin-cost-formats';
import { Knex } from 'knex';
import { Booking } from '../domain/Booking';
import { CatalogPlace } from '../domain/CatalogPlace';
import { CostWriter } from '../store/CostWriter';
import { ImportStore } from '../store/ImportStore';

/** A row as tests write it; amounts are decimal text, and `effective` unless others are given. */
export interface TestCost extends Partial<Record<AllocationDimension, string>> {
  day: string;
  /** Without it nobody's. */
  entity?: string;
  reason?: UnattributedReason;
  cost?: string;
  amounts?: Partial<Record<(typeof COST_METRICS)[number], string>>;
  currency?: string;
  kind?: 'direct' | 'idle' | 'shared';
  pool?: string;
}

function readAmounts({ cost, amounts }: TestCost): CostAmounts {
  const stated = amounts ?? { effective: cost ?? '1' };
  return Object.fromEntries(
    Object.entries(stated).map(([metric, text]) => [metric, readAmount(text)!]),
  );
}

function toBookings(costs: readonly TestCost[]): Booking[] {
  const bookings = new Map<string, Booking & { allocations: any[] }>();
  for (const row of costs) {
    const { day, entity, reason, currency = 'EUR', kind = 'direct' } = row;
    const { cost, amounts, ...rest } = row;
    const key = `${day} ${currency}`;
    const booking = bookings.get(key) ?? {
      billMonth: day.slice(0, 7),
      day,
      currency,
      allocations: [],
      lines: [],
    };
    booking.allocations.push({
      day,
      currency,
      entity,
      reason: entity === undefined ? (reason ?? 'noRule') : undefined,
      rule: 'test',
      kind,
      pool: row.pool,
      dimensions: rest,
      amounts: readAmounts({ ...rest, day, cost, amounts }),
    });
    bookings.set(key, booking);
  }
  return [...bookings.values()]
    .sort((one, other) => (one.billMonth < other.billMonth ? -1 : 1))
    .map(booking => ({ ...booking, lines: linesOf(booking) }));
}

/** The source states what was booked. */
function linesOf({ day, currency, allocations }: Booking) {
  const facts = allocations.map(({ amounts }) => ({
    day,
    currency,
    amounts,
    subject: { tags: new Map(), labels: new Map(), isIdle: false },
    rows: 1,
  }));
  return reconcileCosts(facts, allocations);
}

/** Stores costs as an import does; what the source had in their months goes. */
export async function insertCosts(options: {
  knex: Knex;
  costs: readonly TestCost[];
  source?: string;
  places?: readonly CatalogPlace[];
  now: string;
  /** Why the import fails when it has stored them. */
  failure?: string;
}): Promise<void> {
  const { knex, costs, source = 'cloud', places = [], now, failure } = options;
  const bookings = toBookings(costs);
  const days = bookings.map(({ day }) => day).sort();
  const imports = new ImportStore(knex);
  const { id } = await imports.begin({
    source,
    now,
    aliveUntil: '9999-01-01T00:00:00.000Z',
  });
  await new CostWriter(knex).replace({
    importId: id,
    source,
    billMonths: [...new Set(bookings.map(({ billMonth }) => billMonth))],
    bookings,
    keptFrom: '0000-01-01',
    isLast: failure === undefined,
    placeOf: ref => places.find(({ entityRef }) => entityRef === ref),
    finish: () => ({
      result: { state: 'done', firstDay: days[0], lastDay: days.at(-1) },
      now,
    }),
    signal: new AbortController().signal,
  });
  if (failure !== undefined) {
    const result = { state: 'failed', message: failure } as const;
    await imports.end({ id, source, result, now });
  }
}

/** The same cost on each of some days. */
export function onDays(
  from: string,
  to: string,
  cost: Omit<TestCost, 'day'>,
): TestCost[] {
  const costs: TestCost[] = [];
  for (
    let time = Date.parse(from);
    time <= Date.parse(to);
    time += 86_400_000
  ) {
    costs.push({ ...cost, day: new Date(time).toISOString().slice(0, 10) });
  }
  return costs;
}
