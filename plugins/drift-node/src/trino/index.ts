export { openTrinoTable } from './openTrinoTable';
export { TrinoRunner, type TrinoOptions } from './TrinoRunner';
