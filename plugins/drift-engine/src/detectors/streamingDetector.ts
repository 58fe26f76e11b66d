/** What a detector says after a value. `warning` only where its method has one. @public */
export type Detection = 'stable' | 'warning' | 'drift';

/**
 * A method that reads one stream of values, such as the errors of a model, and
 * says when it changed. The state is plain JSON: it can be stored between
 * values and taken up elsewhere.
 *
 * @public
 */
export interface StreamingDetector<TState, TSettings> {
  /** camelCase, such as `pageHinkley`. */
  id: string;
  title: string;
  /** Where the method is published. */
  source: string;
  /** The values it reads: any number, or 0 and 1 where 1 is an error. */
  reads: 'numbers' | 'errors';
  /** Which change it finds. */
  finds: 'rise' | 'any';
  start(settings?: Partial<TSettings>): TState;
  /**
   * Takes the next value, changing the state in place. Values that are not
   * finite, or no error where errors are read, are passed over: `stable`, and
   * the state stays as it was.
   */
  update(state: TState, value: number): Detection;
}
