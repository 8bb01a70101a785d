/** Work that was stopped from outside, and how to go on with it. */
export class Interrupted extends Error {
  constructor(hint: string = '') {
    super(hint === '' ? 'interrupted' : `interrupted; ${hint}`);
    this.name = 'Interrupted';
  }
}
