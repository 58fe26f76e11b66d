/** How large a report may be. @public */
export interface ReportLimits {
  /** Bytes of the report, unpacked. */
  maxBytes: number;
  /** Nesting of lists and objects. */
  maxDepth: number;
  /** Results that a report may list. */
  maxFindings: number;
}

/** Limits that hold unless others are given. @public */
export const DEFAULT_LIMITS: ReportLimits = {
  maxBytes: 200 * 1024 * 1024,
  maxDepth: 64,
  maxFindings: 200_000,
};
