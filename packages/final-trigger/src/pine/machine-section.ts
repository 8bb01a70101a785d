/** The state machine, step by step as `SignalMachine` takes one bar. */
export function machineSection(): string {
  return [
    EVENTS,
    sideSection({ side: 'long', other: 'short', event: 'external == 1', cross: '<=', over: '>', sign: '+' }),
    sideSection({ side: 'short', other: 'long', event: 'external == -1', cross: '>=', over: '<', sign: '-' }),
  ].join('\n\n');
}

const EVENTS = `\
// External events: a short side opens only after a long one
var int external = 0
bool buyEvent = externalBull and external != 1
bool sellEvent = externalBear and external == 1
if buyEvent
    external := 1
else if sellEvent
    external := -1

var bool longPending = false
var bool longLocked = false
var bool longFinal = false
var bool shortPending = false
var bool shortLocked = false
var bool shortFinal = false`;

interface SideWords {
  readonly side: 'long' | 'short';
  readonly other: 'long' | 'short';
  readonly event: string;
  readonly cross: string;
  readonly over: string;
  readonly sign: string;
}

function sideSection({ side, other, event, cross, over, sign }: SideWords): string {
  const name = side === 'long' ? 'Long' : 'Short';
  const between = side === 'long' ? 'kama < fama and fama < mama' : 'kama > fama and fama > mama';
  return `\
// ${name} side
bool ordered${name} = mama ${over} kama and (not REQUIRE_FAMA_BETWEEN or (${between}))
bool aligned${name} = ordered${name} and close ${over} mama ${sign} PRICE_TOLERANCE * close
bool crossed${name} = ordered${name} and mama[1] ${cross} kama[1]
bool ${side}Active = ${event}
bool ${side}Armed = ${side}Active and (not USE_MA_FILTER or aligned${name})
bool ${side}ArmedGrace = ${side}Armed or (${side}Active and crossed${name})
bool ${side}Waited = ${side}Pending
if buyEvent or sellEvent
    ${side}Pending := false
    ${side}Locked := false
if not ${side}Active
    ${side}Final := false
if STRICT_LOCK and vote${name} and ${side}Active and not ${side}Armed
    if GRACE_BARS == 1
        ${side}Pending := true
    else
        ${side}Locked := true
if ${side}Waited and not ${side}ArmedGrace
    ${side}Pending := false
    ${side}Locked := ${side}Locked or STRICT_LOCK
bool ${side}Triggered = (vote${name} and ${side}Armed) or (GRACE_BARS == 1 and ${side}Waited and ${side}ArmedGrace)
bool new${name} = SIDES != "${other}" and ${side}Triggered and not ${side}Locked and not ${side}Final
if new${name}
    ${side}Final := true
    ${side}Pending := false
    ${other}Final := false`;
}
