interface Source {
  /** What is stored is kept under it. */
  id: string;
  /** What people read. */
  title: string;
}

/** A folder of bills or cost allocations that the operator names. */
export interface FolderSource extends Source {
  kind: 'folder';
  /** Absolute. */
  folder: string;
  /** Which files of the folder; everything that is data without it. */
  pattern?: string;
  /** Told by the columns when absent. */
  format?: string;
  /** ISO 4217 code of files that state none. */
  currency?: string;
}

/** An OpenCost or a Kubecost that answers over HTTP. */
export interface OpenCostSource extends Source {
  kind: 'openCost';
  /** ISO 4217 code: answers do not say it. */
  currency: string;
  openCost: OpenCostInstance;
}

/** How to ask an instance. */
export interface OpenCostInstance {
  /** Of the allocation API, without a query. */
  url: string;
  /** Of each request; they may be secret. */
  headers: Readonly<Record<string, string>>;
  /** Name of the cluster, where answers state none. */
  cluster?: string;
  /** For how many days back it is asked, today among them. */
  windowDays: number;
  /** What to group by; every container for itself without it. */
  aggregate?: readonly string[];
  /** Of one request, to the last byte of the answer. */
  timeoutMs: number;
}

/** Where costs come from. */
export type CostSource = FolderSource | OpenCostSource;
