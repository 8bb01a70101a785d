/** Money shared by every position of one run. */
export class Account {
  readonly initialCapital: number;
  /** Money at hand; short sales add their proceeds, so equity = cash + signed quantity x price. */
  cash: number;
  /** Initial capital plus the net result of closed legs and funding. */
  realised: number;
  fees = 0;
  slippage = 0;
  funding = 0;
  turnover = 0;

  constructor(initialCapital: number) {
    this.initialCapital = initialCapital;
    this.cash = initialCapital;
    this.realised = initialCapital;
  }
}
