export { DuckDbRunner, type DuckDbOptions } from './DuckDbRunner';
