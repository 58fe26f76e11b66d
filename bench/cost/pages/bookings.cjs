/* Bills of an organisation as an import hands them to the writer: day by day, booked and split. */
const source = path =>
  require(`../../../plugins/${path.replace('/', '/src/')}`);
const { readAmount } = source('cost-formats/money/amount');

const DAY_MS = 86_400_000;

/** A number from 0 to 1 that only depends on what it is asked for. */
function chance(...of) {
  let hash = 2166136261;
  for (const part of of) {
    hash = Math.imul(hash ^ part, 16777619);
    hash ^= hash >>> 13;
  }
  return (Math.imul(hash, 2654435761) >>> 0) / 2 ** 32;
}

function listDays(days, lastMs) {
  return Array.from({ length: days }, (_, index) =>
    new Date(lastMs - (days - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}

/** Ten decimal places, as bills have them. */
function amountsOf(cost) {
  const effective = readAmount(cost.toFixed(10));
  return {
    billed: effective,
    effective,
    list: (effective * 5n) / 4n,
    contracted: effective,
  };
}

/** What an entity costs on a day: weekends are cheaper, one in two hundred weeks is dear, and some began late. */
function costOf(index, day) {
  const number = Math.floor(Date.parse(day) / DAY_MS);
  const isWeekend = (number + 3) % 7 > 4;
  const isDear = chance(index, Math.floor(number / 7), 5) < 0.005;
  const base = 1 + 200 * chance(index) ** 4;
  return (
    base *
    (isWeekend ? 0.6 : 1) *
    (isDear ? 3 : 1) *
    (0.9 + 0.2 * chance(index, number, 3))
  );
}

const PARTS = {
  USD: [
    { share: 0.6, kind: 'direct', service: ['Compute', 'Virtual machines'] },
    { share: 0.3, kind: 'direct', service: ['Storage', 'Object storage'] },
    { share: 0.1, kind: 'shared', pool: 'support', service: ['', ''] },
  ],
  EUR: [{ share: 0.2, kind: 'direct', service: ['Databases', 'PostgreSQL'] }],
};

function allocationOf({ index, ref, day, currency, part }) {
  const [serviceCategory, service] = part.service;
  return {
    day,
    currency,
    entity: ref,
    rule: 'tag team/service',
    kind: part.kind,
    pool: part.pool,
    dimensions: {
      provider: currency === 'USD' ? 'AWS' : 'Microsoft',
      account: `${100_000_000_000 + (index % 40)}`,
      accountName: `account-${index % 40}`,
      service: service || undefined,
      serviceCategory: serviceCategory || undefined,
      region: ['eu-central-1', 'eu-west-1', 'us-east-1'][index % 3],
      chargeCategory: 'Usage',
    },
    amounts: amountsOf(costOf(index, day) * part.share),
  };
}

/** What a source, which has one currency, charges on a day. */
function bookingOf({ landscape, day, currency }) {
  const allocations = [];
  const every = currency === 'USD' ? 1 : 4;
  for (let index = 0; index < landscape.entities; index += every) {
    const ref = landscape.refOf(index);
    for (const part of PARTS[currency]) {
      allocations.push(allocationOf({ index, ref, day, currency, part }));
    }
  }
  for (let index = 0; index < 20; index += 1) {
    const [part] = PARTS[currency];
    const { entity, rule, ...rest } = allocationOf({
      index,
      day,
      currency,
      part,
    });
    allocations.push({ ...rest, reason: 'noRule' });
  }
  return {
    billMonth: day.slice(0, 7),
    day,
    currency,
    allocations,
    lines: [],
  };
}

module.exports = { bookingOf, listDays };
