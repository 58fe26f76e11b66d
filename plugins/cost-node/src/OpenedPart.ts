import type {
  CostFact,
  RejectedRow,
} from '@plumbline/backstage-plugin-cost-formats';

/** How many rows there are, and how many of them count. @public */
export interface CostRows {
  read: number;
  accepted: number;
  rejected: number;
  /** Of the accepted, those that say again what another says: they count once. */
  repeated: number;
}

/** Files of one kind of a bill. */
export interface OpenedPart {
  /** Such as `focus-1.2`, one for each file. */
  formats: string[];
  rows: CostRows;
  rejected: RejectedRow[];
  warnings: string[];
  facts(): AsyncIterable<CostFact[]>;
}
