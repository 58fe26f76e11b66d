/** How large a report may be. @public */
export interface ReportLimits {
  /** Bytes of the report, unpacked. */
  maxBytes: number;
  /** Nesting of lists and objects. */
  maxDepth: number;
  /** Values in it, whole lists and objects among them: what bounds the memory of a report made of brackets. */
  maxValues: number;
  /** Results that a report may list. */
  maxFindings: number;
}

/** Limits that hold unless others are given. @public */
export const DEFAULT_LIMITS: ReportLimits = {
  maxBytes: 200 * 1024 * 1024,
  maxDepth: 64,
  maxValues: 10_000_000,
  maxFindings: 200_000,
};
