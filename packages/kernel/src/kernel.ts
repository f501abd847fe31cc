export { anonymous, hasRole, hasServiceScope, receiptScope, type Caller, type Role } from './caller.ts';
export { systemClock, type Clock } from './clock.ts';
export {
  changed,
  refused,
  unchanged,
  type Announcement,
  type Decide,
  type Decision,
  type Failure,
} from './decision.ts';
export { invalidInput, type InvalidInput } from './invalid-input.ts';
export { idKind, newId, type Id, type IdFactory } from './id.ts';
export {
  addMoney,
  allocate,
  basisPointsOf,
  currencyExponent,
  formatDecimal,
  isCurrencyCode,
  money,
  parseDecimal,
  subtractMoney,
  sumMoney,
  timesQuantity,
  zeroMoney,
  type BasisPoints,
  type Money,
} from './money.ts';
export { err, ok, type Err, type Ok, type Result } from './result.ts';
export { unreachable } from './unreachable.ts';
