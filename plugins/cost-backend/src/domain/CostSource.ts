/** A folder of bills or cost allocations that the operator names. */
export interface CostSource {
  /** What is stored is kept under it. */
  id: string;
  /** What people read. */
  title: string;
  /** Absolute. */
  folder: string;
  /** Which files of the folder; everything that is data without it. */
  pattern?: string;
  /** Told by the columns when absent. */
  format?: string;
  /** ISO 4217 code of files that state none. */
  currency?: string;
}
