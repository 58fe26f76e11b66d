const HOUR_MS = 3_600_000;

/** A moment before now, as the contract writes it. */
export const hoursAgo = (hours: number) =>
  new Date(Date.now() - hours * HOUR_MS).toISOString();

export const daysAgo = (days: number) => hoursAgo(days * 24);

/** A day before today, without its time. */
export const dayBefore = (days: number) => daysAgo(days).slice(0, 10);
