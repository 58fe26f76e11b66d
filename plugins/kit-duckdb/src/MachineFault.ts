/** What went wrong lies with the machine, or with what reads the data, and says nothing of the data. @public */
export class MachineFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MachineFault';
  }
}
