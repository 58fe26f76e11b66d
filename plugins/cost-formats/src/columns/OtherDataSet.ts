/** A table of FOCUS that is no bill: it stands beside one and states no costs of use. @public */
export class OtherDataSet extends Error {
  /** What FOCUS calls it, such as `Contract Commitment`. */
  readonly title: string;

  constructor(title: string) {
    super(
      `is the FOCUS data set ${title}, which states no costs of use; the data set Cost and Usage is wanted`,
    );
    this.name = 'OtherDataSet';
    this.title = title;
  }
}
