const FACTORS = { KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

/** A size such as `50MiB` in bytes; undefined when it is not of that form. */
export function parseByteSize(text: string): number | undefined {
  const match = /^([1-9]\d{0,5})(KiB|MiB|GiB)$/.exec(text);
  return match
    ? Number(match[1]) * FACTORS[match[2] as keyof typeof FACTORS]
    : undefined;
}

/** Bytes in the form that {@link parseByteSize} reads, in the largest unit that needs no fraction. */
export function formatByteSize(bytes: number): string {
  const [unit, factor] = Object.entries(FACTORS)
    .reverse()
    .find(([, size]) => bytes % size === 0) ?? ['bytes', 1];
  return unit === 'bytes' ? `${bytes} bytes` : `${bytes / factor}${unit}`;
}
