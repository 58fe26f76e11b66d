/** Numbers of weaknesses in what a tool writes: 79, "79", "CWE-79", "CWE-79: Cross-site …", "external/cwe/cwe-079". */
export function cweNumbers(values: readonly unknown[]): number[] {
  const numbers = values.flatMap(value => {
    if (typeof value === 'number') {
      return Number.isInteger(value) && value > 0 ? [value] : [];
    }
    const digits =
      typeof value === 'string'
        ? value.match(/(?:^\s*|cwe[-_/ ]?)0*(\d{1,5})\b/i)?.[1]
        : undefined;
    return digits && Number(digits) > 0 ? [Number(digits)] : [];
  });
  return numbers.length < 2
    ? numbers
    : [...new Set(numbers)].sort((a, b) => a - b);
}
